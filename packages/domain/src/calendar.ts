/** Civil dates: the days that money lives in. No time zone, no clock; today is an argument. */

declare const civilDateBrand: unique symbol;
/** 'YYYY-MM-DD'; compares with < and >. */
export type CivilDate = string & { readonly [civilDateBrand]: 'civil date' };

/**
 * A date out of its text.
 * @throws RangeError for another shape, and for days that do not exist: "November has 30 days."
 */
export function civilDate(text: string): CivilDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) throw new RangeError('A date is written YYYY-MM-DD.');
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900) throw new RangeError('Dates start in 1900.');
  if (month < 1 || month > 12) throw new RangeError('A year has 12 months.');
  const days = daysInMonth(year, month);
  if (day < 1 || day > days) {
    const inYear = month === 2 ? ` ${year}` : '';
    throw new RangeError(`${MONTH_NAMES[month - 1]}${inYear} has ${days} days.`);
  }
  return text as CivilDate;
}

export const isCivilDate = (text: string): text is CivilDate => {
  try {
    civilDate(text);
    return true;
  } catch {
    return false;
  }
};

/** Year, month (1–12) and day of a date. */
export function partsOf(date: CivilDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days of a month (1–12). */
export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

export function addDays(date: CivilDate, days: number): CivilDate {
  const day = Number(date.slice(8)) + days;
  // Every month has 28 days: most steps from day to day need no calendar.
  if (day >= 1 && day <= 28) return `${date.slice(0, 8)}${day < 10 ? '0' : ''}${day}` as CivilDate;
  return fromDayNumber(dayNumber(date) + days);
}

/** Steps months from the anchor, never from the last result: 31 Jan, 28 Feb, 31 Mar. Negative steps go back. */
export function addMonths(anchor: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(anchor);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return write(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** Days in [from, to): the start day counts, the end day does not. Negative when `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from);

export const startOfMonth = (date: CivilDate): CivilDate => `${date.slice(0, 8)}01` as CivilDate;

export function endOfMonth(date: CivilDate): CivilDate {
  const { year, month } = partsOf(date);
  return write(year, month, daysInMonth(year, month));
}

export const earlierOf = (a: CivilDate, b: CivilDate): CivilDate => (b < a ? b : a);
export const laterOf = (a: CivilDate, b: CivilDate): CivilDate => (b > a ? b : a);

/** 1 Monday … 7 Sunday. Day 0 (1970-01-01) was a Thursday. */
export const dayOfWeek = (date: CivilDate): number => ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;

const DAY_MS = 86_400_000;
// UTC days are all 86,400 s long, so this division is exact.
const dayNumber = (date: CivilDate): number => {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / DAY_MS;
};
const fromDayNumber = (n: number): CivilDate => new Date(n * DAY_MS).toISOString().slice(0, 10) as CivilDate;
const write = (year: number, month: number, day: number): CivilDate =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as CivilDate;

export const MONTH_NAMES = [
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
] as const;

/** The civil date of a moment in a zone such as America/Los_Angeles; the moment is ISO 8601 with an offset, or epoch milliseconds. */
export function civilDateOf(instant: string | number, timeZone: string): CivilDate {
  // Intl rather than Temporal: this runs in browsers that have no Temporal yet, and must not pull a polyfill into every page.
  const moment = new Date(instant);
  if (
    Number.isNaN(moment.getTime()) ||
    (typeof instant === 'string' && !/(Z|[+-]\d{2}:?\d{2})$/.test(instant))
  ) {
    throw new RangeError(`"${instant}" is not a moment with an offset.`);
  }
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return write(part('year'), part('month'), part('day'));
}

/** "Nov 23, 2026". */
export function formatDate(date: CivilDate): string {
  const { year, month, day } = partsOf(date);
  return `${MONTH_NAMES[month - 1]?.slice(0, 3)} ${day}, ${year}`;
}

/** "Nov 2026", for months. */
export function formatMonth(date: CivilDate): string {
  const { year, month } = partsOf(date);
  return `${MONTH_NAMES[month - 1]?.slice(0, 3)} ${year}`;
}

/** "12 min", "3 h 5 min", "4 d 23 h", and from a week on whole days: "23 days". Minutes, cut down to whole ones. */
export function formatDuration(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes));
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const rest = whole % 60;
  if (days >= 7) return `${days} days`;
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}

// Business days: weekdays on which US banks are open. Wires and ACH move on these.

/** The nth weekday (1 Monday … 7 Sunday) of a month. */
function nth(year: number, month: number, weekday: number, n: number): CivilDate {
  const first = write(year, month, 1);
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (n - 1));
}

function last(year: number, month: number, weekday: number): CivilDate {
  const end = endOfMonth(write(year, month, 1));
  return addDays(end, -((dayOfWeek(end) - weekday + 7) % 7));
}

/** The eleven federal holidays (5 U.S.C. § 6103) as the law dates them; Juneteenth since 2021. */
function legalHolidays(year: number): { name: string; day: CivilDate }[] {
  return [
    { name: 'New Year’s Day', day: write(year, 1, 1) },
    { name: 'Martin Luther King Jr. Day', day: nth(year, 1, 1, 3) },
    { name: 'Washington’s Birthday', day: nth(year, 2, 1, 3) },
    { name: 'Memorial Day', day: last(year, 5, 1) },
    ...(year >= 2021 ? [{ name: 'Juneteenth', day: write(year, 6, 19) }] : []),
    { name: 'Independence Day', day: write(year, 7, 4) },
    { name: 'Labor Day', day: nth(year, 9, 1, 1) },
    { name: 'Columbus Day', day: nth(year, 10, 1, 2) },
    { name: 'Veterans Day', day: write(year, 11, 11) },
    { name: 'Thanksgiving Day', day: nth(year, 11, 4, 4) },
    { name: 'Christmas Day', day: write(year, 12, 25) },
  ];
}

/**
 * The days banks are closed for a holiday. A Sunday holiday is observed on Monday; a Saturday one on no other day, since the Federal
 * Reserve stays open on the Friday before (unlike federal offices), and money follows the Fed.
 */
export function bankHolidays(year: number): { name: string; day: CivilDate }[] {
  return legalHolidays(year)
    .filter(({ day }) => dayOfWeek(day) !== 6)
    .map(({ name, day }) => ({ name, day: dayOfWeek(day) === 7 ? addDays(day, 1) : day }));
}

/** The days federal offices are closed: Saturday holidays are observed on Friday (it may lie in the year before), Sunday ones on Monday. */
export function federalHolidays(year: number): { name: string; day: CivilDate }[] {
  return legalHolidays(year).map(({ name, day }) => {
    const weekday = dayOfWeek(day);
    return { name, day: weekday === 6 ? addDays(day, -1) : weekday === 7 ? addDays(day, 1) : day };
  });
}

const byYear = new Map<number, ReadonlySet<CivilDate>>();
function closedDays(year: number): ReadonlySet<CivilDate> {
  let days = byYear.get(year);
  if (!days) {
    days = new Set(bankHolidays(year).map(({ day }) => day));
    byYear.set(year, days);
  }
  return days;
}

export const isBusinessDay = (day: CivilDate): boolean =>
  dayOfWeek(day) <= 5 && !closedDays(partsOf(day).year).has(day);

/** The day itself when banks are open, else the next day that they are. */
export function businessDayOnOrAfter(day: CivilDate): CivilDate {
  let candidate = day;
  while (!isBusinessDay(candidate)) candidate = addDays(candidate, 1);
  return candidate;
}

/** The first business day after. */
export const nextBusinessDay = (day: CivilDate): CivilDate => businessDayOnOrAfter(addDays(day, 1));

/** `days` business days later; zero moves only off a closed day. Negative counts go back. */
export function addBusinessDays(day: CivilDate, days: number): CivilDate {
  if (days === 0) return businessDayOnOrAfter(day);
  const step = days > 0 ? 1 : -1;
  let candidate = day;
  for (let left = Math.abs(days); left > 0; ) {
    candidate = addDays(candidate, step);
    if (isBusinessDay(candidate)) left -= 1;
  }
  return candidate;
}
