/** The index rate of the naive loan. Tests only. */
import { type Fraction, fraction, fractionOf, isLess, nearest, plus, times } from './fraction.ts';
import { type NaiveLoan, NaiveRefusal } from './naive-books.ts';

const TWELVE_DECIMALS = 10n ** 12n;

export function resetRate(loan: NaiveLoan): void {
  const terms = loan.terms.rate;
  const latest = loan.indexValues.at(-1);
  if (terms.kind !== 'index' || latest === undefined || loan.paidOffOn !== null) return;
  let rate = plus(times(latest.value, fractionOf(terms.multiplier)), fractionOf(terms.spread));
  if (terms.floor !== null && isLess(rate, fractionOf(terms.floor))) rate = fractionOf(terms.floor);
  if (terms.cap !== null && isLess(fractionOf(terms.cap), rate)) rate = fractionOf(terms.cap);
  setRate(loan, fraction(nearest(times(rate, fraction(TWELVE_DECIMALS))), TWELVE_DECIMALS));
}

export function setRate(loan: NaiveLoan, rate: Fraction): void {
  if (rate.n < 0n && !loan.terms.allowsNegativeRate) throw new NaiveRefusal('negative_rate');
  loan.rate = rate;
}
