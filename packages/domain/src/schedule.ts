/** Dates that come again and again: stepped from an anchor, never from the date before. */
import { addDays, addMonths, type CivilDate, earlierOf, endOfMonth } from './calendar.ts';

/** A whole number of months or of days; a week is seven days, a quarter three months. */
export type Step = { months: number } | { days: number };

export interface Cycle {
  anchor: CivilDate;
  /** Null: the anchor alone. */
  every: Step | null;
  /** What becomes of a last period that is shorter than a step: one of its own, or joined to the one before. */
  stub: 'short' | 'long';
  /** An anchor at the end of a month means the end of every month: 30 Apr, 31 May. */
  endOfMonth: boolean;
}

/** The date `times` steps from the anchor: 31 Jan, 28 Feb, 31 Mar. */
export function stepped(anchor: CivilDate, step: Step, times: number, toEndOfMonth = false): CivilDate {
  if ('days' in step) return addDays(anchor, step.days * times);
  const date = addMonths(anchor, step.months * times);
  return toEndOfMonth && anchor === endOfMonth(anchor) ? endOfMonth(date) : date;
}

/**
 * The dates of a cycle before `end`, the anchor first. With a long stub the last of them falls away when no step leads from it to
 * `end`; the anchor stays.
 * @throws RangeError for a step that does not lead forward
 */
export function cycleDates({ anchor, every, stub, endOfMonth: toEnd }: Cycle, end: CivilDate): CivilDate[] {
  if (anchor >= end) return [];
  if (!every) return [anchor];
  const length = 'days' in every ? every.days : every.months;
  if (!Number.isInteger(length) || length < 1) throw new RangeError('A cycle steps forward.');
  const dates: CivilDate[] = [];
  let next = anchor;
  for (let n = 1; next < end; n += 1) {
    dates.push(next);
    next = stepped(anchor, every, n, toEnd);
  }
  if (stub === 'long' && next !== end && dates.length > 1) dates.pop();
  return dates;
}

/**
 * One cycle after another: each runs until the anchor of the next, the last until `end`; an anchor that stands alone is there whatever
 * comes next. Dates with the cycle they are of.
 */
export function chainedDates<C extends Cycle>(
  cycles: readonly C[],
  end: CivilDate,
): { date: CivilDate; of: C }[] {
  return cycles.flatMap((cycle, i) => {
    const next = cycle.every && cycles[i + 1]?.anchor;
    return cycleDates(cycle, next ? earlierOf(next, end) : end).map((date) => ({ date, of: cycle }));
  });
}
