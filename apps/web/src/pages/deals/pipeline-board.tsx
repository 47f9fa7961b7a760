import { Board, type BoardColumn } from '@connect/ui/board';
import { EmptyState } from '@connect/ui/empty-state';
import type { Filters } from '@connect/ui/filter-bar';
import { count, moneyShort } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { SkeletonBar, Waiting } from '@connect/ui/skeletons';
import { IconLayoutKanban } from '@tabler/icons-react';
import { useState } from 'react';
import { QueryError } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { type List, useList } from '../../state/use-list.ts';
import { useRecord } from '../../state/use-record.ts';
import { OPEN_STAGES, type OpenStage, URGENT } from './deal-views.ts';
import { SignalMark } from './signal.tsx';
import type { Dashboard, Deal } from './types.ts';

const AT_FIRST = 5;
const TITLES: Record<OpenStage, string> = {
  lead: 'Lead',
  feasibility: 'Feasibility',
  go: 'Go',
  funded: 'Funded',
  servicing: 'Servicing',
};

/** The five open stages as columns, the most urgent five cards of each. */
export function PipelineBoard({ filters }: { filters: Filters }) {
  const can = useCan();
  // Leads that nobody answered stand above the answered ones.
  const unanswered = useColumn({ ...filters, stage: 'lead' }, 'answer');
  const answered = useColumn({ ...filters, stage: 'lead' }, 'answered');
  const feasibility = useColumn({ ...filters, stage: 'feasibility' });
  const go = useColumn({ ...filters, stage: 'go' });
  const funded = useColumn({ ...filters, stage: 'funded' });
  const servicing = useColumn({ ...filters, stage: 'servicing' });
  const dashboard = useRecord<Dashboard>('/v1/reports/dashboard', {}, { enabled: can('read:reports') });
  const all = [unanswered, answered, feasibility, go, funded, servicing];
  const failed = all.find(({ list }) => list.problem);
  if (failed)
    return (
      <Panel flush>
        <QueryError
          problem={failed.list.problem}
          failed="The board could not be loaded"
          onRetry={() => {
            for (const { list } of all) list.retry();
          }}
        />
      </Panel>
    );
  if (all.some(({ list }) => list.loading)) return <BoardSkeleton />;
  if (all.every(({ list }) => list.items.length === 0))
    return (
      <Panel flush>
        <EmptyState icon={IconLayoutKanban} title="No deal fits">
          Open deals appear here, each in its stage with what it waits for. Clear a filter to see more.
        </EmptyState>
      </Panel>
    );
  const notes = notesFor(dashboard.data);
  const columns: Record<OpenStage, Column> = {
    lead: joined(unanswered, answered),
    feasibility,
    go,
    funded,
    servicing,
  };
  return (
    <Board
      label="Deals by stage"
      columns={OPEN_STAGES.map((stage): BoardColumn => {
        const { list, more } = columns[stage];
        return {
          key: stage,
          title: TITLES[stage],
          count: list.total ?? list.items.length,
          note: notes[stage],
          cards: list.items.map(cardOf),
          onMore: more,
        };
      })}
    />
  );
}

type Column = { list: List<Deal>; opened: boolean; more: () => void };

function useColumn(filters: Filters, waits?: string): Column {
  const [limit, setLimit] = useState(AT_FIRST);
  // A view that asks for one kind of waiting leaves the other columns empty.
  const asked = filters.waits;
  const clash = asked !== undefined && waits !== undefined && asked !== waits;
  const list = useList<Deal>('/v1/reports/deals', {
    filters: { ...filters, waits: asked ?? waits },
    sort: URGENT,
    limit,
    withTotal: true,
    enabled: !clash,
  });
  return {
    list,
    opened: limit > AT_FIRST,
    more: () => (list.hasMore && limit > AT_FIRST ? list.more() : setLimit(100)),
  };
}

/** Two lists as one column, the first above the second; five cards at first in all. */
function joined(first: Column, second: Column): Column {
  const items = [...first.list.items, ...second.list.items];
  const opened = first.opened || second.opened;
  return {
    opened,
    list: {
      ...second.list,
      items: opened ? items : items.slice(0, AT_FIRST),
      total: (first.list.total ?? 0) + (second.list.total ?? 0),
    },
    more: () => {
      first.more();
      second.more();
    },
  };
}

const cardOf = (deal: Deal): BoardColumn['cards'][number] => ({
  id: deal.id,
  href: `/projects/${deal.id}`,
  title: deal.address,
  place: deal.neighborhood ?? deal.city,
  amount: moneyShort(deal.loanCents ?? deal.askCents),
  line: <SignalMark signal={deal.signal} clock />,
  person: deal.ownerName,
});

function notesFor(dashboard: Dashboard | undefined): Partial<Record<OpenStage, string>> {
  if (!dashboard) return {};
  const { leads, feasibility, permits, loans, draws } = dashboard;
  const held = draws?.states.find(({ state }) => state === 'held')?.count ?? 0;
  const unrecorded = loans?.states.find(({ state }) => state === 'funded')?.count ?? 0;
  return {
    lead: leads.waiting ? `Answer within 20 min, ${leads.waiting} waiting` : 'All answered',
    feasibility: feasibility.decideThisWeek
      ? `${feasibility.decideThisWeek} to decide`
      : 'Reports and proforma',
    go: permits.withCity ? `${count(permits.withCity, 'permit')} with the city` : 'In permits',
    funded: unrecorded ? `Settling, ${unrecorded} to record` : 'Settling',
    ...(loans
      ? { servicing: `${moneyShort(loans.principalCents)} out${held ? `, ${count(held, 'draw')} held` : ''}` }
      : {}),
  };
}

function BoardSkeleton() {
  return (
    <Waiting>
      <SkeletonBar width="100%" height={420} />
    </Waiting>
  );
}
