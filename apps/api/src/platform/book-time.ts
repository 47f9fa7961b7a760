let zone = 'America/Los_Angeles';

/** The book's time zone: which civil day it is for money. */
export function useBookTimeZone(timeZone: string): void {
  zone = timeZone;
}
export const bookTimeZone = (): string => zone;

/** The civil date of a moment in the book's zone, `YYYY-MM-DD`. */
export function bookDate(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}
