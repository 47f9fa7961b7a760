import { ChartFrame } from '@connect/ui/chart-frame';
import { moneyShort } from '@connect/ui/format';
import { Bars } from '@connect/ui/stacked-bars';
import { statusOf } from '@connect/ui/status';
import { useRecord } from '../../state/use-record.ts';
import { OPEN_STAGES } from '../deals/deal-views.ts';

/** How many deals stand in each open stage. */
export function StagesChart() {
  const board = useRecord('/v1/reports/dashboard');
  if (!board.data) return null;
  const rows = OPEN_STAGES.map((stage) => {
    const found = board.data.stages.find((row) => row.stage === stage);
    return {
      stage,
      word: statusOf('project', stage).word,
      count: found?.count ?? 0,
      ask: found?.askCents ?? 0,
    };
  });
  return (
    <ChartFrame
      title="Open deals by stage"
      table={{
        columns: ['Stage', 'Deals', 'Asked'],
        rows: rows.map(({ word, count, ask }) => [word, count, moneyShort(ask)]),
      }}
    >
      <Bars
        rows={rows.map(({ stage, word, count }) => ({
          key: stage,
          label: word,
          value: count,
          text: String(count),
          href: `/pipeline?layout=table&stage=${stage}`,
        }))}
      />
    </ChartFrame>
  );
}
