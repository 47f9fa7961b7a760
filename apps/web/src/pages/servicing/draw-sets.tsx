import { monthName } from '@connect/domain/month';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { amount, bookDate, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { IconLayoutKanban } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './servicing.module.css';
import type { DrawSetRow } from './types.ts';
import { MakeSet, useDrawSets } from './use-draw-sets.tsx';

const COLUMNS: readonly Column<DrawSetRow>[] = [
  {
    key: 'month',
    header: 'Month',
    sort: 'month',
    cell: (set) => <span className={styles.key}>{monthName(set.month)}</span>,
    csv: (set) => set.month,
  },
  {
    key: 'draws',
    header: 'Draws',
    align: 'right',
    cell: (set) => set.drawCount,
    csv: (set) => set.drawCount,
  },
  {
    key: 'open',
    header: 'Still open',
    align: 'right',
    phone: true,
    cell: (set) => set.openCount,
    csv: (set) => set.openCount,
  },
  {
    key: 'asked',
    header: 'Asked',
    align: 'right',
    phone: true,
    cell: (set) => amount(set.requestedCents),
    csv: (set) => plainCents(set.requestedCents),
  },
  {
    key: 'made',
    header: 'Made',
    align: 'right',
    cell: (set) => date(bookDate(set.createdAt)),
    csv: (set) => bookDate(set.createdAt),
  },
  { key: 'by', header: 'By', cell: (set) => set.createdByName, csv: (set) => set.createdByName },
];

const LATEST = { key: 'month', desc: true };
const SORTS = [
  { ...LATEST, label: 'Latest month first' },
  { key: 'month', desc: false, label: 'Earliest month first' },
];
const view = (id: string, name: string, filters: View['state']['filters'] = {}): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: LATEST, hidden: [], layout: 'table' },
});
const VIEWS = [view('all', 'All'), view('open', 'Still open', { open: 'true' })];
const FILTERS: FilterDef[] = [
  {
    key: 'open',
    label: 'Draws',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'true', label: 'Some still open' },
      { value: 'false', label: 'All paid or ended' },
    ],
  },
];

/** The monthly sets of draws: all active construction loans, inspected and reviewed together. */
export function DrawSetsPage() {
  usePageTitle('Monthly draw sets');
  const can = useCan();
  const known = useDrawSets();
  const list = useSavedList({ key: 'draw-sets', views: VIEWS });
  const sets = useList<DrawSetRow>('/v1/draw-sets', {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  });
  return (
    <>
      <PageHeader
        title="Monthly draw sets"
        crumbs={[{ label: 'Draws', href: '/draws' }, { label: 'Sets' }]}
        actions={can('review:draws') ? <MakeSet sets={known} /> : null}
      />
      <SavedViews {...list.viewProps} />
      <FilterBar
        filters={FILTERS}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Draw sets"
          columns={COLUMNS}
          rowKey={(set) => set.id}
          rowHref={(set) => `/draw-sets/${set.id}`}
          {...tableProps(sets, list, 'Draw sets')}
          exportAs={() =>
            void exportList({
              path: '/v1/draw-sets',
              name: 'draw-sets',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconLayoutKanban} title={list.filters.open ? 'No set fits' : 'No set yet'}>
              Once a month all open draws of active construction loans are put into one set, handed to
              inspectors, then reviewed on one board.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
