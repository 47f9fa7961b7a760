/** Civil dates and times of the book's zone (Pacific) as moments. */
import { bookDate } from '@connect/ui/format';

/* Standard time and daylight saving time. */
const OFFSETS = ['-08:00', '-07:00'];
const inBook = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `2026-11-23` and `10:41` in the book's zone as a UTC moment; null for what is no time. */
export function momentInBook(date: string, time: string): string | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(time);
  if (!parts || Number(parts[1]) > 23 || Number(parts[2]) > 59) return null;
  const wanted = `${parts[1]!.padStart(2, '0')}:${parts[2]}`;
  for (const offset of OFFSETS) {
    const at = new Date(`${date}T${wanted}:00${offset}`);
    if (bookDate(at) === date && inBook.format(at) === wanted) return at.toISOString();
  }
  return null;
}

/** The last moment of a day of the book. */
export function endOfBookDay(date: string): string {
  for (const offset of OFFSETS) {
    const at = new Date(`${date}T23:59:59${offset}`);
    if (bookDate(at) === date) return at.toISOString();
  }
  return `${date}T23:59:59Z`;
}
