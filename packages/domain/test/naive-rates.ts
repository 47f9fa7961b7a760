/** The index rate of the naive loan. Tests only. */
import { type Fraction, fraction, fractionOf, isLess, NOTHING, nearest, plus, times } from './fraction.ts';
import { type NaiveLoan, NaiveRefusal } from './naive-books.ts';

const TWELVE_DECIMALS = 10n ** 12n;

export function resetRate(loan: NaiveLoan): void {
  const { rate: terms, allowsNegativeRate } = loan.terms;
  const latest = loan.indexValues.at(-1);
  if (terms.kind !== 'index' || latest === undefined) return;
  let rate = plus(times(latest.value, fractionOf(terms.multiplier)), fractionOf(terms.spread));
  if (terms.floor !== null && isLess(rate, fractionOf(terms.floor))) rate = fractionOf(terms.floor);
  if (terms.cap !== null && isLess(fractionOf(terms.cap), rate)) rate = fractionOf(terms.cap);
  if (rate.n < 0n && !allowsNegativeRate) rate = NOTHING;
  setRate(loan, fraction(nearest(times(rate, fraction(TWELVE_DECIMALS))), TWELVE_DECIMALS));
}

export function setRate(loan: NaiveLoan, rate: Fraction): void {
  if (rate.n < 0n && !loan.terms.allowsNegativeRate) throw new NaiveRefusal('negative_rate');
  loan.rate = rate;
}
