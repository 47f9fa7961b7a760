import { expect, test } from 'vitest';
import { addDays, parseDate, parseMoney, parsePercent } from './parse.ts';

const TODAY = '2026-11-23';

test('amounts are read to the cent, however they are typed', () => {
  for (const text of ['5970.74', '$5,970.74', ' 5,970.74 ']) expect(parseMoney(text).value).toBe(597074);
  expect(parseMoney('.5').value).toBe(50);
  expect(parseMoney('−175').value).toBe(-17500);
  expect(parseMoney('')).toEqual({ value: null, error: null });
});

test('half a cent is refused with the fix, and so is what no JSON integer holds', () => {
  expect(parseMoney('5970.745').error).toBe('Use whole cents, like 5,970.74.');
  expect(parseMoney('99999999999999999').error).toBe('This amount is too large.');
  expect(parseMoney('1e3').error).toBe('Use digits, like 5,970.74.');
});

test('percent becomes an exact decimal string', () => {
  expect(parsePercent('8.375').value).toBe('0.08375');
  expect(parsePercent('9%').value).toBe('0.09');
  expect(parsePercent('.5').value).toBe('0.005');
});

test('dates are read in the usual ways', () => {
  for (const text of ['2026-11-23', '11/23/2026', '11/23', 'Nov 23, 2026', '23 nov', 't'])
    expect(parseDate(text, TODAY).value).toBe('2026-11-23');
});

test('a day that is not in the month is named, never moved on', () => {
  expect(parseDate('11/31/2026', TODAY).error).toBe('November has 30 days.');
  expect(parseDate('2/29/2027', TODAY).error).toBe('February 2027 has 28 days.');
  expect(parseDate('2/29/2028', TODAY).value).toBe('2028-02-29');
  expect(parseDate('13/1/2026', TODAY).error).toBe('Months go from 1 to 12.');
});

test('days step over months, years and the change of the clock', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2026-03-08', 1)).toBe('2026-03-09');
});
