/** Months as the API writes them, `2026-11`. */
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

/** "November 2026". */
export const monthName = (period: string): string => `${monthWord(period)} ${period.slice(0, 4)}`;

/** "November". */
export const monthWord = (period: string): string => NAMES[Number(period.slice(5, 7)) - 1] ?? period;

/** The month `by` months away. */
export function addMonth(period: string, by: number): string {
  const at = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + by;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
