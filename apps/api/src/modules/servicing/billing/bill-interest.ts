import { randomUUID } from 'node:crypto';
import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { cents, centsToNumber } from '@connect/domain/money';
import { billKey } from '@connect/domain/project-loan';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, holdLoan } from '../ledger/act.ts';
import { enter } from '../ledger/enter.ts';
import { freeKey, historyOf } from '../ledger/history.repo.ts';
import type { LoanScope, LoanTerms } from '../ledger/loans.repo.ts';
import type { InterestBill } from './billing.schemas.ts';
import * as repo from './bills.repo.ts';
import { getBill } from './bills.service.ts';
import { type Period, periodAt, periodOf } from './period.ts';

export interface BillInput {
  loanId: string;
  period: string;
  effectiveDate?: string | undefined;
}

/**
 * Bills a month's interest of one loan, or pays it from its interest reserve while that lasts. The bill is dated on the first day after
 * the month, whenever it is made.
 * Throws 409 `billed_already`, `earlier_month_open` or `nothing_to_bill`, 422 for a month that is not over or another date.
 */
export async function billInterest(actor: Actor, input: BillInput): Promise<InterestBill> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const loan = await holdLoan(tx, scope, { loanId: input.loanId, loanPointer: '/loanId' });
    const period = closedPeriod(tx, input.period);
    if (input.effectiveDate && input.effectiveDate !== period.to)
      throw invalid('/effectiveDate', `The bill of ${period.label} is dated ${formatDate(period.to)}.`);
    if (await repo.findLiveBill(tx, loan.id, period.key))
      throw conflict('billed_already', `${period.label} is billed already.`);
    const open = await openFrom(tx, loan.id);
    if (open && open < period.from)
      throw conflict('earlier_month_open', `Bill ${periodAt(open).label} first.`);
    const id = open && open < period.to ? await billMonth(tx, loan, period) : null;
    if (!id) throw conflict('nothing_to_bill', `There is no unbilled interest for ${period.label}.`);
    return getBill(tx, scope, id);
  });
}

/**
 * For the month-end run: bills every month of the loan that is open through `period`, oldest first. Doing it again does nothing.
 * Answers the bill of `period`, null when there is nothing to bill.
 */
export async function billThrough(
  tx: Tx,
  scope: LoanScope,
  loanId: string,
  period: Period,
): Promise<string | null> {
  for (;;) {
    const live = await repo.findLiveBill(tx, loanId, period.key);
    if (live) return live.id;
    const loan = await holdLoan(tx, scope, { loanId });
    const open = await openFrom(tx, loanId);
    if (!open || open >= period.to) return null;
    const month = periodAt(open);
    const id = await billMonth(tx, loan, month);
    if (month.key === period.key) return id;
  }
}

/** Throws 422 at /period unless the month is over in the book's zone. */
export function closedPeriod(tx: Tx, key: string): Period {
  const period = periodOf(key);
  if (period.to > bookDate(tx.now)) throw invalid('/period', `${period.label} is not over yet.`);
  return period;
}

/** Enters the month's bill; null when the month brought no interest. */
async function billMonth(tx: Tx, loan: LoanTerms, period: Period): Promise<string | null> {
  await enter(tx, loan, {
    event: { kind: 'bill', key: await freeKey(tx, loan.id, billKey(period.to)), date: period.to },
    source: { type: 'interest_bill', id: randomUUID() },
    pointers: { date: '/period' },
  });
  const bill = await repo.findLiveBill(tx, loan.id, period.key);
  if (!bill) return null;
  await publish(tx, 'interest.billed', aboutLoan(loan, period.to), {
    billId: bill.id,
    month: period.month,
    amountCents: centsToNumber(cents(bill.amount_cents)),
    fromReserveCents: centsToNumber(cents(bill.from_reserve_cents)),
  });
  return bill.id;
}

/** The first day that no bill covers, null before settlement: the last bill's date, or that of funding. */
async function openFrom(tx: Tx, loanId: string): Promise<CivilDate | null> {
  const dates = (await historyOf(tx, loanId))
    .filter(({ kind }) => kind === 'bill' || kind === 'settled')
    .map(({ date }) => date);
  return dates.sort().at(-1) ?? null;
}
