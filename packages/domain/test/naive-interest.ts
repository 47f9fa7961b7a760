/** Interest of the naive loan: at the end of each day the sum of the period is worked out and its change posted. Tests only. */
import {
  type Fraction,
  fraction,
  fractionOf,
  isSame,
  lowest,
  minus,
  NOTHING,
  nearest,
  plus,
  times,
} from './fraction.ts';
import { held, type NaiveLoan, type NaiveMeter, post, principalDue } from './naive-books.ts';
import { partOfYear } from './naive-days.ts';

/** Counts today into both meters and posts what it adds. */
export function atTheEndOfTheDay(loan: NaiveLoan, tomorrow: string): void {
  if (loan.settledOn === null) return;
  const contract = count(loan, loan.interest, held(loan, 'principal'), loan.rate, tomorrow);
  const [base, rate] = defaultBase(loan);
  const extra = count(loan, loan.defaultInterest, base, rate, tomorrow);
  post(loan, 'day', [
    ['accrued_interest', contract],
    ['interest_income', -contract],
    ['accrued_default_interest', extra],
    ['default_interest_income', -extra],
  ]);
}

function count(loan: NaiveLoan, meter: NaiveMeter, base: bigint, rate: Fraction, tomorrow: string): bigint {
  if (meter.stretch === null || meter.stretch.base !== base || !isSame(meter.stretch.rate, rate)) {
    meter.before = lowest(meter.exact);
    meter.stretch = { from: loan.day, base, rate };
  }
  const part = partOfYear(loan.terms.dayCount, meter.stretch.from, tomorrow);
  meter.exact = plus(meter.before, times(times(fraction(base), rate), part));
  const change = nearest(meter.exact) - meter.posted;
  meter.posted += change;
  return change;
}

/** On what default interest runs at the end of this day, and at which rate. */
function defaultBase(loan: NaiveLoan): [bigint, Fraction] {
  const terms = loan.terms.default;
  if (terms === null || !loan.isInDefault) return [0n, NOTHING];
  const rate = fractionOf(terms.rate);
  if (terms.base === 'past_due') return [held(loan, 'interest_receivable') + principalDue(loan), rate];
  const above = minus(rate, loan.rate);
  return [held(loan, 'principal'), above.n > 0n ? above : NOTHING];
}
