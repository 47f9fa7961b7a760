import { randomUUID } from 'node:crypto';
import { type CivilDate, formatDate, laterOf } from '@connect/domain/calendar';
import { accrue } from '@connect/domain/loan';
import { interestBilled, interestPaidFromReserve } from '@connect/domain/loan-postings';
import { type Cents, centsToNumber, minCents, ZERO } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, holdLoan } from '../ledger/act.ts';
import { billedSoFar, principalSteps, sumAccounts } from '../ledger/ledger.repo.ts';
import type { LoanScope, LoanTerms } from '../ledger/loans.repo.ts';
import { post } from '../ledger/post.ts';
import type { InterestBill } from './billing.schemas.ts';
import * as repo from './bills.repo.ts';
import { getBill } from './bills.service.ts';
import { type Period, periodAt, periodOf } from './period.ts';
import { drawOnReserve } from './reserve-lines.ts';

export interface BillInput {
  loanId: string;
  period: string;
  effectiveDate?: string | undefined;
}

/**
 * Bills a month's interest of one loan, or pays it from its interest reserve while that lasts.
 * Throws 409 `billed_already`, `earlier_month_open` or `nothing_to_bill`, 422 for a month that is not over or an impossible date.
 */
export async function billInterest(actor: Actor, input: BillInput): Promise<InterestBill> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const { loan, floor } = await holdLoan(tx, scope, { loanId: input.loanId, loanPointer: '/loanId' });
    const period = closedPeriod(tx, input.period);
    if (await repo.findLiveBill(tx, loan.id, period.key))
      throw conflict('billed_already', `${period.label} is billed already.`);
    const open = await openFrom(tx, loan.id);
    if (open && open < period.from)
      throw conflict('earlier_month_open', `Bill ${periodAt(open).label} first.`);
    const id = await billMonth(tx, loan, period, floor, input.effectiveDate);
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
    const { loan, floor } = await holdLoan(tx, scope, { loanId });
    const open = await openFrom(tx, loanId);
    if (!open || open >= period.to) return null;
    const month = periodAt(open);
    const id = await billMonth(tx, loan, month, floor, undefined);
    if (month.key === period.key) return id;
    if (!id) return null;
  }
}

/** Throws 422 at /period unless the month is over in the book's zone. */
export function closedPeriod(tx: Tx, key: string): Period {
  const period = periodOf(key);
  if (period.to > bookDate(tx.now)) throw invalid('/period', `${period.label} is not over yet.`);
  return period;
}

/** Posts one bill; null when the month brought no interest. */
async function billMonth(
  tx: Tx,
  loan: LoanTerms,
  period: Period,
  floor: CivilDate,
  wanted: string | undefined,
): Promise<string | null> {
  const from = await openFrom(tx, loan.id);
  if (!from || from >= period.to) return null;
  const accrual = accrue(await principalSteps(tx, loan.id), loan.rate, from, period.to, loan.dayCount);
  if (accrual.rounded <= 0n) return null;
  if (wanted && wanted < period.to)
    throw invalid('/effectiveDate', `Not before ${formatDate(period.to)}, when the month is over.`);
  const effectiveDate = (wanted ?? laterOf(period.to, floor)) as CivilDate;
  const id = randomUUID();
  const source = { loanId: loan.id, source: { type: 'interest_bill', id } };
  const billed = await post(
    tx,
    interestBilled({ effectiveDate, amountCents: accrual.rounded, memo: `${period.label} interest` }),
    source,
  );
  const fromReserve = await reservePart(tx, loan, accrual.rounded);
  const paid =
    fromReserve > 0n
      ? await post(
          tx,
          interestPaidFromReserve({
            effectiveDate,
            amountCents: fromReserve,
            memo: `${period.label} interest paid from reserve`,
          }),
          source,
        )
      : null;
  if (fromReserve > 0n) await drawOnReserve(tx, loan.id, fromReserve);
  await repo.insertBill(
    tx,
    {
      id,
      loan_id: loan.id,
      period: period.key,
      from_date: from,
      to_date: period.to,
      effective_date: effectiveDate,
      due_date: effectiveDate,
      amount_cents: accrual.rounded,
      from_reserve_cents: fromReserve,
      rate: loan.rate,
      day_count: loan.dayCount,
      exact_dollars: accrual.exactDollars,
      posting_id: billed.id,
      reserve_posting_id: paid?.id ?? null,
      is_final: false,
    },
    accrual.segments,
  );
  await publish(tx, 'interest.billed', aboutLoan(loan, effectiveDate), {
    billId: id,
    month: period.month,
    amountCents: centsToNumber(accrual.rounded),
    fromReserveCents: centsToNumber(fromReserve),
  });
  return id;
}

/** What is left of the reserve now pays, whatever month the interest is of. */
async function reservePart(tx: Tx, loan: LoanTerms, interest: Cents): Promise<Cents> {
  if (loan.interestFrom !== 'reserve') return ZERO;
  const left = (await sumAccounts(tx, loan.id)).reserve_undrawn;
  return left > 0n ? minCents(left, interest) : ZERO;
}

/**
 * The first day that no bill covers, null before settlement. Of all bills, not of those in effect by some day: a bill run late is dated
 * late, and its month is covered all the same.
 */
async function openFrom(tx: Tx, loanId: string): Promise<CivilDate | null> {
  return (await billedSoFar(tx, loanId)).through ?? (await principalSteps(tx, loanId))[0]?.from ?? null;
}
