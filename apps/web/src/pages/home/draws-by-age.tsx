import { ChartFrame } from '@connect/ui/chart-frame';
import { clockTone } from '@connect/ui/clock-bar';
import { duration, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StackedBars } from '@connect/ui/stacked-bars';
import { StatusTag } from '@connect/ui/status-tag';
import { QueryError } from '../../components/loaded.tsx';
import { useNow } from '../../state/use-now.ts';
import { useRecord } from '../../state/use-record.ts';
import { minutesSince } from '../deals/signal.tsx';
import type { ServicingDesk } from '../deals/types.ts';
import styles from './home.module.css';

const PARTS = [
  { key: 'us', label: 'Us', color: 'principal' },
  { key: 'inspector', label: 'Inspector', color: 'mid' },
  { key: 'builder', label: 'Builder', color: 'other' },
] as const;
const AGES: Record<string, string> = {
  '0_to_2_days': '0 to 2 days',
  '3_to_5_days': '3 to 5 days',
  '6_to_9_days': '6 to 9 days',
  '10_days_or_more': '10 days or more',
};

/** Open draws by age and by whose turn it is, and the oldest that wait for us. */
export function DrawsByAge() {
  const board = useRecord('/v1/reports/dashboard', {}, { refetchInterval: 60_000 });
  const desk = useRecord('/v1/reports/servicing');
  const ages = board.data?.draws?.ages;
  if (!ages)
    return (
      <Panel title="Draws by age, and who they wait for" flush={board.isError}>
        {board.isError ? (
          <QueryError
            problem={board.error}
            failed="The draws could not be loaded"
            onRetry={() => void board.refetch()}
          />
        ) : (
          <LinesSkeleton />
        )}
      </Panel>
    );
  return (
    <div className={styles.rows}>
      <ChartFrame
        title="Draws by age, and who they wait for"
        table={{
          columns: ['Age', ...PARTS.map(({ label }) => label), 'Draws'],
          rows: ages.map((row) => [
            AGES[row.age] ?? row.age,
            row.us,
            row.inspector,
            row.builder,
            row.us + row.inspector + row.builder,
          ]),
        }}
        footer={desk.data?.oldest.length ? <Oldest draws={desk.data.oldest} /> : undefined}
      >
        <StackedBars
          parts={PARTS}
          rows={ages.map((row) => ({
            key: row.age,
            label: AGES[row.age] ?? row.age,
            values: { us: row.us, inspector: row.inspector, builder: row.builder },
          }))}
        />
      </ChartFrame>
    </div>
  );
}

const TWO_DAYS = 2 * 1440;
const FIVE_DAYS = 5 * 1440;

function Oldest({ draws }: { draws: ServicingDesk['oldest'] }) {
  const now = useNow(60);
  const clock = (moment: string | null, goal: number) => {
    const minutes = moment ? minutesSince(moment, now) : null;
    return (
      <span className={styles.tone} data-tone={clockTone(minutes, goal)}>
        {duration(minutes)}
      </span>
    );
  };
  return (
    <div className={styles.footTable}>
      <table className={styles.table}>
        <caption>Oldest draws that wait for us</caption>
        <thead>
          <tr>
            <th scope="col">Oldest, waiting for us</th>
            <th scope="col">State</th>
            <th scope="col" data-right data-wide>
              Asked
            </th>
            <th scope="col" data-right>
              Submitted
            </th>
            <th scope="col" data-right data-wide>
              Complete
            </th>
          </tr>
        </thead>
        <tbody>
          {draws.map((draw) => (
            <tr key={draw.id}>
              <td>
                <a href={`/draws/${draw.id}`}>Draw {draw.number}</a> {draw.address}
              </td>
              <td>
                <StatusTag kind="draw" state={draw.state} />
              </td>
              <td data-right data-wide>
                {money(draw.requestedCents)}
              </td>
              <td data-right>{clock(draw.requestedAt, FIVE_DAYS)}</td>
              <td data-right data-wide>
                {clock(draw.fileCompleteAt, TWO_DAYS)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
