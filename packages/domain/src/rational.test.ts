import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Rational, sumRationals } from './rational.ts';

const fraction = fc
  .tuple(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(1n, 10n ** 12n))
  .map(([n, d]) => Rational.of(n, d));

describe('Rational', () => {
  test('is kept in lowest terms with the sign on top', () => {
    const r = Rational.of(6, -8);
    expect([r.numerator, r.denominator]).toEqual([-3n, 4n]);
    expect([Rational.of(0, -5).numerator, Rational.of(0, -5).denominator]).toEqual([0n, 1n]);
  });

  test.each([
    ['0.08375', 67n, 800n],
    ['-1.50', -3n, 2n],
    ['12', 12n, 1n],
  ])('parse %s', (text, n, d) => {
    expect([Rational.parse(text).numerator, Rational.parse(text).denominator]).toEqual([n, d]);
  });

  test.each(['', '1e3', '.5', '1.', ' 1', '1,0', '--1'])('parse refuses "%s"', (text) =>
    expect(() => Rational.parse(text)).toThrow(RangeError),
  );

  test.each([
    ['0.5', 0n, 1n],
    ['1.5', 2n, 2n],
    ['2.5', 2n, 3n],
    ['-0.5', 0n, -1n],
    ['-1.5', -2n, -2n],
    ['-2.5', -2n, -3n],
    ['2.5000001', 3n, 3n],
    ['-2.4999', -2n, -2n],
  ])('%s rounds half-even to %s and half-up to %s', (text, even, up) => {
    expect(Rational.parse(text).roundHalfEven()).toBe(even);
    expect(Rational.parse(text).roundHalfUp()).toBe(up);
  });

  test.each([
    ['1.005', 2, '1.00'],
    ['1.015', 2, '1.02'],
    ['-0.001', 2, '0.00'],
    ['-12.345', 2, '-12.34'],
    ['7', 0, '7'],
    ['0.05', 4, '0.0500'],
  ])('%s with %d decimals is %s', (text, digits, written) =>
    expect(Rational.parse(text).toDecimalString(digits)).toBe(written),
  );

  test('arithmetic keeps its laws', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, (a, b, c) => {
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
        expect(
          a
            .plus(b)
            .times(c)
            .equals(a.times(c).plus(b.times(c))),
        ).toBe(true);
        if (!b.isZero()) expect(a.dividedBy(b).times(b).equals(a)).toBe(true);
        expect(a.compare(b)).toBe(-b.compare(a) || 0);
        expect(sumRationals([a, b, c]).equals(c.plus(b).plus(a))).toBe(true);
      }),
    );
  });

  test('rounding is never off by more than a half', () => {
    fc.assert(
      fc.property(fraction, (r) => {
        for (const rounded of [r.roundHalfEven(), r.roundHalfUp()]) {
          const off = Rational.of(rounded).minus(r);
          const distance = off.isNegative() ? off.negated() : off;
          expect(distance.compare(Rational.of(1, 2))).toBeLessThanOrEqual(0);
        }
        expect(r.floor() <= r.ceiling()).toBe(true);
      }),
    );
  });

  test('nothing is divided by zero', () => {
    expect(() => Rational.of(1, 0)).toThrow(RangeError);
    expect(() => Rational.ONE.dividedBy(Rational.ZERO)).toThrow(RangeError);
    expect(() => Rational.of(0.5)).toThrow(RangeError);
  });
});
