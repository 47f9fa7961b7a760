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
import { daysAfter, partOfYear } from './naive-days.ts';

/** Counts today into both meters and posts what it adds. */
export function atTheEndOfTheDay(loan: NaiveLoan, tomorrow: string): void {
  if (loan.settledOn === null) return;
  const contract = count(loan, loan.interest, held(loan, 'principal'), loan.rate, tomorrow);
  watchReserve(loan);
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
  if (base === 0n || rate.n === 0n) return 0n;
  const part = partOfYear(loan.terms.dayCount, meter.stretch.from, tomorrow);
  meter.exact = plus(meter.before, times(times(fraction(base), rate), part));
  const change = nearest(meter.exact) - meter.posted;
  meter.posted += change;
  return change;
}

const notBelowNothing = (rate: Fraction): Fraction => (rate.n < 0n ? NOTHING : rate);

/** On what default interest runs at the end of this day, and at which rate. */
function defaultBase(loan: NaiveLoan): [bigint, Fraction] {
  const terms = loan.terms.default;
  if (terms === null || !loan.isInDefault) return [0n, NOTHING];
  const rate = fractionOf(terms.rate);
  const isAdded = terms.added === true;
  if (terms.base === 'past_due') {
    const pastDue = held(loan, 'interest_receivable') + principalDue(loan);
    return [pastDue > 0n ? pastDue : 0n, notBelowNothing(isAdded ? plus(rate, loan.rate) : rate)];
  }
  return [held(loan, 'principal'), notBelowNothing(isAdded ? rate : minus(rate, loan.rate))];
}

function watchReserve(loan: NaiveLoan): void {
  if (loan.terms.interest.from !== 'reserve' || !loan.hadReserve || loan.reserveDepletedOn !== null) return;
  if (loan.interest.posted > held(loan, 'reserve_undrawn')) loan.reserveDepletedOn = loan.day;
}

/** Exact cents of one more day. */
export function perDiem(loan: NaiveLoan): Fraction {
  const { dayCount } = loan.terms;
  const day = dayCount.startsWith('30')
    ? fraction(1, 360)
    : partOfYear(dayCount, loan.day, daysAfter(loan.day, 1));
  return times(times(fraction(held(loan, 'principal')), loan.rate), day);
}
