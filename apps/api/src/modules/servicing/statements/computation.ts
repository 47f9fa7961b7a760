import { addDays, type CivilDate, formatDate } from '@connect/domain/calendar';
import { type Cents, formatAmount } from '@connect/domain/money';
import type { Pen } from '../../../platform/pdf.ts';

/** One stretch of unchanged principal, as an explanation shows it. */
export interface ComputationRow {
  from: string;
  /** Not included. */
  to: string;
  days: number;
  principalCents: bigint;
  interestDollars: string;
}

/** Points that a heading over the computation wants below it, so that a short table stays on its page. */
export const roomFor = (rows: readonly ComputationRow[]): number => Math.min(300, 110 + 21 * rows.length);

/** The table by which anybody can check interest: stretches, their exact interest to four decimals, one rounding. */
export function computation(
  pen: Pen,
  rows: readonly ComputationRow[],
  exactDollars: string,
  roundedCents: bigint,
): void {
  pen.table(
    [
      { label: 'Days', share: 0.4 },
      { label: 'Count', share: 0.12, align: 'right' },
      { label: 'Principal', share: 0.24, align: 'right' },
      { label: 'Interest', share: 0.24, align: 'right' },
    ],
    [
      ...rows.map((row) => [
        spanOf(row),
        String(row.days),
        formatAmount(BigInt(row.principalCents) as Cents),
        grouped(row.interestDollars),
      ]),
      ...(rows.length > 1 ? [['Sum before rounding', '', '', grouped(exactDollars)]] : []),
    ],
    [
      'Interest, rounded once',
      String(rows.reduce((sum, row) => sum + row.days, 0)),
      '',
      formatAmount(roundedCents as Cents),
    ],
  );
}

const spanOf = ({ from, to, days }: ComputationRow): string =>
  days === 1
    ? formatDate(from as CivilDate)
    : `${formatDate(from as CivilDate)} to ${formatDate(addDays(to as CivilDate, -1))}`;

const grouped = (dollars: string): string => {
  const [whole = '0', fraction = ''] = dollars.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
};
