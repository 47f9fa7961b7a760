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
  // What a dollar of today, one of the first payment's day, and all payments of a dollar grow to by the last: whole numbers over one
  // denominator, which falls away in the end. Fractions reduced at every step would take seconds over thirty years.
  let [growth, sinceFirst, payments] = [1n, 1n, 0n];
  for (const fraction of [...fractions].reverse()) {
    const { numerator, denominator } = Rational.ONE.plus(rate.times(fraction));
    payments = (payments + growth) * denominator;
    sinceFirst = growth * denominator;
    growth *= numerator;
  }
  const owed = principal.times(Rational.of(growth)).plus(accrued.times(Rational.of(sinceFirst)));
  return owed.dividedBy(Rational.of(payments));
}
