import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { ReadPermits } from './permits.repo.ts';
import type { ReviewCycleQuery } from './permits.schemas.ts';

const seen = (db: Reader, scope: ReadPermits, filter: Partial<ReviewCycleQuery>) =>
  db
    .selectFrom('entitlement.review_cycles as y')
    .innerJoin('entitlement.permits as m', 'm.id', 'y.permit_id')
    .where(visible(scope, 'project', 'm.project_id'))
    .$if(filter.permitId !== undefined, (query) => query.where('y.permit_id', '=', filter.permitId!))
    .$if(filter.projectId !== undefined, (query) => query.where('m.project_id', '=', filter.projectId!));

const SHOWN = [
  'y.id',
  'y.permit_id as permitId',
  'y.number',
  'y.submitted_date as submittedDate',
  'y.returned_date as returnedDate',
  'y.reviewer',
  'y.outcome',
  'y.version',
  'y.created_at as createdAt',
  'y.updated_at as updatedAt',
] as const;
const COUNTS = [
  sql<number>`(select count(*)::int from entitlement.corrections k where k.review_cycle_id = y.id)`.as(
    'corrections',
  ),
  sql<number>`(select count(*)::int from entitlement.corrections k where k.review_cycle_id = y.id and k.state = 'open')`.as(
    'openCorrections',
  ),
];

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['y.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** A page and a row more, newest first. */
export function listCycles(db: Reader, scope: ReadPermits, filter: ReviewCycleQuery) {
  return seen(db, scope, filter)
    .select(SHOWN)
    .select(COUNTS)
    .$call(inOrder(SORTS, 'y.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export const countCycles = async (
  db: Reader,
  scope: ReadPermits,
  filter: ReviewCycleQuery,
): Promise<number> => {
  const row = await seen(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

export const findCycle = (db: Reader, scope: ReadPermits, id: string) =>
  seen(db, scope, {}).select(SHOWN).select(COUNTS).where('y.id', '=', id).executeTakeFirst();

/** All cycles of a permit, oldest first. */
export const cyclesOf = (db: Reader, scope: ReadPermits, permitId: string) =>
  seen(db, scope, { permitId }).select(SHOWN).select(COUNTS).orderBy('y.number').execute();

export const lockCycle = (tx: Tx, scope: ReadPermits, id: string) =>
  seen(tx, scope, {})
    .select([
      'y.id',
      'y.permit_id',
      'y.number',
      'y.reviewer',
      'y.version',
      'm.project_id',
      'm.type',
      'm.description',
    ])
    .where('y.id', '=', id)
    .forUpdate('y')
    .executeTakeFirst();

/** The cycle a permit is in: its last. */
export const currentCycle = (db: Reader, permitId: string) =>
  db
    .selectFrom('entitlement.review_cycles')
    .select(['id', 'number', 'outcome', 'submitted_date as submittedDate'])
    .where('permit_id', '=', permitId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

export const insertCycle = (
  tx: Tx,
  cycle: { permit_id: string; number: number; submitted_date: string; reviewer: string | null },
) =>
  tx
    .insertInto('entitlement.review_cycles')
    .values({ ...cycle, created_at: tx.now, updated_at: tx.now })
    .execute();

export const updateCycle = (
  tx: Tx,
  id: string,
  values: { returned_date?: string; outcome?: string; reviewer?: string | null },
) =>
  tx
    .updateTable('entitlement.review_cycles')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
