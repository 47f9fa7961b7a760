import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { loanLedger } from '../ledger-port.ts';
import { actDate, lastActOf } from '../loans/acts.ts';
import { type LockedLoan, lockForProgram, lockLoanRow } from '../loans/loans.repo.ts';
import * as repo from './bank-lines.repo.ts';
import type { NewPledge, Pledge, PledgePage, PledgeQuery } from './bank-lines.schemas.ts';

const PLEDGEABLE: readonly string[] = ['funded', 'recorded', 'servicing'];

export async function listPledges(actor: Actor, query: PledgeQuery): Promise<z.infer<typeof PledgePage>> {
  const scope = authorise(actor, 'read:bank-line');
  const [rows, total] = await Promise.all([
    repo.listPledges(reader(), scope, query),
    query.withTotal ? repo.countPledges(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.PLEDGE_SORTS, total);
  return { ...page, items: page.items.map((row) => present(actor, row)) };
}

/** Throws 404. */
export const getPledge = (actor: Actor, id: string): Promise<Pledge> =>
  pledgeFor(actor, reader(), authorise(actor, 'read:bank-line'), id);

async function pledgeFor(actor: Actor, db: Reader, scope: repo.ReadLines, id: string): Promise<Pledge> {
  const found = await repo.findPledge(db, scope, id);
  if (!found) throw notFound();
  return present(actor, found);
}

const MAY_RELEASE: readonly string[] = ['admin', 'acquisitions', 'servicing'];

const present = (actor: Actor, row: repo.FoundPledge): Pledge => ({
  ...row,
  state: row.releasedOn ? 'released' : 'pledged',
  moves:
    row.releasedOn || !MAY_RELEASE.includes(actor.role)
      ? []
      : [{ action: 'release', label: 'Take back', to: 'released', allowed: true, needsReason: true }],
});

/** Pledges a funded loan to a bank line. Throws 409 when it is not funded or pledged already, 422 for unknown ids and wrong dates. */
export async function pledgeLoan(actor: Actor, input: z.output<typeof NewPledge>): Promise<Pledge> {
  const scope = authorise(actor, 'write:bank-line');
  return inTransaction(actor, async (tx) => {
    const loan = await lockLoanRow(tx, scope, input.loanId);
    if (!loan) throw invalid('/loanId', 'No such loan.');
    const line = await repo.findBankLine(tx, scope, input.bankLineId);
    if (!line) throw invalid('/bankLineId', 'No such bank line.');
    if (!PLEDGEABLE.includes(loan.state))
      throw conflict(
        'not_pledgeable',
        `Loan ${loan.number} is ${loan.state.replaceAll('_', ' ')}. Only a funded loan in good standing is pledged.`,
      );
    if (await repo.lockOpenPledge(tx, loan.id))
      throw conflict('already_pledged', `Loan ${loan.number} is pledged already. Take it back first.`);
    const date = actDate(
      tx,
      { last_act_on: await lastActOf(tx, loan) },
      input.effectiveDate,
      '/effectiveDate',
    );
    const advanceRate = input.advanceRate ?? line.advanceRate;
    const id = await repo.insertPledge(tx, {
      loan_id: loan.id,
      bank_line_id: line.id,
      advance_rate: advanceRate,
      pledged_on: date,
    });
    await loanLedger().notePledge(tx, { id, loanId: loan.id, what: 'pledged', date });
    await publish(
      tx,
      'loan.pledged',
      { type: 'loan', id: loan.id, projectId: loan.project_id, effectiveDate: date },
      { number: loan.number, bankLine: line.name, advanceRate },
    );
    return pledgeFor(actor, tx, scope, id);
  });
}

/** Takes a loan back from the bank line. Throws 404, 409 when it was taken back before, 412, 422. */
export async function releasePledge(
  actor: Actor,
  input: { id: string; version: number; reason: string; effectiveDate?: string | undefined },
): Promise<Pledge> {
  const scope = authorise(actor, 'write:bank-line');
  return inTransaction(actor, async (tx) => {
    const found = await repo.findPledge(tx, scope, input.id);
    const loan = found && (await lockForProgram(tx, found.loanId)); // the loan first, as everywhere
    const pledge = await repo.lockPledge(tx, scope, input.id);
    if (!pledge || !loan) throw notFound();
    expectVersion(pledge, input.version);
    if (pledge.released_on)
      throw conflict('illegal_move', 'This pledge was released already; there is nothing left to do.', {
        legalMoves: [],
      });
    const acted = await lastActOf(tx, loan);
    const floor = acted > pledge.pledged_on ? acted : pledge.pledged_on;
    const date = actDate(tx, { last_act_on: floor }, input.effectiveDate);
    await end(tx, pledge, loan, date, input.reason);
    return pledgeFor(actor, tx, scope, input.id);
  });
}

/** The pledge ends with the loan. */
export async function releasePledgeOf(tx: Tx, loan: LockedLoan, date: string, reason: string): Promise<void> {
  const pledge = await repo.lockOpenPledge(tx, loan.id);
  if (pledge) await end(tx, pledge, loan, date > pledge.pledged_on ? date : pledge.pledged_on, reason);
}

async function end(
  tx: Tx,
  pledge: repo.LockedPledge,
  loan: LockedLoan,
  date: string,
  reason: string,
): Promise<void> {
  await repo.endPledge(tx, pledge.id, { released_on: date, release_reason: reason });
  await loanLedger().notePledge(tx, { id: pledge.id, loanId: loan.id, what: 'pledge_released', date });
  const bankLine = await repo.bankLineName(tx, pledge.bank_line_id);
  await publish(
    tx,
    'loan.unpledged',
    { type: 'loan', id: loan.id, projectId: loan.project_id, effectiveDate: date },
    { number: loan.number, bankLine, reason },
  );
}
