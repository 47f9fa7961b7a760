import { businessDayOnOrAfter, type CivilDate, nextBusinessDay } from './calendar.ts';

/**
 * The day on which money counts: that of collection on a business day before the cut-off, else the next business day.
 * Times are minutes after midnight in the book's zone.
 */
export function countingDate(collectedOn: CivilDate, minuteOfDay: number, cutOffMinute: number): CivilDate {
  const open = businessDayOnOrAfter(collectedOn);
  if (open !== collectedOn) return open;
  return minuteOfDay < cutOffMinute ? open : nextBusinessDay(open);
}
