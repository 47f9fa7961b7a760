/** How Connect writes numbers, dates and durations (DESIGN, "Type and numbers"). Amounts are integer cents throughout. */

const MINUS = '−';
const DASH = '–';

type CentsLike = number | bigint | string | null | undefined;

/** Reads cents as they come from the API (a JSON integer), exactly; null when unknown. Throws on a fraction of a cent. */
export function toCents(value: CentsLike): bigint | null {
  return value === null || value === undefined || value === '' ? null : BigInt(value);
}

const grouped = (digits: bigint) => digits.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * Writes cents as dollars and cents: `1,234.50`, `−175.00`; unknown is `–`.
 * @param sign put `$` before it (lone amounts); dense columns go without.
 * @param cents `false` drops the cents when they are zero (amounts that are whole by nature, such as a loan amount).
 */
export function money(
  value: CentsLike,
  options: { sign?: boolean; cents?: boolean; plus?: boolean } = {},
): string {
  const amount = toCents(value);
  if (amount === null) return DASH;
  const { sign = true, cents = true, plus = false } = options;
  const size = amount < 0n ? -amount : amount;
  const whole = !cents && size % 100n === 0n;
  const figure = grouped(size / 100n) + (whole ? '' : `.${(size % 100n).toString().padStart(2, '0')}`);
  const lead = amount < 0n ? MINUS : plus && amount > 0n ? '+' : '';
  return `${lead}${sign ? '$' : ''}${figure}`;
}

/** An amount in a dense column: no `$`, always cents. */
export const amount = (value: CentsLike) => money(value, { sign: false });

/** Short money for boards and KPI strips: `$1.18M`, `$186.2M`, and `$868,921` below a million. Rounds half up. */
export function moneyShort(value: CentsLike): string {
  const cents = toCents(value);
  if (cents === null) return DASH;
  const size = cents < 0n ? -cents : cents;
  const lead = cents < 0n ? MINUS : '';
  const dollars = (size + 50n) / 100n;
  if (dollars < 1_000_000n) return `${lead}$${grouped(dollars)}`;
  const places = dollars < 100_000_000n ? 2 : 1;
  const unit = 10n ** BigInt(6 - places);
  const scaled = (dollars + unit / 2n) / unit;
  const power = 10n ** BigInt(places);
  return `${lead}$${grouped(scaled / power)}.${(scaled % power).toString().padStart(places, '0')}M`;
}

/** A rate or share held as a decimal fraction string (`"0.08375"`) as percent with two places or as many as it has: `8.375%`. */
export function rate(value: string | null | undefined, places = 2): string {
  if (value === null || value === undefined || value === '') return DASH;
  const shifted = shiftPoint(value, 2);
  const [whole = '0', fraction = ''] = shifted.replace(/^[-−]/, '').split('.');
  const text = `${grouped(BigInt(whole))}${fraction.length || places ? `.${fraction.padEnd(places, '0')}` : ''}`;
  return `${/^[-−]/.test(shifted) ? MINUS : ''}${text}%`;
}

/** A share given in basis points or percent already, rounded for show: `percent(52.61)` is `52.6%`. Never for stored values. */
export const percent = (value: number | null | undefined, places = 1): string =>
  value === null || value === undefined ? DASH : `${value.toFixed(places).replace('-', MINUS)}%`;

/** Moves the decimal point of a decimal string, exactly. */
export function shiftPoint(decimal: string, by: number): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + by;
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0');
  const at = point <= 0 ? 1 : point;
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = padded.slice(at).replace(/0+$/, '');
  return `${negative ? '-' : ''}${left}${right ? `.${right}` : ''}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A civil date (`2026-11-23`) as `Nov 23, 2026`, or `Nov 23` with `year: false`. Never shifts by a time zone. */
export function date(value: string | null | undefined, options: { year?: boolean } = {}): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(value ?? '');
  if (!parts) return DASH;
  const day = `${MONTHS[Number(parts[2]) - 1]} ${Number(parts[3])}`;
  return options.year === false ? day : `${day}, ${parts[1]}`;
}

const BOOK_ZONE = 'America/Los_Angeles';
const zoned = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { timeZone: BOOK_ZONE, ...options });
const dayKey = zoned({ year: 'numeric', month: '2-digit', day: '2-digit' });
const clock = zoned({ hour: 'numeric', minute: '2-digit' });
const dayOfYear = zoned({ month: 'short', day: 'numeric' });
const dayWithYear = zoned({ month: 'short', day: 'numeric', year: 'numeric' });
const year = zoned({ year: 'numeric' });

/** The civil date of a moment in the book's zone, `YYYY-MM-DD`. */
export function bookDate(moment: string | Date): string {
  const part = Object.fromEntries(dayKey.formatToParts(new Date(moment)).map((p) => [p.type, p.value]));
  return `${part.year}-${part.month}-${part.day}`;
}

/** The time of a moment in the book's zone: `10:42 AM`. */
export const time = (moment: string | Date | null | undefined) =>
  moment ? clock.format(new Date(moment)).replace(' ', ' ') : DASH;

/** A moment (ISO, UTC) as people say it: `10:41 AM` today with `Today, `, `Nov 20, 9:30 AM` this year, else with the year. */
export function moment(value: string | null | undefined, now: Date = new Date()): string {
  if (!value) return DASH;
  const at = new Date(value);
  if (bookDate(at) === bookDate(now)) return `Today, ${time(at)}`;
  const sameYear = year.format(at) === year.format(now);
  return `${(sameYear ? dayOfYear : dayWithYear).format(at)}, ${time(at)}`;
}

/** The heading of a day in a timeline: `Today`, `Nov 20`, `Nov 12, 2025`. */
export function dayHeading(value: string, now: Date = new Date()): string {
  const at = new Date(value);
  if (bookDate(at) === bookDate(now)) return 'Today';
  return (year.format(at) === year.format(now) ? dayOfYear : dayWithYear).format(at);
}

/** A length of time from minutes: `12 min`, `5 h`, `4 d 23 h`, `23 days` from ten days on. */
export function duration(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return DASH;
  const size = Math.floor(Math.abs(minutes));
  if (size < 60) return `${size} min`;
  if (size < 24 * 60)
    return size % 60 && size < 600
      ? `${Math.floor(size / 60)} h ${size % 60} min`
      : `${Math.floor(size / 60)} h`;
  const days = Math.floor(size / 1440);
  const hours = Math.floor((size % 1440) / 60);
  if (days >= 10) return `${days} days`;
  return hours ? `${days} d ${hours} h` : `${days} d`;
}

/** `1 day`, `23 days`, `1 document`: a count with its noun. */
export const count = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;

/** Up to two initials of a name: `Sam Servicing` is `SS`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0]!, words[1]!] : [words[0] ?? ''];
  return letters.map((w) => [...w][0]?.toUpperCase() ?? '').join('');
}

/** Snake case state to words, for a state the tables do not know: `in_review` is `In review`. */
export function words(code: string): string {
  const text = code.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
