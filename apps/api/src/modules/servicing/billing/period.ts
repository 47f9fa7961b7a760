import { addDays, addMonths, type CivilDate, civilDate } from '@connect/domain/calendar';
import { monthName, monthWord } from '@connect/domain/month';

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

/** The period of a key that was validated as `YYYY-MM`. */
export function periodOf(key: string): Period {
  const from = civilDate(`${key}-01`);
  return { key, from, to: addMonths(from, 1), month: monthWord(key), label: monthName(key) };
}

/** The period that a day lies in. */
export const periodAt = (date: CivilDate): Period => periodOf(date.slice(0, 7));

export const lastDayOf = (period: Period): CivilDate => addDays(period.to, -1);
