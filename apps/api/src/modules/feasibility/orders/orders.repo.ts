import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { containing } from '../../../platform/like.ts';
import { asPaged, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { OrderQuery } from './orders.schemas.ts';

export type ReadOrders =
  | Scope<'read:consultant-orders'>
  | Scope<'write:consultant-orders'>
  | Scope<'deliver:consultant-orders'>;

const UNDELIVERED = ['ordered', 'in_progress', 'returned'];

/** A consultant sees the own orders; an inspector those of the projects given to them. */
const orderVisible = (scope: ReadOrders): RawBuilder<boolean> =>
  scope.reach === 'assigned'
    ? visible(scope, 'project', 'o.project_id')
    : visible(scope, 'consultant_order', 'o.id');

export type OrderFilter = Omit<OrderQuery, 'state'> & { states?: string[]; today: string };

function matching(db: Reader, scope: ReadOrders, filter: Partial<OrderFilter>) {
  const { projectId, states, type, consultantId, late, today, q } = filter;
  return db
    .selectFrom('feasibility.consultant_orders as o')
    .where(orderVisible(scope))
    .$if(projectId !== undefined, (query) => query.where('o.project_id', '=', projectId!))
    .$if(states !== undefined, (query) => query.where('o.state', 'in', states!))
    .$if(type !== undefined, (query) => query.where('o.type', '=', type!))
    .$if(q !== undefined, (query) =>
      query.where(
        sql<SqlBool>`o.project_id in (select p.id from projects.projects p where p.address ilike ${containing(q!)})`,
      ),
    )
    .$if(consultantId !== undefined, (query) => query.where('o.consultant_id', '=', consultantId!))
    .$if(late === true, (query) => query.where('o.state', 'in', UNDELIVERED).where('o.due_date', '<', today!))
    .$if(late === false, (query) =>
      query.where((eb) => eb.or([eb('o.state', 'not in', UNDELIVERED), eb('o.due_date', '>=', today!)])),
    );
}

const SHOWN = [
  'o.id',
  'o.project_id as projectId',
  'p.number as projectNumber',
  'p.address as projectAddress',
  'p.city as projectCity',
  'o.type',
  't.label as typeLabel',
  'o.state',
  'o.state_reason as stateReason',
  'o.consultant_id as consultantId',
  'c.name as consultantName',
  'o.instructions',
  'o.fee_cents as feeCents',
  'o.ordered_date as orderedDate',
  'o.due_date as dueDate',
  'o.delivered_date as deliveredDate',
  'o.accepted_date as acceptedDate',
  'u.display_name as orderedByName',
  'o.round_since as roundSince',
  'o.version',
  'o.created_at as createdAt',
  'o.updated_at as updatedAt',
] as const;

/** Declared sorts, each with its index. */
export const SORTS = {
  dueDate: { by: [['o.due_date', 'date']], at: (row: { dueDate: string }) => [row.dueDate] },
  createdAt: { by: [['o.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** A page and a row more; page first, then join. */
export function listOrders(db: Reader, scope: ReadOrders, filter: OrderFilter) {
  const page = matching(db, scope, filter)
    .selectAll('o')
    .$call(inOrder(SORTS, 'o.id', filter))
    .limit(filter.limit + 1)
    .as('o');
  return db
    .selectFrom(page)
    .innerJoin('projects.projects as p', 'p.id', 'o.project_id')
    .innerJoin('feasibility.order_types as t', 't.type', 'o.type')
    .innerJoin('contacts.parties as c', 'c.id', 'o.consultant_id')
    .leftJoin('identity.users as u', 'u.id', 'o.ordered_by')
    .select(SHOWN)
    .$call(asPaged(SORTS, 'o.id', filter))
    .execute();
}
export type FoundOrder = Awaited<ReturnType<typeof listOrders>>[number];

export const countOrders = async (db: Reader, scope: ReadOrders, filter: OrderFilter): Promise<number> => {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

export const findOrder = (db: Reader, scope: ReadOrders, id: string): Promise<FoundOrder | undefined> =>
  matching(db, scope, {})
    .innerJoin('projects.projects as p', 'p.id', 'o.project_id')
    .innerJoin('feasibility.order_types as t', 't.type', 'o.type')
    .innerJoin('contacts.parties as c', 'c.id', 'o.consultant_id')
    .leftJoin('identity.users as u', 'u.id', 'o.ordered_by')
    .select(SHOWN)
    .where('o.id', '=', id)
    .executeTakeFirst();

/** The row itself, locked until the transaction ends. */
export const lockOrder = (tx: Tx, scope: ReadOrders, id: string) =>
  matching(tx, scope, {}).selectAll('o').where('o.id', '=', id).forUpdate().executeTakeFirst();
export type LockedOrder = NonNullable<Awaited<ReturnType<typeof lockOrder>>>;

export interface OrderValues {
  state?: string;
  state_reason?: string | null;
  due_date?: string;
  delivered_date?: string | null;
  accepted_date?: string | null;
  fee_cents?: bigint | null;
  instructions?: string;
  round_since?: Date;
}

export async function insertOrder(
  tx: Tx,
  values: {
    project_id: string;
    type: string;
    consultant_id: string;
    instructions: string;
    fee_cents: bigint | null;
    ordered_date: string;
    due_date: string;
  },
): Promise<string> {
  const row = await tx
    .insertInto('feasibility.consultant_orders')
    .values({
      ...values,
      state: 'ordered',
      round_since: tx.now,
      ordered_by: tx.actor.userId,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const updateOrder = (tx: Tx, id: string, values: OrderValues) =>
  tx
    .updateTable('feasibility.consultant_orders')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export const listTypes = (db: Reader) =>
  db
    .selectFrom('feasibility.order_types')
    .select(['type', 'label', 'sla_business_days as slaBusinessDays'])
    .orderBy('position')
    .execute();

export const findType = (db: Reader, type: string) =>
  db
    .selectFrom('feasibility.order_types')
    .select(['type', 'label', 'sla_business_days as slaBusinessDays'])
    .where('type', '=', type)
    .executeTakeFirstOrThrow();

/** The documents of an order in their last version, newest first, and which of them were handed in. A consultant sees the own ones. */
export const attachedTo = (db: Reader, scope: ReadOrders, orderId: string) =>
  db
    .selectFrom('documents.documents as d')
    .innerJoin('documents.versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.latest'),
    )
    .leftJoin('feasibility.deliverables as h', (join) =>
      join.onRef('h.document_id', '=', 'd.id').on('h.order_id', '=', orderId),
    )
    .select([
      'd.id as documentId',
      'd.title',
      'v.state',
      'v.media_type as mediaType',
      'v.created_at as uploadedAt',
      'h.delivered_at as deliveredAt',
    ])
    .where('d.subject_type', '=', 'consultant_order')
    .where('d.subject_id', '=', orderId)
    .$if(scope.reach === 'own', (query) => query.where(visible(scope, 'document', 'd.id')))
    .orderBy('v.created_at', 'desc')
    .orderBy('d.id')
    .limit(200)
    .execute();
export type Attached = Awaited<ReturnType<typeof attachedTo>>[number];

/** Handing a document in again, in a later version, moves its date. */
export const insertDeliverables = (tx: Tx, orderId: string, documentIds: readonly string[]) =>
  tx
    .insertInto('feasibility.deliverables')
    .values(documentIds.map((id) => ({ order_id: orderId, document_id: id, delivered_at: tx.now })))
    .onConflict((oc) => oc.columns(['order_id', 'document_id']).doUpdateSet({ delivered_at: tx.now }))
    .execute();

/** Whether the consultant has another order on the project that was not cancelled. */
export const hasOtherOrder = async (
  db: Reader,
  order: { id: string; project_id: string; consultant_id: string },
): Promise<boolean> => {
  const row = await db
    .selectFrom('feasibility.consultant_orders')
    .select('id')
    .where('project_id', '=', order.project_id)
    .where('consultant_id', '=', order.consultant_id)
    .where('state', '<>', 'cancelled')
    .where('id', '<>', order.id)
    .executeTakeFirst();
  return row !== undefined;
};

/** Orders that became late by this day, for the job that opens a task for each. */
export const lateOrders = (db: Reader, today: string) =>
  db
    .selectFrom('feasibility.consultant_orders as o')
    .innerJoin('feasibility.order_types as t', 't.type', 'o.type')
    .innerJoin('contacts.parties as c', 'c.id', 'o.consultant_id')
    .select([
      'o.id',
      'o.project_id as projectId',
      'o.due_date as dueDate',
      't.label as typeLabel',
      'o.consultant_id as consultantId',
      'c.name as consultantName',
    ])
    .where('o.state', 'in', UNDELIVERED)
    .where('o.due_date', '<', today)
    .orderBy('o.due_date')
    .orderBy('o.id')
    .limit(1000)
    .execute();
