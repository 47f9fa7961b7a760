import { monthName } from '@connect/domain/month';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { count } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconCash, IconLayoutKanban } from '@tabler/icons-react';
import { lazy } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan, useUser } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import type { ListState } from '../../state/use-list-state.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { DRAW_COLUMNS, QUIET_COLUMNS } from './draw-columns.tsx';
import { DRAW_SORTS, DRAW_VIEWS, drawFilters } from './draw-table.ts';
import type { DrawRow, LoanRow } from './types.ts';
import { MakeSet, useDrawSets } from './use-draw-sets.tsx';
import { useInspectors } from './use-inspectors.ts';

const MyDraws = lazy(() => import('../partners-builder/my-draws.tsx').then((m) => ({ default: m.MyDraws })));

/** Every draw for the staff; a builder has a page of the own ones in plain words. */
export function DrawsPage() {
  const { role } = useUser();
  return role === 'builder' ? <MyDraws /> : <StaffDraws />;
}

function StaffDraws() {
  usePageTitle('Draws');
  const can = useCan();
  const list = useSavedList({ key: 'draws', defaults: { hidden: QUIET_COLUMNS }, views: VIEWS });
  const counts = useCounts('/v1/draws', list.views);
  const sets = useDrawSets();
  const draws = useList<DrawRow>('/v1/draws', { filters: list.filters, sort: list.sort, withTotal: true });
  return (
    <>
      <PageHeader
        title="Draws"
        actions={
          <>
            <Button
              component="a"
              href="/draw-sets"
              variant="default"
              leftSection={<IconLayoutKanban size={16} stroke={1.75} />}
            >
              Monthly sets
            </Button>
            {can('review:draws') ? <MakeSet sets={sets} /> : null}
          </>
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((view) => ({ ...view, count: counts.get(view.id) ?? null }))}
      />
      <FilterBar
        filters={drawFilters(sets.items.map((set) => ({ value: set.id, label: monthName(set.month) })))}
        values={list.filters}
        onChange={list.setFilters}
        sorts={DRAW_SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Draws"
          columns={DRAW_COLUMNS}
          rowKey={(draw) => draw.id}
          rowHref={(draw) => `/draws/${draw.id}`}
          {...tableProps(draws, list, 'Draws')}
          exportAs={() =>
            void exportList({
              path: '/v1/draws',
              name: 'draws',
              columns: DRAW_COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={<NoDraws list={list} canInvite={can('manage:users')} />}
        />
      </Panel>
    </>
  );
}

const VIEWS = DRAW_VIEWS.map((view) => ({ ...view, state: { ...view.state, hidden: QUIET_COLUMNS } }));

function NoDraws({ list, canInvite }: { list: ListState; canInvite: boolean }) {
  const onDuty = useInspectors();
  const loans = useList<LoanRow>('/v1/loans', { filters: { state: TAKES_DRAWS }, limit: 1, withTotal: true });
  const builtIn = VIEWS.find((view) => view.id === list.viewId);
  const narrowed = !builtIn || JSON.stringify(list.filters) !== JSON.stringify(builtIn.state.filters);
  if (narrowed)
    return (
      <EmptyState icon={IconCash} title="No draw fits">
        Clear a filter to see more.
      </EmptyState>
    );
  const [loan] = loans.items;
  const takers = loans.total ?? 0;
  return (
    <EmptyState
      icon={IconCash}
      title={EMPTY_TITLES[builtIn.id] ?? 'No draws yet'}
      actions={
        canInvite ? (
          <Button component="a" href="/users" variant="default">
            Invite a builder
          </Button>
        ) : null
      }
      ready={[
        {
          key: 'loans',
          title: `${count(takers, 'loan')} ${takers === 1 ? 'takes' : 'take'} draws`,
          note: loan ? (
            <>
              {loan.number}, {loan.address}. <a href={`/loans/${loan.id}`}>Open</a>
            </>
          ) : (
            'A loan takes draws once its deed of trust is recorded.'
          ),
        },
        {
          key: 'inspectors',
          title: `${count(onDuty.length, 'inspector')} on duty`,
          note: onDuty.length
            ? `${onDuty.map(({ label }) => label).join(', ')}.`
            : 'Invite a user with the role Inspector.',
        },
      ]}
    >
      A draw appears here when a builder asks for money, or when you make the monthly set for all active
      construction loans.
    </EmptyState>
  );
}

const TAKES_DRAWS = 'recorded,servicing,default';
const EMPTY_TITLES: Record<string, string> = {
  us: 'Nothing waits on us',
  pay: 'Nothing to pay',
  paid: 'Nothing paid yet',
};
