import type { Permission } from '@connect/domain/permissions';
import { type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { decodeCursor } from '../../../platform/keyset.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import { LOT_OUTLINE } from '../../projects/index.ts';
import type { InspectionQuery } from './inspections.schemas.ts';

/** Inspections follow their loan; an inspector sees the own visits. */
const visibleVisit = (scope: Scope<Permission>) =>
  scope.reach === 'assigned' ? visible(scope, 'inspection', 'i.id') : visible(scope, 'loan', 'i.loan_id');

const COLUMNS = [
  'i.id',
  'i.draw_id as drawId',
  'i.loan_id as loanId',
  'i.project_id as projectId',
  'i.number',
  'i.state',
  'i.state_since as stateSince',
  'i.inspector_id as inspectorId',
  'i.scheduled_for as scheduledFor',
  'i.started_at as startedAt',
  'i.submitted_at as submittedAt',
  'i.accepted_at as acceptedAt',
  'i.reason',
  'i.version',
  'i.created_at as createdAt',
  'i.updated_at as updatedAt',
] as const;
const JOINED = [
  'd.number as drawNumber',
  'd.state as drawState',
  'l.number as loanNumber',
  'l.address',
  'l.unit',
  'l.city',
  'l.state_code as stateCode',
  'l.zip',
  'p.latitude',
  'p.longitude',
  'ip.name as inspectorName',
  'c.name as borrowerName',
  'bp.name as builderName',
] as const;

const SORTS = {
  scheduledFor: { by: sql.ref('i.scheduled_for'), type: sql`date`, direction: 'asc' },
  updatedAt: { by: sql.ref('i.updated_at'), type: sql`timestamptz`, direction: 'asc' },
  '-createdAt': { by: sql.ref('i.created_at'), type: sql`timestamptz`, direction: 'desc' },
} as const;

function matching(db: Reader, scope: Scope<Permission>, filter: InspectionQuery) {
  const { state, drawId, loanId, projectId, inspectorId, updatedSince, from, to } = filter;
  return db
    .selectFrom('servicing.inspections as i')
    .where(visibleVisit(scope))
    .$if(state !== undefined, (query) => query.where('i.state', 'in', state!))
    .$if(drawId !== undefined, (query) => query.where('i.draw_id', '=', drawId!))
    .$if(loanId !== undefined, (query) => query.where('i.loan_id', '=', loanId!))
    .$if(projectId !== undefined, (query) => query.where('i.project_id', '=', projectId!))
    .$if(inspectorId !== undefined, (query) => query.where('i.inspector_id', '=', inspectorId!))
    .$if(from !== undefined, (query) => query.where('i.scheduled_for', '>=', from!))
    .$if(to !== undefined, (query) => query.where('i.scheduled_for', '<=', to!))
    .$if(updatedSince !== undefined, (query) =>
      query.where(sql<SqlBool>`i.updated_at >= ${updatedSince}::timestamptz`),
    );
}

/** One page and a row more. Page first, then join the names. */
export function listInspections(db: Reader, scope: Scope<Permission>, filter: InspectionQuery) {
  const { by, type, direction } = SORTS[filter.sort];
  const place = filter.cursor ? decodeCursor(filter.cursor, filter.sort, 2) : undefined;
  const after = sql.raw(direction === 'desc' ? '<' : '>');
  const page = matching(db, scope, filter)
    .select(COLUMNS)
    .select(sql<string>`${by}::text`.as('at'))
    .$if(place !== undefined, (query) =>
      query.where(sql<SqlBool>`(${by}, i.id) ${after} (${place?.[0]}::${type}, ${place?.[1]}::uuid)`),
    )
    .orderBy(by, direction)
    .orderBy('i.id', direction)
    .limit(filter.limit + 1)
    .as('i');
  return db
    .selectFrom(page)
    .selectAll('i')
    .innerJoin('servicing.draws as d', 'd.id', 'i.drawId')
    .innerJoin('lending.loans as l', 'l.id', 'i.loanId')
    .innerJoin('projects.projects as p', 'p.id', 'i.projectId')
    .leftJoin('contacts.parties as ip', 'ip.id', 'i.inspectorId')
    .leftJoin('contacts.parties as bp', 'bp.id', 'p.builder_id')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'i.loanId').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .select(JOINED)
    .select(counts)
    .orderBy(sql`i.at::${type}`, (order) => (direction === 'desc' ? order.desc() : order.asc()))
    .orderBy('i.id', direction)
    .execute();
}

/** Lines an inspector looks at, and how many have a value by now. */
const counts = [
  sql<number>`(select count(*)::int from servicing.draw_lines n join lending.budget_lines b on b.id = n.budget_line_id
    where n.draw_id = d.id and b.kind = 'hard')`.as('lineCount'),
  sql<number>`(select count(*)::int from servicing.inspection_progress g
    where g.inspection_id = i.id and g.percent is not null)`.as('linesSet'),
];

export async function countInspections(
  db: Reader,
  scope: Scope<Permission>,
  filter: InspectionQuery,
): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findInspection = (db: Reader, scope: Scope<Permission>, id: string) =>
  db
    .selectFrom('servicing.inspections as i')
    .innerJoin('servicing.draws as d', 'd.id', 'i.draw_id')
    .innerJoin('lending.loans as l', 'l.id', 'i.loan_id')
    .innerJoin('projects.projects as p', 'p.id', 'i.project_id')
    .leftJoin('contacts.parties as ip', 'ip.id', 'i.inspector_id')
    .leftJoin('contacts.parties as bp', 'bp.id', 'p.builder_id')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'i.loan_id').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .select(COLUMNS)
    .select(JOINED)
    .select(LOT_OUTLINE)
    .select(counts)
    .where('i.id', '=', id)
    .where(visibleVisit(scope))
    .executeTakeFirst();
export type FoundInspection = NonNullable<Awaited<ReturnType<typeof findInspection>>>;

export const lockInspection = (tx: Tx, scope: Scope<Permission>, id: string) =>
  tx
    .selectFrom('servicing.inspections as i')
    .selectAll('i')
    .where('i.id', '=', id)
    .where(visibleVisit(scope))
    .forUpdate()
    .executeTakeFirst();
export type LockedInspection = NonNullable<Awaited<ReturnType<typeof lockInspection>>>;

/** The visit for a draw that is not cancelled, for a move of the draw. */
export const lockVisitOf = (tx: Tx, drawId: string) =>
  tx
    .selectFrom('servicing.inspections as i')
    .selectAll('i')
    .where('i.draw_id', '=', drawId)
    .where('i.state', '<>', 'cancelled')
    .forUpdate()
    .executeTakeFirst();

/** The next number of a loan's inspections; only under the loan's lock. */
export async function nextInspectionNumber(tx: Tx, loanId: string): Promise<number> {
  const row = await tx
    .selectFrom('servicing.inspections')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('n'))
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return row.n;
}

export const insertInspection = (
  tx: Tx,
  visit: {
    id: string;
    draw_id: string;
    loan_id: string;
    project_id: string;
    number: number;
    inspector_id: string;
    scheduled_for: string;
  },
) =>
  tx
    .insertInto('servicing.inspections')
    .values({
      ...visit,
      state: 'scheduled',
      state_since: tx.now,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export interface InspectionValues {
  state?: string;
  state_since?: Date;
  inspector_id?: string;
  scheduled_for?: string;
  started_at?: string | Date;
  submitted_at?: string | Date;
  accepted_at?: Date;
  reason?: string | null;
}

/** Changes the row and counts its version up. */
export const updateInspection = (tx: Tx, id: string, values: InspectionValues) =>
  tx
    .updateTable('servicing.inspections')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export const progressOf = (db: Reader, inspectionId: string) =>
  db
    .selectFrom('servicing.inspection_progress')
    .select([
      'budget_line_id as budgetLineId',
      'percent',
      'note',
      'device_id as deviceId',
      'changed_in as changedIn',
      'updated_at as updatedAt',
    ])
    .where('inspection_id', '=', inspectionId)
    .execute();
export type FoundProgress = Awaited<ReturnType<typeof progressOf>>[number];

export const saveProgress = (
  tx: Tx,
  line: {
    inspection_id: string;
    budget_line_id: string;
    percent: number | null;
    note: string;
    device_id: string | null;
    changed_in: number;
  },
) =>
  tx
    .insertInto('servicing.inspection_progress')
    .values({ ...line, updated_at: tx.now })
    .onConflict((oc) =>
      oc.columns(['inspection_id', 'budget_line_id']).doUpdateSet({
        percent: line.percent,
        note: line.note,
        device_id: line.device_id,
        changed_in: line.changed_in,
        updated_at: tx.now,
      }),
    )
    .execute();

/** The lines an inspector looks at: those of the draw on which something can be seen. */
export const linesToInspect = (db: Reader, drawId: string) =>
  db
    .selectFrom('servicing.draw_lines as n')
    .innerJoin('lending.budget_lines as b', 'b.id', 'n.budget_line_id')
    .select([
      'b.id as budgetLineId',
      'b.name',
      'n.requested_cents as requestedCents',
      'b.drawn_cents as drawnCents',
    ])
    .select(sql<bigint>`b.original_cents + b.changes_cents`.as('revisedCents'))
    .where('n.draw_id', '=', drawId)
    .where('b.kind', '=', 'hard')
    .orderBy('b.position')
    .orderBy('b.id')
    .execute();
