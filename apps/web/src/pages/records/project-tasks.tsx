import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { Panel } from '@connect/ui/panel';
import { Button, SegmentedControl } from '@mantine/core';
import { IconPlus, IconSquareCheck } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { tableProps } from '../../components/table-props.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { taskColumns } from './task-columns.tsx';
import type { Project } from './types.ts';

const TaskDrawer = lazy(() => import('./task-drawer.tsx').then((m) => ({ default: m.TaskDrawer })));
const TaskForm = lazy(() => import('./task-form.tsx').then((m) => ({ default: m.TaskForm })));

const COLUMNS = taskColumns(null);

/** The tasks of one project: what is open, or all there ever was. */
export function ProjectTasksTab({ project }: { project: Project }) {
  const can = useCan();
  const [show, setShow] = useState('open');
  const tasks = useList('/v1/tasks', {
    filters: { projectId: project.id, state: show === 'open' ? 'open' : undefined },
    sort: { key: 'due', desc: false },
    withTotal: true,
  });
  const [openId, setOpenId] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title="Tasks"
      flush
      aside={
        <>
          <SegmentedControl
            aria-label="Which tasks"
            value={show}
            onChange={setShow}
            data={[
              { value: 'open', label: 'Open' },
              { value: 'all', label: 'All' },
            ]}
          />
          {can('read:notes') && can('write:tasks') ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setAdding(true)}
            >
              New task
            </Button>
          ) : null}
        </>
      }
    >
      <DataTable
        label="Tasks of the project"
        columns={COLUMNS}
        rowKey={(task) => task.id}
        onOpen={(task) => setOpenId(task.id)}
        activeKey={openId}
        {...tableProps(tasks, undefined, 'Tasks')}
        rowTone={(task) => (task.closedAt ? 'muted' : undefined)}
        empty={
          <EmptyState icon={IconSquareCheck} title="Nothing to do here">
            Tasks appear here by themselves as the deal moves on.
          </EmptyState>
        }
      />
      <Suspense>
        {openId ? <TaskDrawer id={openId} onClose={() => setOpenId(null)} /> : null}
        {adding ? (
          <TaskForm
            task={null}
            project={{ id: project.id, name: project.address }}
            onClose={() => setAdding(false)}
          />
        ) : null}
      </Suspense>
    </Panel>
  );
}
