import { assertReason } from '@connect/domain/machine';
import { type TaskAction, type TaskState, taskStates } from '@connect/domain/task-states';
import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { bookDate } from '../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../platform/errors.ts';
import { changes } from '../../platform/mask.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { contactOfUser, grantAccess, partiesById, revokeAccess } from '../contacts/index.ts';
import { type DocumentSubject, placeFor } from '../documents/index.ts';
import { authorise, findStaff } from '../identity/index.ts';
import { openTask, stepTask } from './open-task.ts';
import * as repo from './tasks.repo.ts';
import type { NewTask, Task, TaskPatch } from './tasks.schemas.ts';

/** Opens a task. Who sees only their own opens it for themselves. Throws 422 for an unknown assignee, party or subject. */
export async function createTask(actor: Actor, input: NewTask): Promise<Task> {
  const scope = authorise(actor, 'write:tasks');
  return inTransaction(actor, async (tx) => {
    const { subject, ...rest } = input;
    const assigned = scope.reach === 'all' ? rest : { ...rest, ...(await forOneself(tx, actor, rest)) };
    await checkAssignees(tx, assigned);
    const place = subject ? await placeOf(tx, actor, subject) : undefined;
    const id = await openTask(tx, {
      ...assigned,
      ...(subject && place
        ? { subject: { ...subject, projectId: place.projectId, loanId: place.loanId } }
        : {}),
    });
    return taskFor(tx, actor, scope, id);
  });
}

const placeOf = (tx: Tx, actor: Actor, subject: { type: DocumentSubject; id: string }) =>
  placeFor(tx, actor, subject.type, subject.id, '/subject/type', '/subject/id');

async function forOneself(tx: Tx, actor: Actor, input: TaskPatch): Promise<TaskPatch> {
  const others = (['assigneeId', 'assigneeRole', 'partyId'] as const).find((name) => input[name]);
  if (others) throw invalid(`/${others}`, 'You open tasks for yourself.');
  const contact = actor.userId ? await contactOfUser(tx, actor.userId) : null;
  return contact ? { partyId: contact } : { assigneeId: actor.userId };
}

async function checkAssignees(tx: Tx, input: TaskPatch): Promise<void> {
  const { assigneeId, partyId } = input;
  if (assigneeId && assigneeId !== tx.actor.userId && !(await findStaff(tx, assigneeId)))
    throw invalid('/assigneeId', 'No such member of staff.');
  if (partyId && !(await partiesById(tx, [partyId])).has(partyId))
    throw invalid('/partyId', 'No such contact or entity.');
}

/** Changes an open task. Who did not open it and sees only their own changes the note. Throws 404, 409, 412, 422. */
export async function changeTask(
  actor: Actor,
  input: { id: string; version: number; patch: TaskPatch },
): Promise<Task> {
  const scope = authorise(actor, 'write:tasks');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockTask(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    if (before.closed_at) throw conflict('task_closed', 'This task is closed. Reopen it to change it.');
    if (scope.reach !== 'all') assertOnlyNote(input.patch);
    await checkAssignees(tx, input.patch);
    const values = columnsOf(input.patch);
    await repo.updateTask(tx, input.id, values);
    await moveParty(tx, before, values.party_id);
    const where = { type: 'task' as const, id: input.id, projectId: before.project_id };
    await publish(tx, 'task.changed', where, changes<object>(before, values));
    return taskFor(tx, actor, scope, input.id);
  });
}

function assertOnlyNote(patch: TaskPatch): void {
  const other = Object.keys(patch).find((name) => name !== 'note');
  if (other) throw invalid(`/${other}`, 'Only the note is yours to change.');
}

const columnsOf = (patch: TaskPatch): repo.TaskValues => {
  const { title, note, dueDate, assigneeId, assigneeRole, partyId } = patch;
  const values = {
    title,
    note,
    due_date: dueDate,
    assignee_id: assigneeId,
    assignee_role: assigneeRole,
    party_id: partyId,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
};

/** The party that had the task loses its view, the new one gains it. */
async function moveParty(tx: Tx, before: repo.LockedTask, to: string | null | undefined): Promise<void> {
  if (to === undefined || to === before.party_id) return;
  if (before.party_id) await revokeAccess(tx, 'task', before.id, before.party_id, 'assignee');
  if (to) await grantAccess(tx, 'task', before.id, to, 'assignee');
}

/** Moves a task along its life cycle. Throws 404, 409 with the legal moves, 412, 422. */
export async function moveTask(
  actor: Actor,
  input: { id: string; version: number; action: string; reason?: string | undefined },
): Promise<Task> {
  const scope = authorise(actor, 'write:tasks');
  return inTransaction(actor, async (tx) => {
    const task = await repo.lockTask(tx, scope, input.id);
    if (!task) throw notFound();
    expectVersion(task, input.version);
    const action = input.action as TaskAction;
    assertReason(taskStates.step(task.state as TaskState, action, actor.role, undefined), input.reason);
    if (action === 'reopen' && task.dedupe_key && (await repo.lockByKey(tx, task.dedupe_key)))
      throw conflict('already_open', 'The same task was opened anew meanwhile.');
    await stepTask(tx, task, action, actor.role, input.reason);
    return taskFor(tx, actor, scope, input.id);
  });
}

export const getTask = async (actor: Actor, id: string): Promise<Task> =>
  taskFor(reader(), actor, authorise(actor, 'read:tasks'), id);

/** Throws 404 unless this caller sees the task; answers where it stands. */
export async function placeOfTask(
  db: Reader,
  actor: Actor,
  id: string,
): Promise<{ projectId: string | null; loanId: string | null }> {
  const found = await repo.findTask(db, authorise(actor, 'write:tasks'), id);
  if (!found) throw notFound();
  return { projectId: found.projectId, loanId: found.loanId };
}

async function taskFor(db: Reader, actor: Actor, scope: repo.ReadTasks, id: string): Promise<Task> {
  const found = await repo.findTask(db, scope, id);
  if (!found) throw notFound();
  return present(found, actor);
}

export function present(row: repo.FoundTask, actor: Actor): Task {
  const today = bookDate(actor.now ?? new Date());
  const moves = actor.role === 'system' ? [] : taskStates.moves(row.state as TaskState, actor.role);
  const overdue = row.closedAt === null && row.dueDate !== null && row.dueDate < today;
  return { ...row, overdue, moves } as Task;
}
