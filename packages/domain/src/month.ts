/** Calendar months as the books and the API write them, `2026-10`. */
import { MONTH_NAMES } from './calendar.ts';

/** "October". */
export const monthWord = (month: string): string => MONTH_NAMES[Number(month.slice(5, 7)) - 1] ?? month;

/** "October 2026". */
export const monthName = (month: string): string => `${monthWord(month)} ${month.slice(0, 4)}`;

/** The month `by` months away. */
export function addMonth(month: string, by: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The months from the one of `from` to the last that is over on `today`, newest first. */
export function monthsOver(from: string, today: string): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month < today.slice(0, 7); month = addMonth(month, 1))
    months.unshift(month);
  return months;
}
