import { INTERNAL_ROLES } from '@connect/domain/permissions';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { bookDate } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconPlus, IconSquareCheck } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useProjectNames } from '../../state/use-project-names.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { useWhole } from '../../state/use-whole.ts';
import { taskColumns } from './task-columns.tsx';

const TaskDrawer = lazy(() => import('./task-drawer.tsx').then((m) => ({ default: m.TaskDrawer })));
const TaskForm = lazy(() => import('./task-form.tsx').then((m) => ({ default: m.TaskForm })));

const DUE = { key: 'due', desc: false };
const view = (id: string, name: string, filters: View['state']['filters'], urgent = false): View => ({
  id,
  name,
  builtIn: true,
  urgent,
  state: { filters, sort: DUE, hidden: [], layout: 'table' },
});
const viewsFor = (staff: boolean, today: string): View[] => [
  view('mine', 'Mine', { mine: 'true', state: 'open' }),
  view('overdue', 'Overdue', { ...(staff ? {} : { mine: 'true' }), state: 'open', dueBefore: today }, true),
  ...(staff ? [view('all', 'All open', { state: 'open' })] : []),
  view('done', 'Done', { ...(staff ? {} : { mine: 'true' }), state: 'completed' }),
];
const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'pending', label: 'Pending' },
  { value: 'in_progress', label: 'In progress' },
  { value: 'completed', label: 'Completed' },
  { value: 'cancelled', label: 'Cancelled' },
];
const SORTS = [
  { ...DUE, label: 'Most urgent first' },
  { key: 'createdAt', desc: true, label: 'Newest first' },
];

/** What has to be done: one's own, then everybody's. */
export function TasksPage() {
  usePageTitle('Tasks');
  const can = useCan();
  const staff = can('read:notes');
  const views = viewsFor(staff, bookDate(new Date()));
  const list = useSavedList({ key: 'tasks', defaults: { sort: DUE }, views });
  const tasks = useList('/v1/tasks', { filters: list.filters, sort: list.sort, withTotal: true });
  const counts = useCounts('/v1/tasks', list.views);
  const people = useWhole('/v1/staff', {}, { enabled: staff });
  const addresses = useProjectNames(tasks.items.map((task) => task.projectId));
  const columns = taskColumns(addresses);
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHeader
        title="Tasks"
        actions={
          staff && can('write:tasks') ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>
              New task
            </Button>
          ) : null
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      {staff ? (
        <FilterBar
          filters={filtersFor(people.data?.items ?? [])}
          values={list.filters}
          onChange={list.setFilters}
          sorts={SORTS}
          sort={list.sort}
          onSort={list.setSort}
        />
      ) : null}
      <Panel flush>
        <DataTable
          label="Tasks"
          columns={columns}
          rowKey={(task) => task.id}
          onOpen={(task) => setOpenId(task.id)}
          activeKey={openId}
          {...tableProps(tasks, list, 'Tasks')}
          rowTone={(task) => (task.closedAt ? 'muted' : undefined)}
          exportAs={() =>
            void exportList({
              path: '/v1/tasks',
              name: 'tasks',
              columns,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconSquareCheck} title="Nothing to do here">
              Tasks appear here by themselves as deals move on, and those that somebody gives to you.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>
        {openId ? <TaskDrawer id={openId} onClose={() => setOpenId(null)} /> : null}
        {adding ? <TaskForm task={null} onClose={() => setAdding(false)} /> : null}
      </Suspense>
    </>
  );
}

const filtersFor = (staff: readonly { id: string; displayName: string }[]): FilterDef[] => [
  { key: 'state', label: 'State', kind: 'choice', options: STATES, pinned: true },
  {
    key: 'mine',
    label: 'Whose',
    kind: 'choice',
    any: 'Everybody’s',
    pinned: true,
    options: [
      { value: 'true', label: 'Mine' },
      { value: 'false', label: 'Others’' },
    ],
  },
  {
    key: 'assigneeId',
    label: 'With',
    kind: 'choice',
    any: 'Anyone',
    options: staff.map(({ id, displayName }) => ({ value: id, label: displayName })),
  },
  {
    key: 'assigneeRole',
    label: 'Role',
    kind: 'choice',
    options: INTERNAL_ROLES.map((value) => ({
      value,
      label: value.charAt(0).toUpperCase() + value.slice(1),
    })),
  },
  { key: 'dueBefore', label: 'Due before', kind: 'date' },
];
