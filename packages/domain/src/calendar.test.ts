import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addBusinessDays,
  addDays,
  addMonths,
  bankHolidays,
  businessDayOnOrAfter,
  type CivilDate,
  civilDate,
  civilDateOf,
  dayOfWeek,
  daysBetween,
  endOfMonth,
  federalHolidays,
  formatDate,
  formatDuration,
  formatMonth,
  isBusinessDay,
  isCivilDate,
  nextBusinessDay,
} from './calendar.ts';

const d = civilDate;
const anyDate = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays(d('1900-01-01'), n));

describe('civilDate', () => {
  test.each([
    ['2026-11-31', 'November has 30 days.'],
    ['2026-02-29', 'February 2026 has 28 days.'],
    ['1900-02-29', 'February 1900 has 28 days.'],
    ['2026-13-01', 'A year has 12 months.'],
    ['2026-1-1', 'A date is written YYYY-MM-DD.'],
    ['0026-01-01', 'Dates start in 1900.'],
  ])('%s is refused: %s', (text, reason) => {
    expect(() => civilDate(text)).toThrow(reason);
    expect(isCivilDate(text)).toBe(false);
  });
  test('a leap day is a day', () => expect(d('2000-02-29')).toBe('2000-02-29'));
});

describe('stepping', () => {
  test('months step from the anchor', () => {
    const steps = [0, 1, 2, 3, 13].map((n) => addMonths(d('2027-01-31'), n));
    expect(steps).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2028-02-29']);
    expect(addMonths(d('2026-01-15'), -1)).toBe('2025-12-15');
    expect(addMonths(d('2026-03-31'), -13)).toBe('2025-02-28');
  });

  test('days there and back', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(addDays(a, daysBetween(a, b))).toBe(b);
        expect(civilDate(a)).toBe(a);
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });

  test('the end of a month is the day before the next begins', () => {
    fc.assert(
      fc.property(anyDate, (a) => {
        expect(addDays(endOfMonth(a), 1).slice(8)).toBe('01');
      }),
    );
  });

  test('weekdays', () => {
    expect(dayOfWeek(d('2026-11-23'))).toBe(1);
    expect(dayOfWeek(d('2026-11-29'))).toBe(7);
    expect(dayOfWeek(d('1900-01-01'))).toBe(1);
  });
});

describe('business days', () => {
  // The Federal Reserve's published schedule for 2026.
  test('bank holidays of 2026', () => {
    expect(bankHolidays(2026).map(({ day }) => day)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });
  test('offices close on the Friday before a Saturday holiday, banks do not', () => {
    expect(federalHolidays(2026).map(({ day }) => day)).toContain('2026-07-03');
    expect(isBusinessDay(d('2026-07-03'))).toBe(true);
  });
  test('a Sunday holiday is observed on Monday by both', () => {
    expect(isBusinessDay(d('2027-07-05'))).toBe(false);
    expect(federalHolidays(2027).map(({ day }) => day)).toContain('2027-07-05');
  });
  test('Juneteenth only since there is one', () => {
    expect(isBusinessDay(d('2020-06-19'))).toBe(true);
    expect(isBusinessDay(d('2023-06-19'))).toBe(false);
  });
  test('over Thanksgiving', () => {
    expect(nextBusinessDay(d('2026-11-25'))).toBe('2026-11-27');
    expect(addBusinessDays(d('2026-11-25'), 2)).toBe('2026-11-30');
    expect(addBusinessDays(d('2026-11-30'), -2)).toBe('2026-11-25');
    expect(businessDayOnOrAfter(d('2026-11-26'))).toBe('2026-11-27');
    expect(addBusinessDays(d('2026-11-28'), 0)).toBe('2026-11-30');
  });
});

describe('a moment has a date only in a zone', () => {
  test.each<[string | number, string, string]>([
    ['2026-11-24T07:59:59Z', 'America/Los_Angeles', '2026-11-23'],
    ['2026-11-24T08:00:00Z', 'America/Los_Angeles', '2026-11-24'],
    ['2026-07-01T06:59:59Z', 'America/Los_Angeles', '2026-06-30'],
    ['2026-11-24T00:30:00+02:00', 'UTC', '2026-11-23'],
    [0, 'UTC', '1970-01-01'],
  ])('%s in %s is %s', (instant, zone, date) => expect(civilDateOf(instant, zone)).toBe(date));

  test.each(['2026-11-24', '2026-11-24T08:00:00', 'soon'])('"%s" is no moment', (text) =>
    expect(() => civilDateOf(text, 'UTC')).toThrow(RangeError),
  );
});

describe('printing', () => {
  test('dates', () => {
    expect(formatDate('2026-11-23' as CivilDate)).toBe('Nov 23, 2026');
    expect(formatDate(d('2026-05-01'))).toBe('May 1, 2026');
    expect(formatMonth(d('2026-09-01'))).toBe('Sep 2026');
  });
  test.each([
    [0, '0 min'],
    [12.9, '12 min'],
    [60, '1 h'],
    [185, '3 h 5 min'],
    [1440, '1 d'],
    [4 * 1440 + 23 * 60 + 59, '4 d 23 h'],
    [23 * 1440 + 5, '23 days'],
    [-5, '0 min'],
  ])('%d minutes are %s', (minutes, text) => expect(formatDuration(minutes)).toBe(text));
});
