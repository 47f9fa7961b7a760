/** Days as numbers and the five day counts, written a second time. Tests only. */
import { type Fraction, fraction, plus } from './fraction.ts';

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOfMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

const FIRST_YEAR = 2000;
const LAST_YEAR = 2060;
/** Every day of six decades, one after the other: what is a day's number is its place in this list. */
const CALENDAR: string[] = [];
const PLACE = new Map<string, number>();
for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
  for (let month = 1; month <= 12; month += 1) {
    for (let day = 1; day <= lengthOfMonth(year, month); day += 1) {
      const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      PLACE.set(date, CALENDAR.length);
      CALENDAR.push(date);
    }
  }
}

/** The place of a date in the calendar. */
export function placeOf(date: string): number {
  const place = PLACE.get(date);
  if (place === undefined) throw new RangeError(`${date} is not in the calendar of the tests.`);
  return place;
}
export const dateAt = (place: number): string => CALENDAR[place]!;
export const daysAfter = (date: string, days: number): string => dateAt(placeOf(date) + days);

/** The same day of a later month, or that month's last. */
export function monthsAfter(date: string, months: number): string {
  const [year, month, day] = split(date);
  const count = year * 12 + (month - 1) + months;
  const [y, m] = [Math.floor(count / 12), (count % 12) + 1];
  return `${y}-${String(m).padStart(2, '0')}-${String(Math.min(day, lengthOfMonth(y, m))).padStart(2, '0')}`;
}

const split = (date: string): [number, number, number] => [
  Number(date.slice(0, 4)),
  Number(date.slice(5, 7)),
  Number(date.slice(8, 10)),
];

/** Which part of a year lies in [from, to). */
export function partOfYear(basis: string, from: string, to: string): Fraction {
  const days = placeOf(to) - placeOf(from);
  if (basis === 'actual/360') return fraction(days, 360);
  if (basis === 'actual/365') return fraction(days, 365);
  if (basis === 'actual/actual') return byCalendarYear(from, to);
  return fraction(thirtyDayMonths(basis, from, to), 360);
}

function byCalendarYear(from: string, to: string): Fraction {
  let [inLeapYears, inOthers] = [0, 0];
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const first = Math.max(placeOf(from), placeOf(`${year}-01-01`));
    const end = Math.min(placeOf(to), placeOf(`${year}-12-31`) + 1);
    if (isLeap(year)) inLeapYears += end - first;
    else inOthers += end - first;
  }
  return plus(fraction(inLeapYears, 366), fraction(inOthers, 365));
}

function thirtyDayMonths(basis: string, from: string, to: string): number {
  const [y1, m1, startDay] = split(from);
  const [y2, m2, endDay] = split(to);
  let [d1, d2] = [startDay, endDay];
  if (basis === '30E/360') {
    if (d1 === 31) d1 = 30;
    if (d2 === 31) d2 = 30;
  } else {
    const startsAtEndOfFebruary = m1 === 2 && d1 === lengthOfMonth(y1, 2);
    const endsAtEndOfFebruary = m2 === 2 && d2 === lengthOfMonth(y2, 2);
    if (startsAtEndOfFebruary && endsAtEndOfFebruary) d2 = 30;
    if (startsAtEndOfFebruary) d1 = 30;
    if (d2 === 31 && d1 >= 30) d2 = 30;
    if (d1 === 31) d1 = 30;
  }
  return (y2 - y1) * 360 + (m2 - m1) * 30 + (d2 - d1);
}
