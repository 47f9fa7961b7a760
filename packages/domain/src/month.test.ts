import { expect, test } from 'vitest';
import { addMonth, monthName, monthsOver, monthWord } from './month.ts';

test('a month is read by its name', () => {
  expect([monthWord('2026-01'), monthName('2026-12')]).toEqual(['January', 'December 2026']);
});

test.each([
  ['2026-11', 1, '2026-12'],
  ['2026-12', 1, '2027-01'],
  ['2026-01', -1, '2025-12'],
  ['2026-03', -15, '2024-12'],
])('%s and %i months is %s', (month, by, expected) => {
  expect(addMonth(month, by)).toBe(expected);
});

test('months are over once the next one began, newest first', () => {
  expect(monthsOver('2026-11-20', '2027-01-31')).toEqual(['2026-12', '2026-11']);
  expect(monthsOver('2026-11-20', '2026-11-30')).toEqual([]);
});
