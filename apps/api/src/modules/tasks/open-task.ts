import { randomUUID } from 'node:crypto';
import type { INTERNAL_ROLES } from '@connect/domain/permissions';
import { type TaskAction, type TaskState, taskStates } from '@connect/domain/task-states';
import { publish } from '../../events/publish.ts';
import type { Tx } from '../../platform/db.ts';
import { grantAccess } from '../contacts/index.ts';
import type { DocumentSubject } from '../documents/index.ts';
import * as repo from './tasks.repo.ts';

export interface OpenTask {
  /** One task is open per key: opening it again changes nothing. Without a key each call opens one. */
  key?: string;
  title: string;
  note?: string | null;
  assigneeId?: string | null;
  assigneeRole?: (typeof INTERNAL_ROLES)[number] | null;
  /** An outside party, which then sees the task in its portal. */
  partyId?: string | null;
  /** A civil date. */
  dueDate?: string | null;
  subject?: { type: DocumentSubject; id: string; projectId?: string | null; loanId?: string | null };
}

/** Opens a task in the caller's transaction; answers its id, or that of the open task with the same key. */
export async function openTask(tx: Tx, task: OpenTask): Promise<string> {
  const { key = null, title, note = null, partyId = null, dueDate = null, subject } = task;
  const id = randomUUID();
  const isNew = await repo.insertTask(tx, {
    id,
    title: title.slice(0, 300),
    note,
    assignee_id: task.assigneeId ?? null,
    assignee_role: task.assigneeRole ?? null,
    party_id: partyId,
    due_date: dueDate,
    subject_type: subject?.type ?? null,
    subject_id: subject?.id ?? null,
    project_id: subject?.projectId ?? null,
    loan_id: subject?.loanId ?? null,
    dedupe_key: key,
  });
  if (!isNew) return (await repo.lockByKey(tx, key ?? ''))?.id ?? id;
  if (partyId) await grantAccess(tx, 'task', id, partyId, 'assignee');
  const where = { type: 'task' as const, id, projectId: subject?.projectId ?? null };
  await publish(tx, 'task.opened', where, { title, dueDate });
  return id;
}

/** Completes the open task of a key, when what it asked for was done; nothing happens when none is open. */
export const finishTask = (tx: Tx, key: string): Promise<void> => close(tx, key, 'complete');

/** Cancels the open task of a key, when what it asked for is no longer wanted; nothing happens when none is open. */
export const cancelTask = (tx: Tx, key: string, reason: string): Promise<void> =>
  close(tx, key, 'cancel', reason);

async function close(tx: Tx, key: string, action: 'complete' | 'cancel', reason?: string): Promise<void> {
  const task = await repo.lockByKey(tx, key);
  if (task) await stepTask(tx, task, action, 'system', reason);
}

/** Makes a move of a locked task. Throws IllegalMove, MoveForbidden. */
export async function stepTask(
  tx: Tx,
  task: repo.LockedTask,
  action: TaskAction,
  role: Parameters<typeof taskStates.step>[2],
  reason?: string,
): Promise<void> {
  const { to } = taskStates.step(task.state as TaskState, action, role, undefined);
  const closes = to === 'completed' || to === 'cancelled';
  await repo.updateTask(tx, task.id, {
    state: to,
    closed_at: closes ? tx.now : null,
    closed_by: closes ? tx.actor.userId : null,
    closed_by_name: closes ? tx.actor.name : null,
    closed_reason: closes ? (reason ?? null) : null,
  });
  const where = { type: 'task' as const, id: task.id, projectId: task.project_id };
  const told = reason ? { reason } : {};
  await publish(tx, 'task.moved', where, { title: task.title, from: task.state, to, action, ...told });
}
