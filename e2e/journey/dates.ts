import { addMonths, type CivilDate, civilDate, startOfMonth } from '@connect/domain/calendar';
import { bookDate } from '../../apps/api/src/platform/book-time.ts';

export const today = (): CivilDate => civilDate(bookDate(new Date()));

/** As one types it: `MM/DD/YYYY`. */
export const typed = (date: string): string => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;

export const inYears = (years: number): string => typed(addMonths(today(), 12 * years));

/** Ten in the morning of the tenth of last month in the book's zone, so that a whole night of interest is over at the month's end. */
export const weeksAgo = (): Date =>
  new Date(`${addMonths(startOfMonth(today()), -1).slice(0, 8)}10T18:00:00Z`);

/** Last month, `YYYY-MM`. */
export const lastMonth = (): string => addMonths(startOfMonth(today()), -1).slice(0, 7);
