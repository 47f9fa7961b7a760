import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { CorrectionQuery } from './corrections.schemas.ts';

type ReadPermits = Scope<'read:permits'> | Scope<'write:permits'>;

const DUE = sql`coalesce(k.due_date, 'infinity'::date)`;

/** The corrections this scope may see that fit the filter: a partner's are those of the own projects. */
function matching(db: Reader, scope: ReadPermits, filter: Partial<CorrectionQuery>) {
  const { permitId, reviewCycleId, projectId, state, discipline, assigneeId } = filter;
  return db
    .selectFrom('entitlement.corrections as k')
    .innerJoin('entitlement.permits as m', 'm.id', 'k.permit_id')
    .where(visible(scope, 'project', 'm.project_id'))
    .$if(permitId !== undefined, (query) => query.where('k.permit_id', '=', permitId!))
    .$if(reviewCycleId !== undefined, (query) => query.where('k.review_cycle_id', '=', reviewCycleId!))
    .$if(projectId !== undefined, (query) => query.where('m.project_id', '=', projectId!))
    .$if(state !== undefined, (query) => query.where('k.state', '=', state!))
    .$if(discipline !== undefined, (query) => query.where('k.discipline', '=', discipline!))
    .$if(assigneeId !== undefined, (query) => query.where('k.assignee_id', '=', assigneeId!));
}

const shown = (db: Reader, scope: ReadPermits, filter: Partial<CorrectionQuery>) =>
  matching(db, scope, filter)
    .innerJoin('entitlement.review_cycles as y', 'y.id', 'k.review_cycle_id')
    .innerJoin('projects.projects as p', 'p.id', 'm.project_id')
    .leftJoin('identity.users as u', 'u.id', 'k.assignee_id')
    .select([
      'k.id',
      'k.permit_id as permitId',
      'm.type as permitType',
      'm.project_id as projectId',
      'p.address as projectAddress',
      'k.review_cycle_id as reviewCycleId',
      'y.number as cycleNumber',
      'k.number',
      'k.state',
      'k.discipline',
      'k.text',
      'k.sheet_reference as sheetReference',
      'k.root_cause as rootCause',
      'k.assignee_id as assigneeId',
      'u.display_name as assigneeName',
      'k.due_date as dueDate',
      'k.response',
      'k.resolved_date as resolvedDate',
      'k.version',
      'k.created_at as createdAt',
      'k.updated_at as updatedAt',
    ]);

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['k.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  dueDate: { by: [[DUE, 'date']], at: (row: { dueDate: string | null }) => [row.dueDate ?? 'infinity'] },
} as const;

/** A page and a row more. */
export function listCorrections(db: Reader, scope: ReadPermits, filter: CorrectionQuery) {
  return shown(db, scope, filter)
    .$call(inOrder(SORTS, 'k.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export const countCorrections = async (
  db: Reader,
  scope: ReadPermits,
  filter: CorrectionQuery,
): Promise<number> => {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
};

export const findCorrection = (db: Reader, scope: ReadPermits, id: string) =>
  shown(db, scope, {})
    .select('m.state as permitState')
    .select(
      sql<boolean>`y.number = (select max(number) from entitlement.review_cycles where permit_id = m.id)`.as(
        'inCurrentCycle',
      ),
    )
    .where('k.id', '=', id)
    .executeTakeFirst();
export type FoundCorrection = NonNullable<Awaited<ReturnType<typeof findCorrection>>>;

/** The row itself, locked until the transaction ends. */
export const lockCorrection = (tx: Tx, scope: Scope<'write:permits'>, id: string) =>
  matching(tx, scope, {}).selectAll('k').where('k.id', '=', id).forUpdate('k').executeTakeFirst();

export interface CorrectionValues {
  state?: string;
  discipline?: string;
  text?: string;
  sheet_reference?: string | null;
  root_cause?: string | null;
  assignee_id?: string | null;
  due_date?: string | null;
  response?: string | null;
  resolved_date?: string | null;
}

/** Logs a correction under the next number of its cycle; the permit's lock keeps two from taking the same. */
export async function insertCorrection(
  tx: Tx,
  values: CorrectionValues & {
    review_cycle_id: string;
    permit_id: string;
    discipline: string;
    text: string;
  },
): Promise<{ id: string; number: number }> {
  return tx
    .insertInto('entitlement.corrections')
    .values({
      ...values,
      state: 'open',
      number: sql<number>`(select coalesce(max(number), 0) + 1 from entitlement.corrections where review_cycle_id = ${values.review_cycle_id}::uuid)`,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
}

export const updateCorrection = (tx: Tx, id: string, values: CorrectionValues) =>
  tx
    .updateTable('entitlement.corrections')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Corrections of one review cycle, all and unresolved. */
export const tallyCycle = (db: Reader, cycleId: string) =>
  db
    .selectFrom('entitlement.corrections')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where state = 'open'))::int`.as('open'),
    ])
    .where('review_cycle_id', '=', cycleId)
    .executeTakeFirstOrThrow();
