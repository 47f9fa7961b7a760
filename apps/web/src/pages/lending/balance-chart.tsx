import { ChartFrame } from '@connect/ui/chart-frame';
import { amount, date, moneyShort } from '@connect/ui/format';
import { addDays } from '@connect/ui/parse';
import { TimeChart, type TimePoint } from '@connect/ui/time-chart';
import { useMemo } from 'react';
import { comingSeries, postedSeries } from './chart-series.ts';
import type { Balances, Loan, Posting } from './types.ts';

type Props = { loan: Loan; balances: Balances; postings: readonly Posting[] };

/** Principal against the loan's amount; below it interest billed and the reserve that pays it. */
export function BalanceChart({ loan, balances, postings }: Props) {
  const posted = useMemo(() => postedSeries(postings), [postings]);
  const coming = useMemo(() => comingSeries(loan, balances), [loan, balances]);
  const principal = [...posted.principal, ...coming.principal];
  const billed = [...posted.billed, ...coming.billed];
  const hasReserve = loan.interestFrom === 'reserve' && posted.reserve.length > 0;
  const reserve = hasReserve
    ? [
        ...posted.reserve,
        ...(coming.reserve.length
          ? coming.reserve
          : [{ date: balances.asOf, value: balances.reserveUndrawnCents }]),
      ]
    : [];
  const from = loan.fundedOn ?? balances.asOf;
  const span = {
    from,
    // The last bill's bar stands on its day; half of it needs room.
    to: addDays(latest([...principal, ...billed, ...reserve], loan.maturityDate, balances), 12),
    today: balances.asOf,
  };
  return (
    <ChartFrame
      title="Principal, interest and reserve"
      note="Solid: posted. Dashed and pale: forecast without further draws."
      table={{
        columns: ['Date', 'Principal', 'Interest billed', 'Reserve left'],
        rows: tableRows(principal, billed, reserve, balances.asOf),
      }}
    >
      <TimeChart
        {...span}
        months={false}
        limit={{ value: loan.amountCents, label: `Loan ${moneyShort(loan.amountCents)}` }}
        series={[
          {
            key: 'principal',
            label: 'Principal',
            color: 'principal',
            kind: 'step',
            area: true,
            points: principal,
          },
        ]}
      />
      <TimeChart
        {...span}
        height={150}
        marks={[
          ...(balances.reserveLastsUntil && balances.reserveLastsUntil < span.to
            ? [
                {
                  date: balances.reserveLastsUntil,
                  label: `Reserve runs out ${date(balances.reserveLastsUntil, { year: false })}`,
                  tone: 'look' as const,
                },
              ]
            : []),
        ]}
        series={[
          { key: 'billed', label: 'Interest billed', color: 'interest', kind: 'bars', points: billed },
          ...(hasReserve
            ? [
                {
                  key: 'reserve',
                  label: 'Interest reserve',
                  color: 'reserve' as const,
                  kind: 'line' as const,
                  points: reserve,
                },
              ]
            : []),
        ]}
      />
    </ChartFrame>
  );
}

function latest(points: readonly TimePoint[], maturity: string | null, balances: Balances): string {
  const first = maturity && balances.principalCents > 0 ? maturity : balances.asOf;
  return points.reduce((last, { date: day }) => (day > last ? day : last), first);
}

function tableRows(
  principal: readonly TimePoint[],
  billed: readonly TimePoint[],
  reserve: readonly TimePoint[],
  asOf: string,
) {
  const dates = [...new Set([...principal, ...billed, ...reserve].map((point) => point.date))].sort();
  const at = (list: readonly TimePoint[], day: string) => list.find((point) => point.date === day)?.value;
  return dates.map((day) => [
    `${date(day)}${day > asOf ? ', forecast' : ''}`,
    ...[principal, billed, reserve].map((list) => amount(at(list, day) ?? null)),
  ]);
}
