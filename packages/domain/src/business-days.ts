/** Which days money moves on, and where a date goes that is none of them. */
import { addDays, type CivilDate, dayOfWeek, federalHolidays, isBusinessDay, partsOf } from './calendar.ts';

/** `weekdays`: Monday to Friday whatever the holiday; `us_banks`: the Federal Reserve's days; `us_federal`: the days of federal offices. */
export const BUSINESS_CALENDARS = ['every_day', 'weekdays', 'us_banks', 'us_federal'] as const;
export type BusinessCalendar = (typeof BUSINESS_CALENDARS)[number];

export const BUSINESS_DAY_RULES = [
  'none',
  'following',
  'modified_following',
  'preceding',
  'modified_preceding',
] as const;
export type BusinessDayRule = (typeof BUSINESS_DAY_RULES)[number];

/** What a note says about dates that fall on closed days. */
export interface BusinessDayConvention {
  rule: BusinessDayRule;
  calendar: BusinessCalendar;
  /** Interest is calculated to the shifted day (shift, then calculate), or to the unshifted one (calculate, then shift). */
  calculate: 'after_shift' | 'before_shift';
}

export const NO_SHIFT: BusinessDayConvention = {
  rule: 'none',
  calendar: 'every_day',
  calculate: 'after_shift',
};

/** Whether money moves on a day. */
export function isOpen(calendar: BusinessCalendar, day: CivilDate): boolean {
  switch (calendar) {
    case 'every_day':
      return true;
    case 'weekdays':
      return dayOfWeek(day) <= 5;
    case 'us_banks':
      return isBusinessDay(day);
    case 'us_federal':
      return dayOfWeek(day) <= 5 && !isFederalHoliday(day);
  }
}

/** New Year's Day on a Saturday is observed in the year before. */
const isFederalHoliday = (date: CivilDate): boolean => {
  const { year } = partsOf(date);
  return [year, year + 1].some((of) => federalHolidays(of).some(({ day }) => day === date));
};

/** Where a date goes. The modified rules turn back rather than leave the month. */
export function shiftToOpen(day: CivilDate, rule: BusinessDayRule, calendar: BusinessCalendar): CivilDate {
  if (rule === 'none' || isOpen(calendar, day)) return day;
  const forward = rule === 'following' || rule === 'modified_following';
  const shifted = nextOpen(day, forward ? 1 : -1, calendar);
  const turnsBack = rule === 'modified_following' || rule === 'modified_preceding';
  if (!turnsBack || shifted.slice(0, 7) === day.slice(0, 7)) return shifted;
  return nextOpen(day, forward ? -1 : 1, calendar);
}

function nextOpen(day: CivilDate, step: 1 | -1, calendar: BusinessCalendar): CivilDate {
  let candidate = addDays(day, step);
  while (!isOpen(calendar, candidate)) candidate = addDays(candidate, step);
  return candidate;
}
