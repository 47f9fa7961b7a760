/** What it takes to pay a loan off on a day. */
import { addDays, businessDayOnOrAfter, type CivilDate, nextBusinessDay } from './calendar.ts';
import type { DayCount } from './daycount.ts';
import { type Accrual, accrue, type BalanceStep, perDiem } from './loan.ts';
import { type Cents, floorAtZero, subtractCents, sumCents } from './money.ts';
import type { Rate } from './rate.ts';
import { Rational } from './rational.ts';

const HUNDRED = Rational.of(100);

export interface PayoffInput {
  /** The day the money counts. Interest runs to it and does not include it. */
  payoffDate: CivilDate;
  /** The last day on which the quoted total plus per diem may be used. */
  validThrough: CivilDate;
  /** Principal day by day, as posted (see `principalSteps`). */
  principal: readonly BalanceStep[];
  rate: Rate;
  basis: DayCount;
  /** The first day that no bill covers yet: the end of the last billed period, or settlement. */
  billedThrough: CivilDate;
  billedInterestCents: Cents;
  billedDefaultInterestCents: Cents;
  unpaidFeesCents: Cents;
  exitFeeCents: Cents;
  /** The contract's minimum interest over the life of the loan; zero when there is none. */
  contractMinimumInterestCents: Cents;
  /** Regular interest earned so far, billed or not paid or paid, without the unbilled days. */
  interestBilledToDateCents: Cents;
  unappliedCents: Cents;
  /** Reserves that the borrower paid in. An undrawn reserve line of the loan was never money, and never reduces a payoff. */
  borrowerReserveCents: Cents;
}

export interface PayoffQuote {
  payoffDate: CivilDate;
  validThrough: CivilDate;
  principalCents: Cents;
  billedInterestCents: Cents;
  billedDefaultInterestCents: Cents;
  /** Interest since the last bill, rounded once. */
  accruedInterestCents: Cents;
  accrual: Accrual;
  unpaidFeesCents: Cents;
  exitFeeCents: Cents;
  /** Contract minimum less interest earned, never below zero. */
  minimumInterestCents: Cents;
  unappliedCents: Cents;
  borrowerReserveCents: Cents;
  /** What to wire on the payoff date; never below zero. */
  totalCents: Cents;
  /** More of the borrower's money is held than is owed: to be refunded. */
  refundCents: Cents;
  /** Interest of one more day from the payoff date, dollars with four decimals. */
  perDiemDollars: string;
}

/**
 * The payoff on `payoffDate`.
 * @throws RangeError when the payoff lies before the last bill's end or after the quote's validity
 */
export function quotePayoff(input: PayoffInput): PayoffQuote {
  if (input.payoffDate < input.billedThrough)
    throw new RangeError('The payoff date is already billed. Choose a later day.');
  if (input.validThrough < input.payoffDate)
    throw new RangeError('A quote is valid at least through its payoff date.');
  const accrual = accrue(input.principal, input.rate, input.billedThrough, input.payoffDate, input.basis);
  const principalCents = principalOn(input.principal, input.payoffDate);
  const earned = sumCents([input.interestBilledToDateCents, accrual.rounded]);
  const minimumInterestCents = floorAtZero(subtractCents(input.contractMinimumInterestCents, earned));
  const owed = sumCents([
    principalCents,
    input.billedInterestCents,
    input.billedDefaultInterestCents,
    accrual.rounded,
    input.unpaidFeesCents,
    input.exitFeeCents,
    minimumInterestCents,
  ]);
  const held = sumCents([input.unappliedCents, input.borrowerReserveCents]);
  const net = subtractCents(owed, held);
  return {
    payoffDate: input.payoffDate,
    validThrough: input.validThrough,
    principalCents,
    billedInterestCents: input.billedInterestCents,
    billedDefaultInterestCents: input.billedDefaultInterestCents,
    accruedInterestCents: accrual.rounded,
    accrual,
    unpaidFeesCents: input.unpaidFeesCents,
    exitFeeCents: input.exitFeeCents,
    minimumInterestCents,
    unappliedCents: input.unappliedCents,
    borrowerReserveCents: input.borrowerReserveCents,
    totalCents: floorAtZero(net),
    refundCents: floorAtZero(subtractCents(held, owed)),
    perDiemDollars: perDiem(principalCents, input.rate, input.payoffDate, input.basis)
      .dividedBy(HUNDRED)
      .toDecimalString(4),
  };
}

/**
 * The same quote for every day of its validity: date and total. Each day is computed afresh, so the rounding is the day's own.
 * @throws RangeError as `quotePayoff`
 */
export function payoffTotals(input: PayoffInput): { date: CivilDate; totalCents: Cents }[] {
  const totals: { date: CivilDate; totalCents: Cents }[] = [];
  for (let date = input.payoffDate; date <= input.validThrough; date = addDays(date, 1)) {
    totals.push({ date, totalCents: quotePayoff({ ...input, payoffDate: date }).totalCents });
  }
  return totals;
}

/** Principal at the start of a day. */
export function principalOn(steps: readonly BalanceStep[], date: CivilDate): Cents {
  let latest: BalanceStep | null = null;
  for (const step of steps) {
    if (step.from <= date && (latest === null || step.from >= latest.from)) latest = step;
  }
  return latest?.principal ?? (0n as Cents);
}

/**
 * The day on which money counts: that of collection on a business day before the cut-off, else the next business day.
 * Times are minutes after midnight in the book's zone.
 */
export function countingDate(collectedOn: CivilDate, minuteOfDay: number, cutOffMinute: number): CivilDate {
  const open = businessDayOnOrAfter(collectedOn);
  if (open !== collectedOn) return open;
  return minuteOfDay < cutOffMinute ? open : nextBusinessDay(open);
}
