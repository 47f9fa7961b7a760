/** Numbers as the files write them: padded, quoted, with an exponent. */
import { type Cents, cents } from '../../src/money.ts';
import { type Rate, roundedRate } from '../../src/rate.ts';
import { Rational } from '../../src/rational.ts';

/**
 * The exact value of a decimal such as " 5000", "-.5" or 1e-7.
 * @throws RangeError for anything else
 */
export function decimal(value: unknown): Rational {
  const text = String(value).trim();
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match || (!match[2] && !match[3])) throw new RangeError(`"${text}" is not a number.`);
  const fraction = match[3] ?? '';
  const digits = Rational.of(BigInt(`${match[2]}${fraction}`));
  const shift = Number(match[4] ?? 0) - fraction.length;
  const power = Rational.of(10n ** BigInt(Math.abs(shift)));
  const magnitude = shift < 0 ? digits.dividedBy(power) : digits.times(power);
  return match[1] === '-' ? magnitude.negated() : magnitude;
}

const HUNDRED = Rational.of(100);

/** Exact cents out of units of a currency. */
export const centsExactly = (value: unknown): Rational => decimal(value).times(HUNDRED);

/**
 * Whole cents out of units of a currency.
 * @throws RangeError for parts of a cent
 */
export function wholeCents(value: unknown): Cents {
  const exact = centsExactly(value);
  if (exact.denominator !== 1n) throw new RangeError(`${value} has parts of a cent.`);
  return cents(exact.numerator);
}

/** A rate out of a percentage. */
export const rateOfPercent = (value: unknown): Rate => roundedRate(decimal(value).dividedBy(HUNDRED));

/** Units of a currency out of exact cents, for comparison with a double. */
export const units = (exactCents: Rational): number => exactCents.dividedBy(HUNDRED).toNumberForDisplay();
