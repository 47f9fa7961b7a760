import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BUSINESS_CALENDARS,
  BUSINESS_DAY_RULES,
  type BusinessCalendar,
  type BusinessDayRule,
  isOpen,
  shiftToOpen,
} from './business-days.ts';
import { addDays, civilDate, daysBetween } from './calendar.ts';

const d = civilDate;
const anyDate = fc.integer({ min: 0, max: 73_000 }).map((n) => addDays(d('1950-01-01'), n));
const anyRule = fc.constantFrom(...BUSINESS_DAY_RULES);
const anyCalendar = fc.constantFrom(...BUSINESS_CALENDARS);

// 2026-05-30 is a Saturday, 2026-08-01 a Saturday at the start of a month, 2026-11-26 Thanksgiving.
test.each<[string, BusinessDayRule, BusinessCalendar, string]>([
  ['2026-05-30', 'following', 'weekdays', '2026-06-01'],
  ['2026-05-30', 'modified_following', 'weekdays', '2026-05-29'],
  ['2026-05-30', 'preceding', 'weekdays', '2026-05-29'],
  ['2026-08-01', 'preceding', 'weekdays', '2026-07-31'],
  ['2026-08-01', 'modified_preceding', 'weekdays', '2026-08-03'],
  ['2026-11-26', 'following', 'weekdays', '2026-11-26'],
  ['2026-11-26', 'following', 'us_banks', '2026-11-27'],
  ['2026-05-30', 'none', 'us_banks', '2026-05-30'],
  // July 4 is a Saturday: offices are closed on the 3rd, banks are not.
  ['2026-07-03', 'following', 'us_banks', '2026-07-03'],
  ['2026-07-03', 'following', 'us_federal', '2026-07-06'],
  // New Year's Day of 2022 is observed in 2021.
  ['2021-12-31', 'modified_following', 'us_federal', '2021-12-30'],
])('%s %s on %s is %s', (day, rule, calendar, to) => expect(shiftToOpen(d(day), rule, calendar)).toBe(to));

test('a date goes to an open day, at most a week away, on the side that its rule says', () => {
  fc.assert(
    fc.property(anyDate, anyRule, anyCalendar, (day, rule, calendar) => {
      const shifted = shiftToOpen(day, rule, calendar);
      if (rule === 'none' || isOpen(calendar, day)) {
        expect(shifted).toBe(day);
        return;
      }
      const moved = daysBetween(day, shifted);
      expect(isOpen(calendar, shifted)).toBe(true);
      expect(Math.abs(moved)).toBeLessThanOrEqual(7);
      if (rule === 'following') expect(moved).toBeGreaterThan(0);
      if (rule === 'preceding') expect(moved).toBeLessThan(0);
      if (rule.startsWith('modified')) expect(shifted.slice(0, 7)).toBe(day.slice(0, 7));
    }),
  );
});

test('no rule turns the order of two dates around', () => {
  const unmodified = fc.constantFrom<BusinessDayRule>('none', 'following', 'preceding');
  fc.assert(
    fc.property(anyDate, fc.nat(10), unmodified, anyCalendar, (day, later, rule, calendar) => {
      const [a, b] = [day, addDays(day, later)].map((date) => shiftToOpen(date, rule, calendar));
      expect(a! <= b!).toBe(true);
    }),
  );
});
