import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { bookDate, date, money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Person } from '@connect/ui/person';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { IconMapPin } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan, useUser } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { useWhole } from '../../state/use-whole.ts';
import { dealFilters, SORTS, STAGES, type StaffMember } from './deal-views.ts';
import styles from './deals.module.css';
import { cents } from './pipeline-table.tsx';
import { share } from './share.ts';
import type { ProjectRow } from './types.ts';

const NEWEST = { key: 'createdAt', desc: true };
const view = (id: string, name: string, stage?: string): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: stage ? { stage } : {}, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('building', 'Funded and servicing', 'funded,servicing'),
  view('closed', 'Closed', 'closed'),
  view('over', 'Passed and withdrawn', 'pass,withdrawn'),
];

const COLUMNS: readonly Column<ProjectRow>[] = [
  {
    key: 'address',
    header: 'Address',
    sort: 'address',
    cell: (row) => (
      <span className={styles.key}>
        {row.address} <span className={styles.place}>{row.neighborhood ?? row.city}</span>
      </span>
    ),
    csv: (row) => row.address,
  },
  { key: 'number', header: 'Number', cell: (row) => row.number ?? '–', csv: (row) => row.number },
  {
    key: 'stage',
    header: 'Stage',
    phone: true,
    cell: (row) => <StatusTag kind="project" state={row.stage} />,
    csv: (row) => row.stage,
  },
  {
    key: 'since',
    header: 'Since',
    align: 'right',
    sort: 'stageSince',
    phone: true,
    cell: (row) => date(bookDate(row.stageSince)),
    csv: (row) => bookDate(row.stageSince),
  },
  { key: 'builder', header: 'Builder', cell: (row) => row.builderName ?? '–', csv: (row) => row.builderName },
  {
    key: 'ask',
    header: 'Ask',
    align: 'right',
    cell: (row) => money(row.askCents, { cents: false }),
    csv: (row) => cents(row.askCents),
  },
];
const INTERNAL: readonly Column<ProjectRow>[] = [
  {
    key: 'returnOnCost',
    header: 'Return on cost',
    align: 'right',
    cell: (row) => share(row.returnOnCost),
    csv: (row) => row.returnOnCost,
  },
  {
    key: 'owner',
    header: 'Owner',
    cell: (row) => <Person name={row.ownerName} />,
    csv: (row) => row.ownerName,
  },
  {
    key: 'createdAt',
    header: 'Lead',
    align: 'right',
    sort: 'createdAt',
    cell: (row) => date(bookDate(row.createdAt)),
    csv: (row) => bookDate(row.createdAt),
  },
];

/** Every project the user may see, dense. */
export function ProjectsPage() {
  usePageTitle('Projects');
  const { role } = useUser();
  const staffPage = useCan()('read:notes');
  const list = useSavedList({ key: 'projects', defaults: { sort: NEWEST }, views: VIEWS });
  const staff = useWhole<StaffMember>('/v1/staff', {}, { enabled: staffPage });
  const projects = useList<ProjectRow>('/v1/projects', {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  });
  const columns = staffPage ? [...COLUMNS, ...INTERNAL] : COLUMNS.filter(({ key }) => key !== 'ask');
  const stage: FilterDef = { key: 'stage', label: 'Stage', kind: 'choice', options: STAGES, pinned: true };
  const others = dealFilters(staff.data?.items ?? []).filter(({ key }) => key !== 'ask' && key !== 'waits');
  return (
    <>
      <PageHeader title={role === 'builder' ? 'My projects' : 'Projects'} />
      {staffPage ? <SavedViews {...list.viewProps} /> : null}
      <FilterBar
        filters={[stage, ...(staffPage ? others : others.filter(({ key }) => key === 'q'))]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Projects"
          columns={columns}
          rowKey={(row) => row.id}
          rowHref={(row) => `/projects/${row.id}`}
          {...tableProps(projects, list, 'Projects')}
          exportAs={() =>
            void exportList({
              path: '/v1/projects',
              name: 'projects',
              columns,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconMapPin} title="No project fits">
              {staffPage
                ? 'A lead is a project from its first minute. Clear a filter to see more.'
                : 'Projects that you build appear here once we have named you.'}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
