import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { bookDate, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconClipboardCheck, IconDeviceIpad } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useUser } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './servicing.module.css';
import type { InspectionRow } from './types.ts';
import { useInspectors } from './use-inspectors.ts';

const BY_DAY = { key: 'scheduledFor', desc: false };
const NEWEST = { key: 'createdAt', desc: true };
const view = (id: string, name: string, state: string | undefined, sort = BY_DAY): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: state ? { state } : {}, sort, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('ahead', 'Ahead', 'scheduled,in_progress,returned'),
  view('accept', 'To accept', 'submitted'),
  view('done', 'Accepted', 'accepted', NEWEST),
  view('all', 'All', undefined, NEWEST),
];
const STATES = [
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'in_progress', label: 'In progress' },
  { value: 'submitted', label: 'Submitted' },
  { value: 'returned', label: 'Returned' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'cancelled', label: 'Cancelled' },
  { value: 'scheduled,in_progress,returned', label: 'Ahead' },
];

const dueTone = (row: InspectionRow): string | undefined =>
  ['scheduled', 'in_progress', 'returned'].includes(row.state) && row.scheduledFor < bookDate(new Date())
    ? 'var(--bad)'
    : undefined;

export const INSPECTION_COLUMNS: readonly Column<InspectionRow>[] = [
  {
    key: 'address',
    header: 'Inspection',
    cell: (row) => (
      <span className={styles.key}>
        {row.address} <span className={styles.place}>Draw {row.drawNumber ?? '–'}</span>
      </span>
    ),
    csv: (row) => row.address,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => <StatusTag kind="inspection" state={row.state} />,
    csv: (row) => row.state,
  },
  { key: 'loan', header: 'Loan', cell: (row) => row.loanNumber, csv: (row) => row.loanNumber },
  {
    key: 'inspector',
    header: 'Inspector',
    cell: (row) => row.inspectorName ?? '–',
    csv: (row) => row.inspectorName,
  },
  {
    key: 'due',
    header: 'Day',
    align: 'right',
    phone: true,
    cell: (row) => (
      <span style={{ color: dueTone(row), fontWeight: dueTone(row) && 600 }}>{date(row.scheduledFor)}</span>
    ),
    csv: (row) => row.scheduledFor,
  },
  {
    key: 'lines',
    header: 'Lines set',
    align: 'right',
    cell: (row) => `${row.linesSet} of ${row.lineCount}`,
    csv: (row) => `${row.linesSet} of ${row.lineCount}`,
  },
  {
    key: 'submitted',
    header: 'Submitted',
    align: 'right',
    cell: (row) => (row.submittedAt ? date(bookDate(row.submittedAt)) : '–'),
    csv: (row) => row.submittedAt,
  },
];

/** Visits to sites: what is ahead, what waits to be accepted. An inspector has the own ones. */
export function InspectionsPage() {
  usePageTitle('Inspections');
  const { role } = useUser();
  const staff = role !== 'inspector';
  const list = useSavedList({ key: 'inspections', defaults: { sort: BY_DAY }, views: VIEWS });
  const counts = useCounts('/v1/inspections', list.views);
  const inspectors = useInspectors(staff);
  const inspections = useList<InspectionRow>('/v1/inspections', {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  });
  return (
    <>
      <PageHeader
        title="Inspections"
        actions={
          staff ? null : (
            <Button component="a" href="/inspect/" leftSection={<IconDeviceIpad size={16} stroke={1.75} />}>
              Open the inspection app
            </Button>
          )
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      <FilterBar
        filters={filtersOf(staff ? inspectors : null)}
        values={list.filters}
        onChange={list.setFilters}
        sorts={[
          { ...BY_DAY, label: 'By day of the visit' },
          { ...NEWEST, label: 'Newest first' },
        ]}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Inspections"
          columns={INSPECTION_COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => `/inspections/${row.id}`}
          {...tableProps(inspections, list, 'Inspections')}
          exportAs={() =>
            void exportList({
              path: '/v1/inspections',
              name: 'inspections',
              columns: INSPECTION_COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState
              icon={IconClipboardCheck}
              title={list.viewId === 'accept' ? 'Nothing to accept' : 'No inspection here'}
              actions={
                staff ? (
                  <Button component="a" href="/draws?state=requested" variant="default">
                    Draws that wait for a visit
                  </Button>
                ) : null
              }
            >
              {staff
                ? 'A visit appears here when it is scheduled from a draw that was asked for.'
                : 'Visits that are given to you appear here and in the inspection app.'}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

const filtersOf = (inspectors: readonly { value: string; label: string }[] | null): FilterDef[] => [
  { key: 'state', label: 'State', kind: 'choice', pinned: true, options: STATES },
  ...(inspectors
    ? [
        {
          key: 'inspectorId',
          label: 'Inspector',
          kind: 'choice' as const,
          any: 'Anyone',
          pinned: true,
          options: inspectors,
        },
      ]
    : []),
  { key: 'from', label: 'From', kind: 'date', pinned: true },
  { key: 'to', label: 'To', kind: 'date', pinned: true },
];
