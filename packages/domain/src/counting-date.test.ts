import { expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { countingDate } from './counting-date.ts';

const d = civilDate;

test.each([
  ['2026-11-25', 13 * 60, '2026-11-25'],
  ['2026-11-25', 14 * 60, '2026-11-27'],
  ['2026-11-26', 9 * 60, '2026-11-27'],
  ['2026-11-28', 20 * 60, '2026-11-30'],
])('money collected on %s at minute %d counts on %s', (day, minute, counts) =>
  expect(countingDate(d(day), minute, 14 * 60)).toBe(counts),
);
