import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../platform/db.ts';
import { asPaged, inOrder } from '../../platform/sorts.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';
import type { TaskQuery } from './tasks.schemas.ts';

export type ReadTasks = Scope<'read:tasks'> | Scope<'write:tasks'>;

/** Given to the caller, to the caller's role while nobody is named, or to a party the caller acts for. */
const given = (scope: ReadTasks): RawBuilder<boolean> => sql<boolean>`(
  t.assignee_id = ${scope.userId}::uuid
  or (t.assignee_id is null and t.assignee_role = (select u.role from identity.users u where u.id = ${scope.userId}::uuid))
  or t.party_id in (select contacts.principals(${scope.userId}::uuid)))`;

/** Staff see every task, others what is given to them or what they opened. */
const visibleTasks = (scope: ReadTasks): RawBuilder<boolean> =>
  scope.reach === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`(${given(scope)} or t.created_by = ${scope.userId}::uuid or ${visible(scope, 'task', 't.id')})`;

const DUE = sql<string>`coalesce(t.due_date, 'infinity'::date)`;

function matching(db: Reader, scope: ReadTasks, filter: TaskQuery) {
  const { mine, state, assigneeId, assigneeRole, dueBefore, subjectType, subjectId, projectId, loanId } =
    filter;
  return db
    .selectFrom('tasks.tasks as t')
    .where(visibleTasks(scope))
    .$if(mine === true, (query) => query.where(given(scope)))
    .$if(mine === false, (query) => query.where(sql<SqlBool>`not coalesce(${given(scope)}, false)`))
    .$if(state === 'open', (query) => query.where(sql<SqlBool>`t.state in ('pending', 'in_progress')`))
    .$if(state !== undefined && state !== 'open', (query) => query.where('t.state', '=', state!))
    .$if(assigneeId !== undefined, (query) => query.where('t.assignee_id', '=', assigneeId!))
    .$if(assigneeRole !== undefined, (query) => query.where('t.assignee_role', '=', assigneeRole!))
    .$if(dueBefore !== undefined, (query) => query.where('t.due_date', '<', dueBefore!))
    .$if(subjectType !== undefined, (query) => query.where('t.subject_type', '=', subjectType!))
    .$if(subjectId !== undefined, (query) => query.where('t.subject_id', '=', subjectId!))
    .$if(projectId !== undefined, (query) => query.where('t.project_id', '=', projectId!))
    .$if(loanId !== undefined, (query) => query.where('t.loan_id', '=', loanId!));
}

const SHOWN = [
  't.id',
  't.version',
  't.created_at as createdAt',
  't.updated_at as updatedAt',
  't.title',
  't.note',
  't.state',
  't.assignee_id as assigneeId',
  't.assignee_role as assigneeRole',
  't.party_id as partyId',
  't.due_date as dueDate',
  't.subject_type as subjectType',
  't.subject_id as subjectId',
  't.project_id as projectId',
  't.loan_id as loanId',
  't.closed_at as closedAt',
  't.closed_by_name as closedByName',
  't.closed_reason as closedReason',
  't.created_by_name as createdByName',
] as const;

/** Declared sorts, each with its index. */
export const SORTS = {
  due: { by: [[DUE, 'date']], at: (row: { dueDate: string | null }) => [row.dueDate ?? 'infinity'] },
  createdAt: { by: [['t.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** One page and a row more, with the names of its people; page first, then join. */
export function listTasks(db: Reader, scope: ReadTasks, filter: TaskQuery) {
  const page = matching(db, scope, filter)
    .selectAll('t')
    .$call(inOrder(SORTS, 't.id', filter))
    .limit(filter.limit + 1)
    .as('t');
  return db
    .selectFrom(page)
    .leftJoin('identity.users as u', 'u.id', 't.assignee_id')
    .leftJoin('contacts.parties as p', 'p.id', 't.party_id')
    .select(SHOWN)
    .select(['u.display_name as assigneeName', 'p.name as partyName'])
    .$call(asPaged(SORTS, 't.id', filter))
    .execute();
}
export type FoundTask = Awaited<ReturnType<typeof listTasks>>[number];

export async function countTasks(db: Reader, scope: ReadTasks, filter: TaskQuery): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findTask = (db: Reader, scope: ReadTasks, id: string) =>
  db
    .selectFrom('tasks.tasks as t')
    .leftJoin('identity.users as u', 'u.id', 't.assignee_id')
    .leftJoin('contacts.parties as p', 'p.id', 't.party_id')
    .select(SHOWN)
    .select(['u.display_name as assigneeName', 'p.name as partyName'])
    .where('t.id', '=', id)
    .where(visibleTasks(scope))
    .executeTakeFirst();

/** The row itself, locked until the transaction ends. */
export const lockTask = (tx: Tx, scope: ReadTasks, id: string) =>
  tx
    .selectFrom('tasks.tasks as t')
    .selectAll('t')
    .where('t.id', '=', id)
    .where(visibleTasks(scope))
    .forUpdate()
    .executeTakeFirst();
export type LockedTask = NonNullable<Awaited<ReturnType<typeof lockTask>>>;

/** The open task of a key, locked, for the rule that opened it. */
export const lockByKey = (tx: Tx, key: string) =>
  tx
    .selectFrom('tasks.tasks')
    .selectAll()
    .where('dedupe_key', '=', key)
    .where('state', 'in', ['pending', 'in_progress'])
    .forUpdate()
    .executeTakeFirst();

export interface NewTaskRow {
  id: string;
  title: string;
  note: string | null;
  assignee_id: string | null;
  assignee_role: string | null;
  party_id: string | null;
  due_date: string | null;
  subject_type: string | null;
  subject_id: string | null;
  project_id: string | null;
  loan_id: string | null;
  dedupe_key: string | null;
}

/** Answers false when a task of this key is open already. */
export async function insertTask(tx: Tx, task: NewTaskRow): Promise<boolean> {
  const row = await tx
    .insertInto('tasks.tasks')
    .values({
      ...task,
      state: 'pending',
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    // Spelled out, not bound: with parameters PostgreSQL cannot tell that the partial index is meant.
    .onConflict((oc) =>
      oc.column('dedupe_key').where(sql<SqlBool>`state in ('pending', 'in_progress')`).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface TaskValues {
  title?: string;
  note?: string | null;
  due_date?: string | null;
  assignee_id?: string | null;
  assignee_role?: string | null;
  party_id?: string | null;
  state?: string;
  closed_at?: Date | null;
  closed_by?: string | null;
  closed_by_name?: string | null;
  closed_reason?: string | null;
}

export const updateTask = (tx: Tx, id: string, values: TaskValues) =>
  tx
    .updateTable('tasks.tasks')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
