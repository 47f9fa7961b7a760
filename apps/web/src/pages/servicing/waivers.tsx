import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { IconFileDescription } from '@tabler/icons-react';
import { lazy } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { loanFilter } from '../../components/record-filters.ts';
import { SearchField } from '../../components/search-field.tsx';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useUser } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { WAIVER_COLUMNS } from './waiver-columns.tsx';

const MyWaivers = lazy(() =>
  import('../partners-builder/my-waivers.tsx').then((m) => ({ default: m.MyWaivers })),
);

const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'createdAt', desc: false, label: 'Longest missing first' },
  { key: 'amount', desc: true, label: 'Largest first' },
];
const view = (id: string, name: string, state?: string): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: state ? { state } : {}, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('missing', 'Missing', 'required,requested'),
  view('received', 'To check', 'received'),
  view('accepted', 'Paired', 'accepted'),
  view('all', 'All'),
];
const FILTERS: FilterDef[] = [
  loanFilter(),
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'required,requested', label: 'Missing or asked' },
      { value: 'required', label: 'Missing' },
      { value: 'requested', label: 'Asked' },
      { value: 'received', label: 'Received' },
      { value: 'accepted', label: 'Paired' },
      { value: 'waived', label: 'Waived' },
    ],
  },
];

/** Every lien waiver that draws need, for the staff; a builder has a page of the own ones. */
export function WaiversPage() {
  const { role } = useUser();
  return role === 'builder' ? <MyWaivers /> : <StaffWaivers />;
}

function StaffWaivers() {
  usePageTitle('Lien waivers');
  const list = useSavedList({ key: 'waivers', views: VIEWS });
  const { filters, sort } = list;
  const counts = useCounts('/v1/lien-waivers', list.views);
  const waivers = useList('/v1/lien-waivers', { filters, sort, withTotal: true });
  return (
    <>
      <PageHeader title="Lien waivers" />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      <FilterBar
        filters={FILTERS}
        values={filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={sort}
        onSort={list.setSort}
        lead={
          <SearchField
            label="Payee or address"
            value={filters.q}
            onChange={(q) => list.setFilters({ ...filters, q })}
          />
        }
      />
      <Panel flush>
        <DataTable
          label="Lien waivers"
          columns={WAIVER_COLUMNS}
          rowKey={(waiver) => waiver.id}
          rowHref={(waiver) => `/draws/${waiver.drawId}`}
          {...tableProps(waivers, list, 'Lien waivers')}
          exportAs={() =>
            void exportList({
              path: '/v1/lien-waivers',
              name: 'waivers',
              columns: WAIVER_COLUMNS,
              filters,
              sort,
            })
          }
          empty={
            <EmptyState icon={IconFileDescription} title="No waiver fits">
              With each draw, payees promise to waive their lien once paid, and waive it for what was paid
              before. Each one that a draw needs appears here; its row opens the draw.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
