import { monthName, monthWord } from '@connect/domain/month';
import { Board } from '@connect/ui/board';
import { EmptyState } from '@connect/ui/empty-state';
import { bookDate, count, date, money, moneyShort } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { statusOf } from '@connect/ui/status';
import { Mark } from '@connect/ui/status-tag';
import { IconCash, IconClock } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { COMPLETE_GOAL, SUBMITTED_GOAL, WaitClock } from './clocks.tsx';
import { drawName } from './draw-columns.tsx';
import type { DrawRow, DrawSet } from './types.ts';
import { MakeSet, useDrawSets } from './use-draw-sets.tsx';

/** One month's draws on a board, who has waited longest first. */
export function DrawSetPage() {
  const { id } = usePathParams<{ id: string }>();
  const set = useRecord<DrawSet>('/v1/draw-sets/{id}', { id });
  return (
    <Loaded query={set} failed="This draw set could not be loaded">
      {(record) => <SetBoard set={record} />}
    </Loaded>
  );
}

function SetBoard({ set }: { set: DrawSet }) {
  usePageTitle(`Draws, ${monthName(set.month)}`, `${monthWord(set.month)} set`);
  const can = useCan();
  const sets = useDrawSets();
  const shown = set.columns.filter(({ state, draws }) => draws.length > 0 || ALWAYS.includes(state));
  return (
    <>
      <PageHeader
        title={`${monthName(set.month)} set`}
        crumbs={[
          { label: 'Draws', href: '/draws' },
          { label: 'Sets', href: '/draw-sets' },
          { label: monthWord(set.month) },
        ]}
        facts={[
          `${count(set.drawCount, 'draw')}, ${set.openCount} still open`,
          `${money(set.requestedCents)} asked`,
          `Made ${date(bookDate(set.createdAt))} by ${set.createdByName}`,
        ]}
        actions={can('review:draws') ? <MakeSet sets={sets} month={set.month} /> : null}
      />
      {set.drawCount === 0 ? (
        <Panel flush>
          <EmptyState icon={IconCash} title="No draw in this set">
            Draws that builders ask for are taken in when you open the set again.
          </EmptyState>
        </Panel>
      ) : (
        <Board
          label={`Draws of ${monthName(set.month)} by state`}
          columns={shown.map(({ state, draws }) => ({
            key: state,
            title: statusOf('draw', state).word,
            count: draws.length,
            note: draws.length ? moneyShort(sum(draws)) : 'None',
            cards: draws.map((draw) => ({
              id: draw.id,
              href: `/draws/${draw.id}`,
              title: draw.address,
              place: `${draw.loanNumber}, ${drawName(draw).toLowerCase()}`,
              amount: money(draw.proposedCents ?? draw.requestedCents, { cents: false }),
              line: <Waits draw={draw} />,
              person: draw.reviewerName ?? draw.inspectorName,
            })),
          }))}
        />
      )}
    </>
  );
}

/* Columns that stand there even when nothing is in them: the way through the month. */
const ALWAYS: readonly string[] = [
  'requested',
  'inspection_scheduled',
  'inspection_complete',
  'review',
  'approved',
  'paid',
];
const sum = (draws: readonly DrawRow[]) =>
  draws.reduce((total, draw) => total + BigInt(draw.requestedCents ?? 0), 0n);

function Waits({ draw }: { draw: DrawRow }) {
  const ended = ['paid', 'rejected', 'withdrawn'].includes(draw.state);
  if (ended) return draw.paidOn ? `Paid ${date(draw.paidOn, { year: false })}` : null;
  return (
    <Mark icon={IconClock} tone="wait">
      <WaitClock since={draw.requestedAt} goal={SUBMITTED_GOAL} />
      {draw.fileCompleteAt ? (
        <>
          {' · complete '}
          <WaitClock since={draw.fileCompleteAt} goal={COMPLETE_GOAL} />
        </>
      ) : null}
    </Mark>
  );
}
