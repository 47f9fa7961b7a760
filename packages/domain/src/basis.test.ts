import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_BASES, type Basis, basisDays, basisFraction } from './basis.ts';
import { addDays, addMonths, civilDate } from './calendar.ts';
import { DAY_COUNTS, dayCount, yearFraction } from './daycount.ts';

const d = civilDate;
const anyDate = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays(d('1900-01-01'), n));

test.each<[Basis, string, string, number]>([
  ['30/360 bond basis', '2007-02-28', '2007-08-31', 183],
  ['30/360 bond basis', '2007-08-31', '2008-02-29', 179],
  ['30E/360 ISDA', '2007-02-28', '2007-08-31', 180],
  ['30E/360 ISDA', '2007-08-31', '2008-02-29', 180],
  ['actual/364', '2026-01-01', '2026-12-31', 364],
])('%s from %s to %s counts %d days', (basis, from, to, days) =>
  expect(basisDays(basis, d(from), d(to))).toBe(days),
);

test('the end of February is a 30th unless the note ends on it', () => {
  const [from, to] = [d('2007-08-31'), d('2008-02-29')];
  expect(basisDays('30E/360 ISDA', from, to, { termination: to })).toBe(179);
  expect(basisFraction('30E/360 ISDA', from, to, { termination: to }).toDecimalString(6)).toBe('0.497222');
});

test('the night of December 31 counts in the new year', () => {
  const night = basisFraction('actual/actual by night', d('2023-12-31'), d('2024-01-01'));
  expect(night.denominator).toBe(366n);
  expect(basisFraction('actual/actual', d('2023-12-31'), d('2024-01-01')).denominator).toBe(365n);
});

test('a prorated month is a twelfth of a year, and half its days are half of that', () => {
  const period = { from: d('2025-01-31'), to: d('2025-02-28') };
  const of = (from: string, to: string) => basisFraction('30/360 prorated', d(from), d(to), { period });
  expect(of('2025-01-31', '2025-02-28').toDecimalString(6)).toBe('0.083333');
  expect(of('2025-01-31', '2025-02-14').toDecimalString(6)).toBe('0.041667');
  expect(() => basisFraction('30/360 prorated', d('2025-01-31'), d('2025-02-28'))).toThrow('interest period');
});

test('the day counts of our loans are the same here', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DAY_COUNTS), anyDate, anyDate, (basis, a, b) => {
      expect(basisFraction(basis, a, b).equals(yearFraction(basis, a, b))).toBe(true);
      expect(basisDays(basis, a, b)).toBe(dayCount(basis, a, b));
    }),
  );
});

test('every thirty-day rule makes whole months from the 1st to the 28th thirty days long', () => {
  const thirty = ALL_BASES.filter((basis) => basis.startsWith('30') && basis !== '30/360 prorated');
  const early = fc
    .tuple(
      fc.integer({ min: 1950, max: 2080 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 27 }),
    )
    .map(([year, month, day]) =>
      d(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
    );
  fc.assert(
    fc.property(
      fc.constantFrom(...thirty),
      early,
      fc.integer({ min: 0, max: 600 }),
      (basis, from, months) => {
        expect(basisDays(basis, from, addMonths(from, months))).toBe(30 * months);
      },
    ),
  );
});
