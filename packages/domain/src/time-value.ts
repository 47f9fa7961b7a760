/** The spreadsheet's annuity: PMT, IPMT, PPMT, exact; and what a rate a year comes to by how often it is compounded. */
import { Rational } from './rational.ts';

/** Signs are the spreadsheet's: what comes in is positive, what is paid negative. */
export interface Annuity {
  /** Of one period. */
  rate: Rational;
  periods: number;
  presentValue: Rational;
  /** What is left after the last payment. */
  futureValue?: Rational;
  /** Payments at the end of each period, or at its start. */
  due?: 'end' | 'start';
}

/**
 * PMT: what is paid each period.
 * @throws RangeError without a period
 */
export function payment({
  rate,
  periods,
  presentValue,
  futureValue = Rational.ZERO,
  due,
}: Annuity): Rational {
  if (!Number.isInteger(periods) || periods < 1) throw new RangeError('An annuity has at least one payment.');
  if (rate.isZero()) return presentValue.plus(futureValue).dividedBy(Rational.of(-periods));
  const growth = power(Rational.ONE.plus(rate), periods);
  const each = presentValue.times(growth).plus(futureValue).times(rate);
  const atEnd = each.dividedBy(Rational.ONE.minus(growth));
  return due === 'start' ? atEnd.dividedBy(Rational.ONE.plus(rate)) : atEnd;
}

/**
 * IPMT: the interest in the payment of a period, the first being 1.
 * @throws RangeError for a period that there is not
 */
export function interestPart(annuity: Annuity, period: number): Rational {
  if (!Number.isInteger(period) || period < 1 || period > annuity.periods)
    throw new RangeError(`There is no payment ${period}.`);
  const { rate, presentValue, due } = annuity;
  if (due === 'start' && period === 1) return Rational.ZERO;
  const each = payment(annuity);
  const growth = power(Rational.ONE.plus(rate), period - 1);
  const paid = rate.isZero()
    ? each.times(Rational.of(period - 1))
    : each.times(growth.minus(Rational.ONE)).dividedBy(rate);
  const owed =
    due === 'start'
      ? presentValue
          .times(growth)
          .plus(paid.times(Rational.ONE.plus(rate)))
          .dividedBy(Rational.ONE.plus(rate))
      : presentValue.times(growth).plus(paid);
  return owed.times(rate).negated();
}

/** PPMT: the principal in the payment of a period. */
export const principalPart = (annuity: Annuity, period: number): Rational =>
  payment(annuity).minus(interestPart(annuity, period));

/** EFFECT: what a nominal rate comes to in a year, compounded so often. */
export const effectiveRate = (nominal: Rational, timesAYear: number): Rational =>
  power(Rational.ONE.plus(nominal.dividedBy(Rational.of(timesAYear))), timesAYear).minus(Rational.ONE);

/** NOMINAL: the rate that comes to an effective one. A root, so in binary floating point: it is shown and never booked. */
export const nominalRate = (effective: number, timesAYear: number): number =>
  timesAYear * ((1 + effective) ** (1 / timesAYear) - 1);

function power(base: Rational, exponent: number): Rational {
  let [result, square] = [Rational.ONE, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = result.times(square);
    if (left > 1) square = square.times(square);
  }
  return result;
}
