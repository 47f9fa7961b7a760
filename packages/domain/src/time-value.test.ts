import fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelPayment } from './level-payment.ts';
import { Rational, sumRationals } from './rational.ts';
import { effectiveRate, interestPart, nominalRate, payment, principalPart } from './time-value.ts';

const r = Rational.parse;
const anyAnnuity = fc.record({
  rate: fc.integer({ min: 0, max: 30 }).map((n) => Rational.of(n, 1200)),
  periods: fc.integer({ min: 1, max: 24 }),
  presentValue: fc.integer({ min: 1, max: 1e9 }).map((n) => Rational.of(n)),
  futureValue: fc.integer({ min: -1e9, max: 1e9 }).map((n) => Rational.of(n)),
  due: fc.constantFrom('end' as const, 'start' as const),
});

test('a loan of 15,000 at 8% over five years', () => {
  const loan = { rate: r('0.08').dividedBy(r('12')), periods: 60, presentValue: r('15000') };
  expect(payment(loan).toDecimalString(6)).toBe('-304.145914');
  expect(interestPart(loan, 1).toDecimalString(2)).toBe('-100.00');
  expect(principalPart(loan, 1).toDecimalString(6)).toBe('-204.145914');
});

test('payments without interest share the principal', () => {
  expect(payment({ rate: Rational.ZERO, periods: 4, presentValue: r('100') }).toDecimalString(2)).toBe(
    '-25.00',
  );
});

test('principal parts leave the future value, whatever the rate and whenever payments are due', () => {
  fc.assert(
    fc.property(anyAnnuity, (annuity) => {
      const parts = Array.from({ length: annuity.periods }, (_, i) => principalPart(annuity, i + 1));
      const interest = Array.from({ length: annuity.periods }, (_, i) => interestPart(annuity, i + 1));
      const paid = sumRationals([...parts, ...interest]);
      expect(paid.equals(payment(annuity).times(Rational.of(annuity.periods)))).toBe(true);
      if (annuity.due === 'end')
        expect(sumRationals(parts).negated().equals(annuity.presentValue.plus(annuity.futureValue))).toBe(
          true,
        );
    }),
  );
});

test('a level payment over equal periods is the annuity’s', () => {
  fc.assert(
    fc.property(anyAnnuity, ({ rate, periods, presentValue }) => {
      const owed = { principal: presentValue, accrued: Rational.ZERO, rate };
      const level = levelPayment(owed, Array<Rational>(periods).fill(Rational.ONE));
      expect(level.equals(payment({ rate, periods, presentValue }).negated())).toBe(true);
    }),
  );
});

test('a level payment leaves nothing, over periods of any length and with interest accrued before', () => {
  const fractions = fc.array(
    fc.integer({ min: 0, max: 400 }).map((n) => Rational.of(n, 360)),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(
      fractions,
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 0, max: 1e6 }),
      (periods, principal, accrued) => {
        const owed = { principal: Rational.of(principal), accrued: Rational.of(accrued), rate: r('0.0875') };
        const level = levelPayment(owed, periods);
        let [left, interest] = [owed.principal, owed.accrued];
        for (const fraction of periods) {
          interest = interest.plus(left.times(owed.rate).times(fraction));
          left = left.minus(level.minus(interest));
          interest = Rational.ZERO;
        }
        expect(left.isZero()).toBe(true);
      },
    ),
  );
});

test('a rate by the quarter and its year', () => {
  expect(effectiveRate(r('0.1'), 4).toDecimalString(9)).toBe('0.103812891');
  expect(nominalRate(0.10381289062499977, 4)).toBeCloseTo(0.1, 12);
});

test('refuses what has no payment', () => {
  expect(() => payment({ rate: r('0.01'), periods: 0, presentValue: r('1') })).toThrow(RangeError);
  expect(() => interestPart({ rate: r('0.01'), periods: 2, presentValue: r('1') }, 3)).toThrow(RangeError);
  expect(() => levelPayment({ principal: r('1'), accrued: r('0'), rate: r('0') }, [])).toThrow(RangeError);
});
