import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { words } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconBuildingCommunity, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { projectFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { PERMIT_COLUMNS } from './permit-columns.tsx';
import { PERMIT_TYPES, WITH_CITY, WITH_US } from './permit-words.ts';

const PlanPermit = lazy(() => import('./plan-permit.tsx').then((m) => ({ default: m.PlanPermit })));

const LONGEST = { key: 'stateSince', desc: false };
const view = (id: string, name: string, state?: string): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: state ? { state } : {}, sort: LONGEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('city', 'With the city', WITH_CITY),
  view('us', 'With us', WITH_US),
  view('corrections', 'Corrections', 'corrections'),
  view('issued', 'In force', 'issued,renewed'),
  view('all', 'All'),
];
const STATES = [
  { value: WITH_CITY, label: 'With the city' },
  { value: WITH_US, label: 'With us' },
  ...[
    'planning',
    'submitted',
    'incomplete',
    'complete',
    'under_review',
    'corrections',
    'resubmitted',
    'approved',
    'issued',
    'renewed',
    'finaled',
    'expired',
    'denied',
    'withdrawn',
  ].map((value) => ({ value, label: words(value) })),
];
const FILTERS: FilterDef[] = [
  projectFilter({ pinned: true }),
  { key: 'state', label: 'State', kind: 'choice', options: STATES, pinned: true },
  { key: 'type', label: 'Type', kind: 'choice', options: PERMIT_TYPES, pinned: true },
];
const SORTS = [
  { ...LONGEST, label: 'Longest in state first' },
  { key: 'createdAt', desc: true, label: 'Newest first' },
];

/** Every permit with its two clocks: days with the city, days with us. */
export function PermitsPage() {
  usePageTitle('Permits');
  const can = useCan();
  const list = useSavedList({ key: 'permits', defaults: { sort: LONGEST }, views: VIEWS });
  const permits = useList('/v1/permits', { filters: list.filters, sort: list.sort, withTotal: true });
  const counts = useCounts('/v1/permits', list.views);
  const [planning, setPlanning] = useState(false);
  return (
    <>
      <PageHeader
        title="Permits"
        actions={
          can('write:permits') ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setPlanning(true)}>
              Plan a permit
            </Button>
          ) : null
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
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
          label="Permits"
          columns={PERMIT_COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => `/permits/${row.id}`}
          {...tableProps(permits, list, 'Permits')}
          exportAs={() =>
            void exportList({
              path: '/v1/permits',
              name: 'permits',
              columns: PERMIT_COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconBuildingCommunity} title="No permit fits">
              Permits appear here with the days that the city and we have had them. Clear a filter to see
              more.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>{planning ? <PlanPermit onClose={() => setPlanning(false)} /> : null}</Suspense>
    </>
  );
}
