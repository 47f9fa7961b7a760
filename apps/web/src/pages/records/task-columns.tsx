import type { Column } from '@connect/ui/data-table';
import { date, words } from '@connect/ui/format';
import { Mark, StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { moveOf, useMove } from '../../state/use-move.ts';
import { About } from './about.tsx';
import styles from './records.module.css';
import type { Task } from './types.ts';

/** Who has a task: a person, whoever of a role takes it, or an outside party. */
export const holderOf = (task: Task): string =>
  task.assigneeName ?? task.partyName ?? (task.assigneeRole ? words(task.assigneeRole) : '–');

/** Columns of tasks; inside a project the address goes without saying. */
export const taskColumns = (addresses: Map<string, string> | null): readonly Column<Task>[] => [
  {
    key: 'title',
    header: 'Task',
    cell: (task) => (
      <span className={styles.two}>
        <span className={styles.key}>{task.title}</span>
        {task.note ? <span>{task.note.split('\n')[0]}</span> : null}
      </span>
    ),
    csv: (task) => task.title,
  },
  {
    key: 'about',
    header: 'About',
    cell: (task) => (
      <About
        type={task.subjectType}
        id={task.subjectId}
        projectId={task.projectId}
        address={addresses?.get(task.projectId ?? '')}
      />
    ),
    csv: (task) => addresses?.get(task.projectId ?? '') ?? task.subjectType,
  },
  {
    key: 'due',
    header: 'Due',
    align: 'right',
    phone: true,
    sort: 'due',
    cell: (task) =>
      task.overdue ? (
        <Mark icon={IconAlertTriangle} tone="look">
          {date(task.dueDate)}
        </Mark>
      ) : (
        date(task.dueDate)
      ),
    csv: (task) => task.dueDate,
  },
  { key: 'with', header: 'With', cell: holderOf, csv: holderOf },
  {
    key: 'state',
    header: 'State',
    cell: (task) => <StatusTag kind="task" state={task.state} />,
    csv: (task) => task.state,
  },
  { key: 'done', header: 'Done', align: 'right', phone: true, cell: (task) => <Complete task={task} /> },
];

/* One click completes a task, the most usual of its moves; the others are in its drawer. */
function Complete({ task }: { task: Task }) {
  const mover = useMove<Task>('tasks', task, { done: `Done: ${task.title}` });
  const complete = moveOf(task.moves, 'complete');
  if (!complete?.allowed) return task.state === 'completed' ? date(task.closedAt) : '–';
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={mover.busy !== null}
      aria-label={`Complete: ${task.title}`}
      onClick={() => void mover.move({ action: 'complete' })}
    >
      Complete
    </Button>
  );
}
