import { expect, test } from 'vitest';
import { bookDate, date, duration, initials, moment, money, moneyShort, rate, shiftPoint } from './format.ts';

test('amounts keep every cent, group by thousands and carry a true minus sign', () => {
  expect(money(86892071)).toBe('$868,920.71');
  expect(money(-17500)).toBe('−$175.00');
  expect(money(127500000, { cents: false })).toBe('$1,275,000');
  expect(money(127500050, { cents: false })).toBe('$1,275,000.50');
  expect(money(5, { sign: false })).toBe('0.05');
  expect(money(9007199254740993n)).toBe('$90,071,992,547,409.93');
});

test('unknown is a dash, zero is zero', () => {
  expect(money(null)).toBe('–');
  expect(money(0)).toBe('$0.00');
  expect(date(null)).toBe('–');
});

test('a fraction of a cent is refused rather than rounded', () => {
  expect(() => money(1.5)).toThrow();
});

test('short money rounds half up and only from a million on', () => {
  expect(moneyShort(118000000)).toBe('$1.18M');
  expect(moneyShort(86892071)).toBe('$868,921');
  expect(moneyShort(18620000000)).toBe('$186.2M');
  expect(moneyShort(99999950)).toBe('$1.00M');
});

test('rates are exact', () => {
  expect(rate('0.09')).toBe('9.00%');
  expect(rate('0.08375')).toBe('8.375%');
  expect(rate('-0.005')).toBe('−0.50%');
  expect(shiftPoint('12.5', -2)).toBe('0.125');
});

test('a civil date never moves with the time zone; a moment is told in the book’s zone', () => {
  expect(date('2026-11-23')).toBe('Nov 23, 2026');
  expect(bookDate('2026-11-24T07:59:00Z')).toBe('2026-11-23');
  const now = new Date('2026-11-23T20:00:00Z');
  expect(moment('2026-11-23T18:41:00Z', now)).toBe('Today, 10:41 AM');
  expect(moment('2026-11-20T17:30:00Z', now)).toBe('Nov 20, 9:30 AM');
  expect(moment('2025-11-12T17:30:00Z', now)).toBe('Nov 12, 2025, 9:30 AM');
});

test('durations read as people say them', () => {
  expect([12, 60, 300, 7140, 23 * 1440].map(duration)).toEqual([
    '12 min',
    '1 h',
    '5 h',
    '4 d 23 h',
    '23 days',
  ]);
});

test('initials of people and companies', () => {
  expect(initials('Sam Servicing')).toBe('SS');
  expect(initials('Sample Builder LLC')).toBe('SB');
});
