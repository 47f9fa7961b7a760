/** Exact fractions on bigint: interest is kept as one of these and rounded once, when billed. */

const gcd = (a: bigint, b: bigint): bigint => {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

const floorOf = (numerator: bigint, denominator: bigint): bigint =>
  numerator / denominator - (numerator % denominator < 0n ? 1n : 0n);

/** The integer nearest to a fraction that need not be in lowest terms, its denominator above zero; a tie goes to the even one. */
export function roundHalfEven(numerator: bigint, denominator: bigint): bigint {
  const floor = floorOf(numerator, denominator);
  const twiceRest = 2n * (numerator - floor * denominator);
  if (twiceRest < denominator) return floor;
  if (twiceRest > denominator) return floor + 1n;
  return floor % 2n === 0n ? floor : floor + 1n;
}

export class Rational {
  /** In lowest terms; the sign is here. */
  readonly numerator: bigint;
  /** Always positive. */
  readonly denominator: bigint;

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator;
    this.denominator = denominator;
  }

  static readonly ZERO = new Rational(0n, 1n);
  static readonly ONE = new Rational(1n, 1n);

  /**
   * numerator / denominator. Numbers must be integers: a fraction in binary floating point is not what was meant.
   * @throws RangeError for a zero denominator or a fractional number
   */
  static of(numerator: bigint | number, denominator: bigint | number = 1n): Rational {
    const n = BigInt(numerator);
    const d = BigInt(denominator);
    if (d === 0n) throw new RangeError('A fraction has no zero below the line.');
    const divisor = gcd(n, d) || 1n;
    const sign = d < 0n ? -1n : 1n;
    return new Rational((sign * n) / divisor, (sign * d) / divisor);
  }

  /**
   * Reads a plain decimal such as "0.08375" or "-12".
   * @throws RangeError for anything else, exponents included
   */
  static parse(decimal: string): Rational {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
    if (!match) throw new RangeError(`"${decimal}" is not a decimal number.`);
    const fraction = match[3] ?? '';
    const magnitude = BigInt(`${match[2]}${fraction}`);
    return Rational.of(match[1] ? -magnitude : magnitude, 10n ** BigInt(fraction.length));
  }

  plus(other: Rational): Rational {
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  minus(other: Rational): Rational {
    return this.plus(other.negated());
  }

  times(other: Rational): Rational {
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** @throws RangeError when `other` is zero */
  dividedBy(other: Rational): Rational {
    return Rational.of(this.numerator * other.denominator, this.denominator * other.numerator);
  }

  negated(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  /** −1, 0 or 1: smaller, equal, larger than `other`. */
  compare(other: Rational): -1 | 0 | 1 {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Rational): boolean {
    return this.compare(other) === 0;
  }

  isZero(): boolean {
    return this.numerator === 0n;
  }

  isNegative(): boolean {
    return this.numerator < 0n;
  }

  /** The nearest integer; a tie goes to the even one, so that ties do not drift one way over thousands of bills. */
  roundHalfEven(): bigint {
    return roundHalfEven(this.numerator, this.denominator);
  }

  /** The nearest integer; a tie goes away from zero, as construction forms round retainage. */
  roundHalfUp(): bigint {
    const magnitude = this.isNegative() ? this.negated() : this;
    const rounded = (2n * magnitude.numerator + magnitude.denominator) / (2n * magnitude.denominator);
    return this.isNegative() ? -rounded : rounded;
  }

  /** The largest integer that is not above. */
  floor(): bigint {
    return floorOf(this.numerator, this.denominator);
  }

  /** The smallest integer that is not below. */
  ceiling(): bigint {
    return -this.negated().floor();
  }

  /** Decimal text with exactly `digits` decimals, rounded half-even; "-" for negatives, no thousands. */
  toDecimalString(digits: number): string {
    const scaled = this.times(Rational.of(10n ** BigInt(digits))).roundHalfEven();
    const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
    const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
    return scaled < 0n ? `-${whole}` : whole;
  }

  /** Only for charts and root finding, where a double is enough; never for an amount that is stored, compared or printed. */
  toNumberForDisplay(): number {
    return Number(this.toDecimalString(15));
  }
}

export const sumRationals = (terms: Iterable<Rational>): Rational => {
  let sum = Rational.ZERO;
  for (const term of terms) sum = sum.plus(term);
  return sum;
};
