import type { CivilDate } from '@connect/domain/calendar';
import { countingDate } from '@connect/domain/counting-date';
import { bookDate, bookTimeZone } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { cutOffMinute } from './cut-off.ts';

/**
 * The day on which money counts: the named day, or by the moment it arrived, before the cut-off hour of a business day that day, else
 * the next business day. Undefined where the caller said neither. Throws 422 at `pointer` for a moment in the future.
 */
export async function countsOn(
  tx: Tx,
  input: { effectiveDate?: string | undefined; receivedAt?: string | undefined },
  pointer = '/receivedAt',
): Promise<string | undefined> {
  if (!input.receivedAt) return input.effectiveDate;
  const arrived = new Date(input.receivedAt);
  if (arrived > tx.now) throw invalid(pointer, 'Not in the future.');
  const clock = Temporal.Instant.fromEpochMilliseconds(arrived.getTime()).toZonedDateTimeISO(bookTimeZone());
  return countingDate(bookDate(arrived) as CivilDate, clock.hour * 60 + clock.minute, await cutOffMinute(tx));
}

/** Six in the morning of a civil day in the book's zone. */
export const morningOf = (date: string): Date =>
  new Date(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: bookTimeZone(), plainTime: '06:00' })
      .epochMilliseconds,
  );

/** "2:00 PM Pacific Time": the cut-off hour, as a letter says it. */
export async function cutOffWords(tx: Tx): Promise<string> {
  const minute = await cutOffMinute(tx);
  const at = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const time = at.toLocaleString('en-US', { hour: 'numeric', minute: '2-digit' });
  const zone = new Intl.DateTimeFormat('en-US', { timeZone: bookTimeZone(), timeZoneName: 'longGeneric' })
    .formatToParts(tx.now)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${time} ${zone ?? bookTimeZone()}`;
}
