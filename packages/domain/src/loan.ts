/** Interest of a loan: simple daily interest on outstanding principal, exact until the one rounding of a bill. */
import { addDays, addMonths, type CivilDate, earlierOf, laterOf } from './calendar.ts';
import { type DayCount, dayCount, yearFraction } from './daycount.ts';
import type { Cents } from './money.ts';
import { type Rate, rateToRational } from './rate.ts';
import { Rational, sumRationals } from './rational.ts';

/** Interest in cents for [from, to): the start day counts, the end day does not. Exact; rounded only when billed. */
export function interest(
  principal: Cents,
  rate: Rate,
  from: CivilDate,
  to: CivilDate,
  basis: DayCount,
): Rational {
  return Rational.of(principal)
    .times(rateToRational(rate))
    .times(yearFraction(basis, from, to));
}

/** What is owed from a day on, until the next step. */
export interface BalanceStep {
  from: CivilDate;
  principal: Cents;
}

/** One stretch of unchanged principal: a row of "why this number". */
export interface AccrualSegment {
  from: CivilDate;
  /** Exclusive. */
  to: CivilDate;
  days: number;
  principal: Cents;
  rate: Rate;
  interest: Rational;
  /** Dollars with four decimals, for people; the sum is made of the exact values. */
  interestDollars: string;
}

export interface Accrual {
  segments: AccrualSegment[];
  exact: Rational;
  exactDollars: string;
  /** Rounded once, half-even, in cents. */
  rounded: Cents;
  basis: DayCount;
}

/**
 * Interest of a changing principal for [from, to), segment by segment. Steps may come in any order; of several on one day the last one
 * given counts. Before the first step nothing is owed.
 */
export function accrue(
  balances: readonly BalanceStep[],
  rate: Rate,
  from: CivilDate,
  to: CivilDate,
  basis: DayCount,
): Accrual {
  const segments: AccrualSegment[] = [];
  for (const stretch of stretches(balances, from, to)) {
    const exact = interest(stretch.principal, rate, stretch.from, stretch.to, basis);
    segments.push({
      ...stretch,
      days: dayCount(basis, stretch.from, stretch.to),
      rate,
      interest: exact,
      interestDollars: exactDollars(exact),
    });
  }
  const exact = sumRationals(segments.map((segment) => segment.interest));
  return {
    segments,
    exact,
    exactDollars: exactDollars(exact),
    rounded: exact.roundHalfEven() as Cents,
    basis,
  };
}

/** Dollars with four decimals out of exact cents. */
export const exactDollars = (exactCents: Rational): string =>
  exactCents.dividedBy(Rational.of(100)).toDecimalString(4);

function stretches(
  balances: readonly BalanceStep[],
  from: CivilDate,
  to: CivilDate,
): { from: CivilDate; to: CivilDate; principal: Cents }[] {
  const lastOfDay = new Map(balances.map((step) => [step.from, step]));
  const steps = [...lastOfDay.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
  return steps
    .map((step, i) => ({
      from: laterOf(step.from, from),
      to: earlierOf(steps[i + 1]?.from ?? to, to),
      principal: step.principal,
    }))
    .filter((stretch) => stretch.from < stretch.to && stretch.principal !== 0n);
}

/**
 * The day-by-day amounts of an accrual: differences of the rounded cumulative, so that they sum to the bill. Only for actual bases,
 * where every day counts once; under 30/360 a day may count for none or for three, and the differences say so.
 */
export function dailyAccruals(
  balances: readonly BalanceStep[],
  rate: Rate,
  from: CivilDate,
  to: CivilDate,
  basis: DayCount,
): { date: CivilDate; amountCents: Cents }[] {
  const days: { date: CivilDate; amountCents: Cents }[] = [];
  let before = 0n;
  for (let date = from; date < to; date = addDays(date, 1)) {
    const cumulative = accrue(balances, rate, from, addDays(date, 1), basis).rounded;
    days.push({ date, amountCents: (cumulative - before) as Cents });
    before = cumulative;
  }
  return days;
}

/** Maturity, stepped in months from the settlement date: a loan of Jan 31 matures on the last day of a shorter month. */
export const maturityDate = (settlement: CivilDate, months: number): CivilDate =>
  addMonths(settlement, months);

/** Interest of one day from `date` on, in exact cents; under 30/360 a 360th of the year's. */
export function perDiem(principal: Cents, rate: Rate, date: CivilDate, basis: DayCount): Rational {
  if (basis === '30E/360' || basis === '30/360') {
    return Rational.of(principal).times(rateToRational(rate)).dividedBy(Rational.of(360));
  }
  return interest(principal, rate, date, addDays(date, 1), basis);
}
