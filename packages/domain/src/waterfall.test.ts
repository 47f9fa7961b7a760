import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, sumCents } from './money.ts';
import { applyPayment, BUCKETS } from './waterfall.ts';

const due = { fees: cents(100), defaultInterest: cents(50), interest: cents(1000), principal: cents(0) };

test.each([
  [0, [0, 0, 0, 0, 0]],
  [120, [100, 20, 0, 0, 0]],
  [600, [100, 50, 450, 0, 0]],
  [2000, [100, 50, 1000, 0, 850]],
])('%d cents', (amount, [fees, late, interest, principal, unapplied]) => {
  expect(applyPayment(cents(amount), due)).toEqual({
    fees: cents(fees as number),
    defaultInterest: cents(late as number),
    interest: cents(interest as number),
    principal: cents(principal as number),
    unapplied: cents(unapplied as number),
  });
});

test('a product may put interest first', () => {
  expect(applyPayment(cents(600), due, ['interest', 'fees', 'defaultInterest', 'principal'])).toMatchObject({
    interest: 600n,
    fees: 0n,
  });
});

test('never loses or creates a cent, never pays more than is due, and skips nobody in line', () => {
  const amount = fc.bigInt(0n, 10n ** 12n).map(cents);
  const dues = fc.record({ fees: amount, defaultInterest: amount, interest: amount, principal: amount });
  fc.assert(
    fc.property(amount, dues, fc.shuffledSubarray([...BUCKETS], { minLength: 4 }), (paid, owed, order) => {
      const applied = applyPayment(paid, owed, order);
      expect(sumCents(Object.values(applied))).toBe(paid);
      order.forEach((bucket, i) => {
        expect(applied[bucket] <= owed[bucket]).toBe(true);
        const later = order.slice(i + 1).some((next) => applied[next] > 0n) || applied.unapplied > 0n;
        if (later) expect(applied[bucket]).toBe(owed[bucket]);
      });
    }),
  );
});

test('refuses nonsense', () => {
  expect(() => applyPayment(cents(-1), due)).toThrow(RangeError);
  expect(() => applyPayment(cents(1), { ...due, fees: cents(-1) })).toThrow(RangeError);
  expect(() => applyPayment(cents(1), due, ['fees', 'fees', 'interest', 'principal'])).toThrow(RangeError);
});
