import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { changes } from '../../../platform/mask.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { partiesById } from '../../contacts/index.ts';
import { authorise } from '../../identity/index.ts';
import { requireLoan } from '../../lending/index.ts';
import { lockTerms } from '../ledger/loans.repo.ts';
import { eyesOf } from './draw-view.ts';
import * as repo from './payees.repo.ts';
import type { NewPayee, Payee, PayeePatch } from './payees.schemas.ts';

/** A page of whom draws of a loan pay. The builder sees names, never whose account it is. Throws 404. */
export async function pageOfPayees(actor: Actor, query: repo.PayeeFilter & { withTotal: boolean }) {
  const scope = authorise(actor, 'read:loans');
  await requireLoan(reader(), scope, query.loanId);
  const { builder } = eyesOf(actor, scope);
  const [rows, total] = await Promise.all([
    repo.listPayees(reader(), scope, query),
    query.withTotal ? repo.countPayees(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map(({ sortName: _, ...row }) => present(row, builder)) };
}

const present = (row: repo.FoundPayee, builder: boolean): Payee => ({
  ...row,
  ...(builder ? { partyId: null, partyName: null, email: null, bankLast4: null } : {}),
});

/** Adds a payee before anybody asks for its money, such as a supplier who gave preliminary notice. Throws 404, 409, 422. */
export async function addPayee(
  actor: Actor,
  loanId: string,
  wanted: z.output<typeof NewPayee>,
): Promise<Payee> {
  authorise(actor, 'review:draws');
  return inTransaction(actor, async (tx) => {
    const loan = await lockTerms(tx, authorise(actor, 'read:loans'), loanId);
    if (!loan) throw notFound();
    if (await repo.hasPayeeNamed(tx, loanId, wanted.name))
      throw conflict('already_exists', 'This loan has a payee of that name.');
    await checkParty(tx, actor, wanted.partyId);
    const id = await repo.payeeNamed(tx, loanId, wanted.name, wanted.partyId ?? null);
    await repo.updatePayee(tx, id, columnsOf(wanted));
    await tell(tx, loan.projectId, id, { name: wanted.name, before: {}, after: wanted });
    return payeeFor(actor, tx, id);
  });
}

/** Links the party behind a payee and says how it is paid. Throws 403 step_up_required, 404, 412, 422. */
export async function changePayee(
  actor: Actor,
  input: { id: string; version: number; patch: z.output<typeof PayeePatch> },
): Promise<Payee> {
  const scope = authorise(actor, 'review:draws');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockPayee(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    await checkParty(tx, actor, input.patch.partyId);
    const values = columnsOf(input.patch);
    await repo.updatePayee(tx, input.id, values);
    const loan = await requireLoan(tx, authorise(actor, 'read:loans'), before.loan_id);
    await tell(tx, loan.projectId, input.id, {
      name: before.name,
      ...changes(before, values as Partial<typeof before>),
    });
    return payeeFor(actor, tx, input.id);
  });
}

/** Money goes where this link points, so whoever sets it proves who they are. */
async function checkParty(tx: Tx, actor: Actor, partyId: string | null | undefined): Promise<void> {
  if (partyId === undefined) return;
  requireStepUp(actor);
  if (partyId && !(await partiesById(tx, [partyId])).has(partyId))
    throw invalid('/partyId', 'No such contact or entity.');
}

const columnsOf = ({ partyId, email, method, gaveNotice }: z.output<typeof PayeePatch>) => ({
  ...(partyId === undefined ? {} : { party_id: partyId }),
  ...(email === undefined ? {} : { email }),
  ...(method === undefined ? {} : { method }),
  ...(gaveNotice === undefined ? {} : { gave_notice: gaveNotice }),
});

const tell = (
  tx: Tx,
  projectId: string,
  id: string,
  what: { name: string; before: object; after: object },
): Promise<void> => publish(tx, 'payee.changed', { type: 'payee', id, projectId }, what);

async function payeeFor(actor: Actor, db: Reader, id: string): Promise<Payee> {
  const found = await repo.findPayee(db, authorise(actor, 'read:loans'), id);
  if (!found) throw notFound();
  return present(found, false);
}
