/** Months of the book, `2026-10`. */

const NAMES = [
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
];

/** `2026-10` as `October 2026`. */
export const monthName = (period: string): string =>
  `${NAMES[Number(period.slice(5, 7)) - 1] ?? ''} ${period.slice(0, 4)}`.trim();

const next = (period: string): string => {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
};

/** The months from the one of `from` to the last that is over on `today`, newest first. */
export function monthsOver(from: string, today: string): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month < today.slice(0, 7); month = next(month)) months.unshift(month);
  return months;
}
