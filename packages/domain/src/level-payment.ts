/** Payments of one amount: interest first, the rest principal, nothing left after the last. */
import { Rational } from './rational.ts';

/** What is owed and at which rate a year, exact. */
export interface Owed {
  principal: Rational;
  /** Interest that has accrued and is paid with the first payment. */
  accrued: Rational;
  rate: Rational;
}

/**
 * The level payment, exact. `fractions` are the parts of a year that lead to each payment, the first from today.
 * @throws RangeError without a payment
 */
export function levelPayment({ principal, accrued, rate }: Owed, fractions: readonly Rational[]): Rational {
  if (fractions.length === 0) throw new RangeError('A level payment needs a date to be paid on.');
  // What a dollar of today, of the first payment's day, and of all payments together grow to by the last.
  let [growth, sinceFirst, payments] = [Rational.ONE, Rational.ONE, Rational.ZERO];
  for (const fraction of [...fractions].reverse()) {
    payments = payments.plus(growth);
    sinceFirst = growth;
    growth = growth.times(Rational.ONE.plus(rate.times(fraction)));
  }
  return principal.times(growth).plus(accrued.times(sinceFirst)).dividedBy(payments);
}
