/** Reads what people type into amount, percent and date fields. Every refusal says what is wrong, then the fix. */
import { MONTH_NAMES } from '@connect/domain/calendar';
import { shiftPoint } from './format.ts';

export type Parsed<T> = { value: T | null; error: null } | { value: null; error: string };

const ok = <T>(value: T | null): Parsed<T> => ({ value, error: null });
const no = (error: string): { value: null; error: string } => ({ value: null, error });

/** `"$5,970.74"` to 597074 cents; empty is null. Refuses fractions of a cent and amounts past what JSON integers hold. */
export function parseMoney(text: string): Parsed<number> {
  const plain = text.replace(/[$,\s]/g, '').replace('−', '-');
  if (plain === '') return ok<number>(null);
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return no('Use digits, like 5,970.74.');
  const [whole = '0', fraction = ''] = plain.replace('-', '').split('.');
  if (fraction.length > 2) {
    const short = `${BigInt(whole || '0').toLocaleString('en-US')}.${fraction.slice(0, 2)}`;
    return no(`Use whole cents, like ${short}.`);
  }
  const cents = BigInt(whole || '0') * 100n + BigInt(fraction.padEnd(2, '0') || '0');
  if (cents > BigInt(Number.MAX_SAFE_INTEGER)) return no('This amount is too large.');
  return ok(Number(plain.startsWith('-') ? -cents : cents));
}

/** `"8.375"` (percent as typed) to the decimal string `"0.08375"`. */
export function parsePercent(text: string): Parsed<string> {
  const plain = text.replace(/[%,\s]/g, '').replace('−', '-');
  if (plain === '') return ok<string>(null);
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(plain)) return no('Use a percentage, like 8.375.');
  return ok(shiftPoint(plain.replace(/\.$/, '').replace(/^(-?)\./, '$10.'), -2));
}

const pad = (n: number, size = 2) => String(n).padStart(size, '0');

/** Days in a month; month 1 to 12. */
export const daysIn = (year: number, month: number) =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : [4, 6, 9, 11].includes(month)
      ? 30
      : 31;

/**
 * A civil date from `2026-11-23`, `11/23/2026`, `11/23`, `Nov 23, 2026`, `23 Nov`, `t` for today; empty is null.
 * @param today `YYYY-MM-DD`, which gives the year when none is typed
 */
export function parseDate(text: string, today: string): Parsed<string> {
  const plain = text.trim().toLowerCase();
  if (plain === '') return ok<string>(null);
  if (plain === 't' || plain === 'today') return ok(today);
  const thisYear = Number(today.slice(0, 4));
  let parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (parts) return check(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  parts = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}|\d{4}))?$/.exec(plain);
  if (parts) return check(fullYear(parts[3], thisYear), Number(parts[1]), Number(parts[2]));
  parts = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/.exec(plain);
  if (parts) return check(fullYear(parts[3], thisYear), monthOf(parts[1]!), Number(parts[2]));
  parts = /^(\d{1,2})\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?$/.exec(plain);
  if (parts) return check(fullYear(parts[3], thisYear), monthOf(parts[2]!), Number(parts[1]));
  return no('Use a date like 11/23/2026.');
}

const fullYear = (text: string | undefined, thisYear: number) =>
  text ? (text.length === 2 ? 2000 + Number(text) : Number(text)) : thisYear;
const monthOf = (name: string) => MONTH_NAMES.findIndex((n) => n.toLowerCase().startsWith(name)) + 1;

function check(year: number, month: number, day: number): Parsed<string> {
  if (month < 1 || month > 12) return no('Months go from 1 to 12.');
  if (year < 1900 || year > 2200) return no('Use a year between 1900 and 2200.');
  const last = daysIn(year, month);
  if (day < 1 || day > last)
    return no(`${MONTH_NAMES[month - 1]}${month === 2 ? ` ${year}` : ''} has ${last} days.`);
  return ok(`${pad(year, 4)}-${pad(month)}-${pad(day)}`);
}

/** A civil date moved by whole days. */
export function addDays(date: string, days: number): string {
  const [y = 0, m = 1, d = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
}
