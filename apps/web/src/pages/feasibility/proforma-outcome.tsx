import type { ProformaResult, SensitivityCell } from '@connect/domain/proforma';
import { ChartFrame } from '@connect/ui/chart-frame';
import { amount, count, date, money, moneyShort } from '@connect/ui/format';
import { Facts, Panel } from '@connect/ui/panel';
import { addDays } from '@connect/ui/parse';
import { TimeChart } from '@connect/ui/time-chart';
import { share } from '../deals/share.ts';
import styles from './proforma-outcome.module.css';

/** Return on cost over five prices and five costs; the middle is the deal as typed. */
export function Sensitivity({ result }: { result: ProformaResult }) {
  const prices = result.sensitivity[0] ?? [];
  return (
    <Panel
      title="Sensitivity"
      note="Return on cost when the price and every cost but land turn out otherwise."
      flush
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.heatScroll} aria-label="Sensitivity, table" tabIndex={0}>
        <table className={styles.heat}>
          <caption className={styles.hidden}>Return on cost by change of cost and price</caption>
          <thead>
            <tr>
              <th scope="col">Cost</th>
              {prices.map((cell) => (
                <th key={cell.price} scope="col">
                  Price {changed(cell.price)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {result.sensitivity.map((row) => (
              <tr key={row[0]?.cost}>
                <th scope="row">{changed(row[0]?.cost ?? '0')}</th>
                {row.map((cell) => (
                  <td key={cell.price} data-level={level(cell)} data-base={isBase(cell) || undefined}>
                    {share(cell.roi)}
                    <span>{moneyShort(cell.profitCents)}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

const isBase = (cell: SensitivityCell) => Number(cell.price) === 0 && Number(cell.cost) === 0;
const changed = (decimal: string): string => {
  const percent = Math.round(Number(decimal) * 100);
  return percent === 0 ? 'as typed' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`;
};

/* Steps of the house yardstick for return on cost: nothing below 0, all from 20%. */
function level(cell: SensitivityCell): number {
  const roi = Number(cell.roi ?? -1);
  return roi < 0 ? 0 : roi < 0.05 ? 1 : roi < 0.1 ? 2 : roi < 0.2 ? 3 : 4;
}

/** What the loan and the equity have in the deal, month by month. */
export function CashFlow({ result }: { result: ProformaResult }) {
  const { months } = result;
  const from = months[0]?.date ?? '';
  const to = months.at(-1)?.date ?? '';
  let equity = 0n;
  const invested = months.map((month) => {
    equity += month.equityCents;
    return { date: month.date as string, value: Number(equity) };
  });
  return (
    <ChartFrame
      title="Cash flow"
      note={`A plan, nothing is posted. Sold ${date(to)} for ${money(result.netRevenueCents)} after selling cost.`}
      table={{
        columns: [
          'Month',
          'Cost',
          'Interest',
          'Equity in',
          'Loan drawn',
          'Loan balance',
          'Revenue',
          'Equity flow',
        ],
        rows: months.map((month) => [
          date(month.date),
          amount(month.costCents),
          amount(month.interestCents),
          amount(month.equityCents),
          amount(month.loanCents),
          amount(month.loanBalanceCents),
          amount(month.revenueCents),
          amount(month.equityFlowCents),
        ]),
      }}
    >
      <TimeChart
        from={from}
        to={to}
        // Everything is a plan: nothing is drawn as posted.
        today={addDays(from, -1)}
        series={[
          {
            key: 'loan',
            label: 'Loan',
            color: 'principal',
            kind: 'step',
            points: months
              .slice(0, -1)
              .map((month) => ({ date: month.date, value: Number(month.loanBalanceCents) })),
          },
          { key: 'equity', label: 'Equity', color: 'interest', kind: 'step', points: invested.slice(0, -1) },
          {
            key: 'cost',
            label: 'Cost',
            color: 'other',
            kind: 'bars',
            points: months.map((month) => ({
              date: month.date,
              value: Number(month.costCents + month.interestCents),
            })),
          },
        ]}
      />
    </ChartFrame>
  );
}

/** The score with each of its parts: what it is worth, out of what, between which yardsticks. */
export function ViabilityPanel({ result }: { result: ProformaResult }) {
  const { score, parts } = result.viability;
  return (
    <Panel
      title="Viability"
      aside={
        <b className={styles.score}>
          {score}
          <span> of 100</span>
        </b>
      }
      footer="It sorts and explains. People decide."
    >
      <ul className={styles.parts}>
        {parts.map((part) => (
          <li key={part.key}>
            <span className={styles.partHead}>
              <span>
                {part.label} <b className="num">{share(part.value)}</b>
              </span>
              <span className="num">
                {part.points} of {part.outOf}
              </span>
            </span>
            <span className={styles.track} aria-hidden="true">
              <span style={{ width: `${(part.points / part.outOf) * 100}%` }} />
            </span>
            <span className="label">
              Nothing at {share(part.floor)}, all at {share(part.target)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The figures that do not fit the footer. */
export function OutcomeFacts({ result }: { result: ProformaResult }) {
  const months = result.months.length - 1;
  return (
    <Panel title="Outcome">
      <Facts
        items={[
          { label: 'Sales price', value: money(result.salesPriceCents) },
          { label: 'Selling cost', value: money(-result.sellingCostCents) },
          { label: 'Total cost', value: money(-result.totalCostCents) },
          { label: <b>Profit</b>, value: <b>{money(result.profitCents)}</b> },
          { label: 'Margin on price', value: share(result.margin) },
          { label: 'Break-even price', value: money(result.breakEvenPriceCents) },
          { label: 'Present value of the equity', value: money(result.npvCents) },
          { label: 'IRR of the equity', value: result.irr === null ? '–' : share(result.irr) },
          { label: 'IRR without the loan', value: share(result.unleveredIrr) },
          { label: 'Loan', value: money(result.loanAmountCents) },
          { label: 'Equity', value: money(result.equityCents) },
          { label: 'From closing to sale', value: count(months, 'month') },
        ]}
      />
      {result.irrNote ? <p className="label">{result.irrNote}</p> : null}
    </Panel>
  );
}
