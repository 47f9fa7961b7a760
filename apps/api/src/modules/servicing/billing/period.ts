import { addDays, addMonths, type CivilDate, civilDate, partsOf } from '@connect/domain/calendar';

/** A calendar month of the books, `YYYY-MM`. */
export interface Period {
  key: string;
  from: CivilDate;
  /** The first day after it. */
  to: CivilDate;
  /** "October". */
  month: string;
  /** "October 2026". */
  label: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The period of a key that was validated as `YYYY-MM`. */
export function periodOf(key: string): Period {
  const from = civilDate(`${key}-01`);
  const { year, month } = partsOf(from);
  const name = MONTHS[month - 1]!;
  return { key, from, to: addMonths(from, 1), month: name, label: `${name} ${year}` };
}

/** The period that a day lies in. */
export const periodAt = (date: CivilDate): Period => periodOf(date.slice(0, 7));

export const lastDayOf = (period: Period): CivilDate => addDays(period.to, -1);
