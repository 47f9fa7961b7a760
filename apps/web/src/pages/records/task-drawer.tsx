import { FormActions } from '@connect/ui/form-grid';
import { date, moment } from '@connect/ui/format';
import { Facts } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { FormDrawer } from '../../components/form-drawer.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MoveBar } from '../../components/move-bar.tsx';
import { useCan } from '../../state/session.ts';
import { useProjectNames } from '../../state/use-project-names.ts';
import { useRecord } from '../../state/use-record.ts';
import { About } from './about.tsx';
import styles from './records.module.css';
import { holderOf } from './task-columns.tsx';
import { TaskForm } from './task-form.tsx';
import type { Task } from './types.ts';

/** One task with its moves. */
export function TaskDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const task = useRecord('/v1/tasks/{id}', { id });
  const [changing, setChanging] = useState(false);
  if (changing && task.data) return <TaskForm task={task.data} onClose={() => setChanging(false)} />;
  return (
    <FormDrawer title={task.data?.title ?? 'Task'} onClose={onClose}>
      <Loaded query={task} failed="This task could not be loaded" waiting={<LinesSkeleton />}>
        {(record) => <Details task={record} onChange={() => setChanging(true)} />}
      </Loaded>
    </FormDrawer>
  );
}

function Details({ task, onChange }: { task: Task; onChange: () => void }) {
  const can = useCan();
  const addresses = useProjectNames([task.projectId]);
  return (
    <div className={styles.stackGap}>
      <div>
        <StatusTag kind="task" state={task.overdue ? 'overdue' : task.state} variant="tag" />
      </div>
      {task.note ? <p style={{ whiteSpace: 'pre-line' }}>{task.note}</p> : null}
      <Facts
        items={[
          {
            label: 'About',
            value: (
              <About
                type={task.subjectType}
                id={task.subjectId}
                projectId={task.projectId}
                address={addresses.get(task.projectId ?? '')}
              />
            ),
          },
          { label: 'Due', value: date(task.dueDate) },
          { label: 'With', value: holderOf(task) },
          { label: 'Opened by', value: `${task.createdByName}, ${moment(task.createdAt)}` },
          ...(task.closedAt
            ? [{ label: 'Closed by', value: `${task.closedByName ?? '–'}, ${moment(task.closedAt)}` }]
            : []),
          ...(task.closedReason ? [{ label: 'Why', value: task.closedReason }] : []),
        ]}
      />
      <FormActions>
        {can('read:notes') && can('write:tasks') && !task.closedAt ? (
          <Button variant="default" onClick={onChange}>
            Change
          </Button>
        ) : null}
        <MoveBar
          resource="tasks"
          record={task}
          actions={['complete', 'start', 'reopen', 'cancel']}
          done="Task moved on"
        />
      </FormActions>
    </div>
  );
}
