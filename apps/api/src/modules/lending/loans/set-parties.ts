import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { grantAccess, membersOf, partiesById, revokeAccess } from '../../contacts/index.ts';
import { authorise } from '../../identity/index.ts';
import { lockForChange, subjectOf } from './change-loan.ts';
import { updateLoan } from './loans.repo.ts';
import type { Loan, LoanPartiesIn } from './loans.schemas.ts';
import { loanFor } from './loans.service.ts';
import {
  borrowsElsewhere,
  deleteParties,
  insertParties,
  listParties,
  type PartyValues,
} from './parts.repo.ts';

type PartyIn = z.output<typeof LoanPartiesIn>['borrower'];

/** Names the borrower and the guarantors of a loan in draft or underwriting. Throws 404, 409, 412, 422. */
export async function setParties(
  actor: Actor,
  input: { id: string; version: number } & z.output<typeof LoanPartiesIn>,
): Promise<Loan> {
  const scope = authorise(actor, 'write:loans');
  return inTransaction(actor, async (tx) => {
    const loan = await lockForChange(tx, scope, input, ['draft', 'underwriting']);
    const before = await listParties(tx, loan.id);
    const parties = [
      await resolve(tx, 'borrower', input.borrower, under('/borrower')),
      ...(await Promise.all(
        input.guarantors.map((guarantor, i) =>
          resolve(tx, 'guarantor', guarantor, under(`/guarantors/${i}`)),
        ),
      )),
    ];
    assertDistinct(parties);
    await deleteParties(tx, loan.id);
    await insertParties(tx, loan.id, parties);
    const former = before.find((each) => each.role === 'borrower')?.partyId;
    await moveBorrower(tx, loan, former, input.borrower.partyId);
    await updateLoan(tx, loan.id, {});
    await publish(tx, 'loan.changed', subjectOf(loan), {
      number: loan.number,
      before: { parties: before.map(({ role, partyId }) => ({ role, partyId })) },
      after: { parties: parties.map(({ role, party_id }) => ({ role, partyId: party_id })) },
    });
    return loanFor(actor, tx, scope, loan.id, tx.now);
  });
}

const under = (pointer: string) => ({ party: `${pointer}/partyId`, signer: `${pointer}/signerId` });

/** Who binds themselves, and through whom: an entity signs through the member given, else its first one. Throws 422. */
export async function resolve(
  tx: Tx,
  role: 'borrower' | 'guarantor',
  given: PartyIn,
  at: { party: string; signer: string },
): Promise<PartyValues> {
  const party = (await partiesById(tx, [given.partyId])).get(given.partyId);
  if (!party) throw invalid(at.party, 'No such contact or entity.');
  const base = { role, party_id: party.id, good_standing_on: given.goodStandingOn ?? null };
  if (party.kind === 'contact') {
    if (given.signerId && given.signerId !== party.id)
      throw invalid(at.signer, 'A person signs for themselves.');
    return { ...base, signer_id: null, signer_title: null };
  }
  const members = await membersOf(tx, party.id);
  const signer = given.signerId ? members.find((each) => each.id === given.signerId) : members[0];
  if (given.signerId && !signer) throw invalid(at.signer, `Not a member of ${party.name}.`);
  return {
    ...base,
    signer_id: signer?.id ?? null,
    signer_title: given.signerTitle ?? signer?.title ?? null,
  };
}

function assertDistinct(parties: readonly PartyValues[]): void {
  parties.forEach((party, i) => {
    const twice = parties.findIndex((each) => each.role === party.role && each.party_id === party.party_id);
    if (twice !== i) throw invalid(`/guarantors/${i - 1}/partyId`, 'Named twice.');
  });
}

/** The borrower sees its loan and the project; a former one no longer does. */
export async function moveBorrower(
  tx: Tx,
  loan: { id: string; project_id: string },
  from: string | undefined,
  to: string,
): Promise<void> {
  if (from === to) return;
  if (from) {
    await revokeAccess(tx, 'loan', loan.id, from, 'borrower');
    if (!(await borrowsElsewhere(tx, loan.project_id, from, loan.id)))
      await revokeAccess(tx, 'project', loan.project_id, from, 'borrower');
  }
  await grantAccess(tx, 'loan', loan.id, to, 'borrower');
  await grantAccess(tx, 'project', loan.project_id, to, 'borrower');
}

/** The project's builder sees the project's loans as well: when another builder takes over, so do they. */
export async function moveBuilder(
  tx: Tx,
  loanIds: readonly string[],
  from: string | null,
  to: string | null,
): Promise<void> {
  for (const loanId of loanIds) {
    if (from) await revokeAccess(tx, 'loan', loanId, from, 'builder');
    if (to) await grantAccess(tx, 'loan', loanId, to, 'builder');
  }
}
