import { type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { asPaged, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { PermitQuery } from './permits.schemas.ts';

export type ReadPermits = Scope<'read:permits'> | Scope<'write:permits'>;

/** The permits this scope may see that fit the filter: a partner's are those of the own projects. */
function matching(db: Reader, scope: ReadPermits, filter: Partial<PermitQuery> & { states?: string[] }) {
  const { projectId, states, type } = filter;
  return db
    .selectFrom('entitlement.permits as m')
    .where(visible(scope, 'project', 'm.project_id'))
    .$if(projectId !== undefined, (query) => query.where('m.project_id', '=', projectId!))
    .$if(states !== undefined, (query) => query.where('m.state', 'in', states!))
    .$if(type !== undefined, (query) => query.where('m.type', '=', type!));
}

const COUNTS = [
  sql<number>`(select count(*)::int from entitlement.review_cycles y where y.permit_id = m.id)`.as('cycles'),
  sql<number>`(select count(*)::int from entitlement.corrections k where k.permit_id = m.id and k.state = 'open')`.as(
    'openCorrections',
  ),
];

const SHOWN = [
  'm.id',
  'm.project_id as projectId',
  'p.number as projectNumber',
  'p.address as projectAddress',
  'm.type',
  'm.description',
  'm.jurisdiction',
  'm.state',
  'm.state_since as stateSince',
  'm.application_number as applicationNumber',
  'm.permit_number as permitNumber',
  'm.reviewer',
  'm.submitted_date as submittedDate',
  'm.approved_date as approvedDate',
  'm.issued_date as issuedDate',
  'm.expires_date as expiresDate',
  'm.finaled_date as finaledDate',
  'm.target_date as targetDate',
  'm.version',
  'm.created_at as createdAt',
  'm.updated_at as updatedAt',
] as const;

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['m.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  stateSince: {
    by: [['m.state_since', 'timestamptz']],
    at: (row: { stateSince: string }) => [row.stateSince],
  },
} as const;

/** A page and a row more; page first, then join. */
export function listPermits(
  db: Reader,
  scope: ReadPermits,
  filter: Omit<PermitQuery, 'state'> & { states?: string[] },
) {
  const page = matching(db, scope, filter)
    .selectAll('m')
    .$call(inOrder(SORTS, 'm.id', filter))
    .limit(filter.limit + 1)
    .as('m');
  return db
    .selectFrom(page)
    .innerJoin('projects.projects as p', 'p.id', 'm.project_id')
    .select(SHOWN)
    .select(COUNTS)
    .$call(asPaged(SORTS, 'm.id', filter))
    .execute();
}

export const countPermits = async (
  db: Reader,
  scope: ReadPermits,
  filter: Omit<PermitQuery, 'state'> & { states?: string[] },
): Promise<number> => {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

export const findPermit = (db: Reader, scope: ReadPermits, id: string) =>
  matching(db, scope, {})
    .innerJoin('projects.projects as p', 'p.id', 'm.project_id')
    .select(SHOWN)
    .select(COUNTS)
    .where('m.id', '=', id)
    .executeTakeFirst();

/** The row itself, locked until the transaction ends. */
export const lockPermit = (tx: Tx, scope: ReadPermits, id: string) =>
  matching(tx, scope, {}).selectAll('m').where('m.id', '=', id).forUpdate().executeTakeFirst();
export type LockedPermit = NonNullable<Awaited<ReturnType<typeof lockPermit>>>;

/** What is known of a project's permits, for modules to the right. */
export const permitsOf = (db: Reader, projectId: string) =>
  db
    .selectFrom('entitlement.permits')
    .select([
      'id',
      'type',
      'description',
      'state',
      'state_since as stateSince',
      'permit_number as permitNumber',
      'issued_date as issuedDate',
      'expires_date as expiresDate',
      'finaled_date as finaledDate',
    ])
    .where('project_id', '=', projectId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** Permits in force whose last day has passed. */
export const overduePermits = (db: Reader, today: string) =>
  db
    .selectFrom('entitlement.permits')
    .select(['id', 'version'])
    .where('state', 'in', ['issued', 'renewed'])
    .where('expires_date', '<', today)
    .orderBy('expires_date')
    .limit(500)
    .execute();

export interface PermitValues {
  description?: string | null;
  jurisdiction?: string;
  state?: string;
  state_since?: string;
  application_number?: string | null;
  permit_number?: string | null;
  reviewer?: string | null;
  submitted_date?: string | null;
  approved_date?: string | null;
  issued_date?: string | null;
  expires_date?: string | null;
  finaled_date?: string | null;
  target_date?: string | null;
}

export async function insertPermit(
  tx: Tx,
  values: {
    project_id: string;
    type: string;
    description: string | null;
    jurisdiction: string;
    state: string;
    state_since: string;
    target_date: string | null;
  },
): Promise<string> {
  const row = await tx
    .insertInto('entitlement.permits')
    .values({ ...values, created_at: tx.now, updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const updatePermit = (tx: Tx, id: string, values: PermitValues) =>
  tx
    .updateTable('entitlement.permits')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export const insertChange = (
  tx: Tx,
  change: {
    permit_id: string;
    from_state: string | null;
    state: string;
    action: string;
    reason: string | null;
    effective_date: string;
  },
) =>
  tx
    .insertInto('entitlement.permit_changes')
    .values({ ...change, at: tx.now, actor_id: tx.actor.userId, actor_name: tx.actor.name })
    .execute();

/** The states of some permits with the day each began, oldest first. */
export const listChanges = (db: Reader, permitIds: readonly string[]) =>
  db
    .selectFrom('entitlement.permit_changes')
    .select([
      'permit_id as permitId',
      'from_state as from',
      'state',
      'action',
      'reason',
      'effective_date as effectiveDate',
      'at',
      'actor_name as actorName',
    ])
    .where(sql<SqlBool>`permit_id = any(${[...permitIds]}::uuid[])`)
    .orderBy('id')
    .execute();
