import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, civilDate } from './calendar.ts';
import { DAY_COUNTS, type DayCount, dayCount, yearFraction } from './daycount.ts';

const d = civilDate;
const anyDate = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays(d('1900-01-01'), n));

test.each<[DayCount, string, string, string]>([
  ['actual/360', '2026-11-01', '2026-12-01', '0.083333'],
  ['actual/365', '2026-01-01', '2027-01-01', '1.000000'],
  ['actual/actual', '2023-11-01', '2024-05-01', '0.497724'],
  ['30E/360', '2026-01-31', '2026-03-31', '0.166667'],
  ['30/360', '2026-02-28', '2026-03-31', '0.083333'],
])('%s from %s to %s', (basis, from, to, fraction) =>
  expect(yearFraction(basis, d(from), d(to)).toDecimalString(6)).toBe(fraction),
);

test('the end of February counts as a 30th in the US rule only', () => {
  expect(dayCount('30/360', d('2027-02-28'), d('2028-02-29'))).toBe(360);
  expect(dayCount('30E/360', d('2027-02-28'), d('2028-02-29'))).toBe(361);
});

test('actual day counts add up: a period split anywhere is the same interest', () => {
  const actual = fc.constantFrom<DayCount>('actual/360', 'actual/365', 'actual/actual');
  fc.assert(
    fc.property(actual, anyDate, anyDate, anyDate, (basis, a, b, c) => {
      expect(
        yearFraction(basis, a, b)
          .plus(yearFraction(basis, b, c))
          .equals(yearFraction(basis, a, c)),
      ).toBe(true);
    }),
  );
});

test('every basis counts nothing from a day to itself', () => {
  for (const basis of DAY_COUNTS)
    expect(yearFraction(basis, d('2026-02-28'), d('2026-02-28')).isZero()).toBe(true);
});
