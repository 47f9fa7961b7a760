import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allocateCents,
  cents,
  centsToNumber,
  formatAmount,
  formatCompactUsd,
  formatUsd,
  maxCents,
  minCents,
  parseUsd,
  sumCents,
} from './money.ts';

describe('cents', () => {
  test.each([
    [12n, 12n],
    [12, 12n],
    ['-12', -12n],
    [0, 0n],
  ])('%s is %s', (from, to) => expect(cents(from)).toBe(to));

  test.each([1.5, Number.NaN, 2 ** 53, '1.5', '', ' 1', '1e3', '0x1'])('%s is refused', (from) =>
    expect(() => cents(from)).toThrow(RangeError),
  );

  test('JSON integers only as far as JSON is exact', () => {
    expect(centsToNumber(cents(123n))).toBe(123);
    expect(() => centsToNumber(cents(2n ** 53n))).toThrow(RangeError);
  });

  test('sum, smallest, largest', () => {
    expect(sumCents([])).toBe(0n);
    expect(sumCents([cents(1), cents(2)])).toBe(3n);
    expect(minCents(cents(3), cents(1), cents(2))).toBe(1n);
    expect(maxCents(cents(3), cents(1), cents(2))).toBe(3n);
  });
});

describe('parseUsd', () => {
  test.each([
    ['1,234.56', 123456n],
    ['$1,234', 123400n],
    ['1234.5', 123450n],
    ['.05', 5n],
    ['−5.00', -500n],
    ['-$5', -500n],
    ['$-5', -500n],
    ['(5.00)', -500n],
    ['1234567890.12', 123456789012n],
  ])('%s', (text, value) => expect(parseUsd(text)).toEqual({ ok: true, cents: value }));

  test.each(['', 'abc', '1.234', '12,34', '1,2345', '.', '$', '--5', '1e5', '٣', '99999999999999'])(
    '%s is refused',
    (text) => expect(parseUsd(text)).toMatchObject({ ok: false, reason: expect.stringMatching(/\.$/) }),
  );

  test('reads back what is printed', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), (n) => {
        const value = cents(n);
        expect(parseUsd(formatUsd(value))).toEqual({ ok: true, cents: value });
        expect(parseUsd(formatAmount(value))).toEqual({ ok: true, cents: value });
      }),
    );
  });
});

test.each([
  [0n, '$0.00'],
  [5n, '$0.05'],
  [-123456n, '−$1,234.56'],
  [100000000n, '$1,000,000.00'],
])('formatUsd %s', (value, text) => expect(formatUsd(cents(value))).toBe(text));

test.each([
  [64000000n, '$640,000'],
  [118000000n, '$1.18M'],
  [-118449999n, '−$1.18M'],
  [118500000n, '$1.19M'],
  [99999999n, '$1.00M'],
  [99999500000n, '$1.00B'],
  [300000000000n, '$3.00B'],
])('formatCompactUsd %s', (value, text) => expect(formatCompactUsd(cents(value))).toBe(text));

describe('allocateCents', () => {
  test('gives the odd cent to the largest remainder', () => {
    expect(allocateCents(cents(100), [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocateCents(cents(-100), [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(allocateCents(cents(10), [0n, 7n, 2n])).toEqual([0n, 8n, 2n]);
  });

  test('never loses or creates a cent, and is off by less than one cent a share', () => {
    const weights = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 1 }).filter((w) => w.some((x) => x > 0n));
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), weights, (total, w) => {
        const shares = allocateCents(cents(total), w);
        const weightSum = w.reduce((a, b) => a + b, 0n);
        expect(sumCents(shares)).toBe(total);
        shares.forEach((share, i) => {
          const off = share * weightSum - total * (w[i] ?? 0n);
          expect(off < 0n ? -off : off).toBeLessThan(weightSum);
        });
      }),
    );
  });

  test('refuses weights that say nothing', () => {
    expect(() => allocateCents(cents(1), [])).toThrow(RangeError);
    expect(() => allocateCents(cents(1), [0n])).toThrow(RangeError);
    expect(() => allocateCents(cents(1), [-1n, 2n])).toThrow(RangeError);
  });
});
