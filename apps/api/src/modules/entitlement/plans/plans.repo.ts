import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { containing } from '../../../platform/like.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { PlanQuery } from './plans.schemas.ts';

export type ReadPlans = Scope<'read:plans'> | Scope<'write:plans'>;

/** What is shown of a plan, `l`. */
export const PLAN_COLUMNS = [
  'l.id',
  'l.number',
  'l.name',
  'l.stories',
  'l.bedrooms',
  sql<number>`l.bathrooms::float8`.as('bathrooms'),
  'l.heated_square_feet as heatedSquareFeet',
  sql<number>`l.width_feet::float8`.as('widthFeet'),
  sql<number>`l.depth_feet::float8`.as('depthFeet'),
  'l.architect',
  'l.hard_cost_cents as hardCostCents',
  'l.note',
  'l.version',
  'l.created_at as createdAt',
  'l.updated_at as updatedAt',
] as const;

/** The catalogue is the staff's; a partner sees a plan once it is chosen for a project of theirs. */
function planVisible(scope: ReadPlans): RawBuilder<SqlBool> {
  if (scope.reach === 'all') return sql<SqlBool>`true`;
  return sql<SqlBool>`exists (select 1 from entitlement.project_plans s
    where s.plan_id = l.id and s.removed_at is null and ${visible(scope, 'project', 's.project_id')})`;
}

function matching(db: Reader, scope: ReadPlans, filter: PlanQuery) {
  const { q, bedrooms, stories, minSquareFeet, maxSquareFeet, maxWidthFeet } = filter;
  return db
    .selectFrom('entitlement.plans as l')
    .where(planVisible(scope))
    .$if(bedrooms !== undefined, (query) => query.where('l.bedrooms', '=', bedrooms!))
    .$if(stories !== undefined, (query) => query.where('l.stories', '=', stories!))
    .$if(minSquareFeet !== undefined, (query) => query.where('l.heated_square_feet', '>=', minSquareFeet!))
    .$if(maxSquareFeet !== undefined, (query) => query.where('l.heated_square_feet', '<=', maxSquareFeet!))
    .$if(maxWidthFeet !== undefined, (query) =>
      query.where(sql<SqlBool>`l.width_feet <= ${String(maxWidthFeet)}::numeric`),
    )
    .$if(q !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(l.number || ' ' || l.name || ' ' || coalesce(l.architect, '')) ilike ${containing(q!)}`,
      ),
    );
}

/** Declared sorts, each with its index. */
export const SORTS = {
  number: { by: [['l.number', 'text']], at: (row: { number: string }) => [row.number] },
  heatedSquareFeet: {
    by: [['l.heated_square_feet', 'integer']],
    at: (row: { heatedSquareFeet: number }) => [row.heatedSquareFeet],
  },
  widthFeet: {
    by: [['l.width_feet', 'numeric']],
    at: (row: { widthFeet: string | number }) => [row.widthFeet],
  },
  createdAt: { by: [['l.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** A page and a row more. */
export function listPlans(db: Reader, scope: ReadPlans, filter: PlanQuery) {
  return matching(db, scope, filter)
    .select(PLAN_COLUMNS)
    .$call(inOrder(SORTS, 'l.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export const countPlans = async (db: Reader, scope: ReadPlans, filter: PlanQuery): Promise<number> => {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

export const findPlan = (db: Reader, scope: ReadPlans, id: string) =>
  db
    .selectFrom('entitlement.plans as l')
    .select(PLAN_COLUMNS)
    .where('l.id', '=', id)
    .where(planVisible(scope))
    .executeTakeFirst();
export type FoundPlan = NonNullable<Awaited<ReturnType<typeof findPlan>>>;

/** The row itself, locked until the transaction ends. */
export const lockPlan = (tx: Tx, scope: Scope<'write:plans'>, id: string) =>
  tx
    .selectFrom('entitlement.plans as l')
    .selectAll('l')
    .where('l.id', '=', id)
    .where(planVisible(scope))
    .forUpdate()
    .executeTakeFirst();

export interface PlanValues {
  number?: string;
  name?: string;
  stories?: number;
  bedrooms?: number;
  bathrooms?: string;
  heated_square_feet?: number;
  width_feet?: string;
  depth_feet?: string;
  architect?: string | null;
  hard_cost_cents?: bigint | null;
  note?: string | null;
}

export async function insertPlan(tx: Tx, values: Required<PlanValues>): Promise<string> {
  const row = await tx
    .insertInto('entitlement.plans')
    .values({ ...values, created_at: tx.now, updated_at: tx.now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const updatePlan = (tx: Tx, id: string, values: PlanValues) =>
  tx
    .updateTable('entitlement.plans')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Whether another plan has this number already. */
export const numberTaken = async (tx: Tx, number: string, but?: string): Promise<boolean> => {
  const row = await tx
    .selectFrom('entitlement.plans')
    .select('id')
    .where('number', '=', number)
    .executeTakeFirst();
  return row !== undefined && row.id !== but;
};
