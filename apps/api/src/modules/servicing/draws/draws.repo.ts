import { OPEN_DRAW_STATES } from '@connect/domain/draw-states';
import type { Permission } from '@connect/domain/permissions';
import { type RawBuilder, sql } from 'kysely';
import { systemActor } from '../../../platform/actor.ts';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { asPaged, inOrder } from '../../../platform/sorts.ts';
import { statement } from '../../../platform/statement.ts';
import { visible } from '../../contacts/index.ts';
import { authorise, type Scope } from '../../identity/index.ts';
import { LOT_OUTLINE } from '../../projects/index.ts';
import type { DrawQuery } from './draws.schemas.ts';

/** Draws follow their loan; an inspector sees those of the own visits. */
export const visibleDraw = (scope: Scope<Permission>, id: string, loanId: string): RawBuilder<boolean> =>
  scope.reach === 'assigned' ? visible(scope, 'draw', id) : visible(scope, 'loan', loanId);

export const DRAW_COLUMNS = [
  'd.id',
  'd.number',
  'd.state',
  'd.state_since as stateSince',
  'd.loan_id as loanId',
  'd.project_id as projectId',
  'd.requested_cents as requestedCents',
  'd.proposed_cents as proposedCents',
  'd.requested_at as requestedAt',
  'd.requested_by_name as requestedByName',
  'd.file_complete_at as fileCompleteAt',
  'd.reviewer_name as reviewerName',
  'd.draw_set_id as drawSetId',
  'd.is_last as isLast',
  'd.approved_at as approvedAt',
  'd.paid_on as paidOn',
  'd.version',
  'd.created_at as createdAt',
  'd.updated_at as updatedAt',
] as const;

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: {
    by: [['d.created_at', 'timestamptz']],
    at: (row: { createdAt: string }) => [row.createdAt],
    shown: ['d.createdAt'],
  },
  requestedAt: {
    by: [[sql`coalesce(d.requested_at, 'infinity'::timestamptz)`, 'timestamptz']],
    at: (row: { requestedAt: string | null }) => [row.requestedAt ?? 'infinity'],
    shown: [sql`coalesce(d."requestedAt", 'infinity'::timestamptz)`],
  },
} as const;

function matching(db: Reader, scope: Scope<'read:draws'>, filter: DrawQuery) {
  const { state, loanId, projectId, drawSetId, mine, open } = filter;
  return (
    db
      .selectFrom('servicing.draws as d')
      .where(visibleDraw(scope, 'd.id', 'd.loan_id'))
      .$if(state !== undefined, (query) => query.where('d.state', 'in', state!))
      .$if(open === true, (query) => query.where('d.state', 'in', [...OPEN_DRAW_STATES]))
      .$if(open === false, (query) => query.where('d.state', 'not in', [...OPEN_DRAW_STATES]))
      .$if(loanId !== undefined, (query) => query.where('d.loan_id', '=', loanId!))
      .$if(projectId !== undefined, (query) => query.where('d.project_id', '=', projectId!))
      .$if(drawSetId === 'none', (query) => query.where('d.draw_set_id', 'is', null))
      .$if(drawSetId !== undefined && drawSetId !== 'none', (query) =>
        query.where('d.draw_set_id', '=', drawSetId!),
      )
      // A draft that was never requested is yours when you opened it.
      .$if(mine === true, (query) =>
        query.where((eb) =>
          eb.or([
            eb('d.requested_by', '=', scope.userId),
            eb('d.reviewer_id', '=', scope.userId),
            eb.and([eb('d.state', '=', 'draft'), eb('d.created_by', '=', scope.userId)]),
          ]),
        ),
      )
  );
}

/** One page and a row more. Page first, then join the names. */
export const listDraws = (db: Reader, scope: Scope<'read:draws'>, filter: DrawQuery) =>
  page(db, scope, filter).execute();

function page(db: Reader, scope: Scope<'read:draws'>, filter: DrawQuery) {
  const found = matching(db, scope, filter)
    .select(DRAW_COLUMNS)
    .$call(inOrder(SORTS, 'd.id', filter))
    .limit(pageRows(filter.limit))
    .as('d');
  return db
    .selectFrom(found)
    .selectAll('d')
    .innerJoin('lending.loans as l', 'l.id', 'd.loanId')
    .innerJoin('projects.projects as p', 'p.id', 'd.projectId')
    .leftJoin('servicing.inspections as i', (join) =>
      join.onRef('i.draw_id', '=', 'd.id').on('i.state', '<>', 'cancelled'),
    )
    .leftJoin('contacts.parties as ip', 'ip.id', 'i.inspector_id')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'd.loanId').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .select(JOINED)
    .$call(asPaged(SORTS, 'd.id', filter));
}

/** The newest draws of a loan, as a question that a repo to the right makes part of its own; without a scope. */
export const newestDrawsOf = (db: Reader, loanId: string, limit: number) =>
  page(db, authorise(systemActor('draws'), 'read:draws'), {
    sort: '-createdAt',
    withTotal: false,
    limit,
    loanId,
  });
export type ListedDraw = Awaited<ReturnType<typeof listDraws>>[number];

const JOINED = [
  'l.number as loanNumber',
  'l.address',
  'l.city',
  'p.number as projectNumber',
  'c.name as borrowerName',
  'i.id as inspectionId',
  'i.state as inspectionState',
  'ip.name as inspectorName',
] as const;

export async function countDraws(db: Reader, scope: Scope<'read:draws'>, filter: DrawQuery): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

/** One draw with what its page's header needs, or undefined when there is none that this scope may see. */
export async function findDraw(db: Reader, scope: Scope<Permission>, id: string) {
  if (scope.reach === 'all') return (await anyDraw(db, { id })).at(0);
  const theirs = visibleDraw(scope, 'd.id', 'd.loan_id');
  return draw(db, id).where(theirs).executeTakeFirst();
}
export type FoundDraw = NonNullable<Awaited<ReturnType<typeof findDraw>>>;

const draw = (db: Reader, id: string) =>
  db
    .selectFrom('servicing.draws as d')
    .innerJoin('lending.loans as l', 'l.id', 'd.loan_id')
    .innerJoin('projects.projects as p', 'p.id', 'd.project_id')
    .leftJoin('servicing.inspections as i', (join) =>
      join.onRef('i.draw_id', '=', 'd.id').on('i.state', '<>', 'cancelled'),
    )
    .leftJoin('contacts.parties as ip', 'ip.id', 'i.inspector_id')
    .leftJoin('lending.loan_parties as b', (join) =>
      join.onRef('b.loan_id', '=', 'd.loan_id').on('b.role', '=', 'borrower'),
    )
    .leftJoin('contacts.parties as c', 'c.id', 'b.party_id')
    .select(DRAW_COLUMNS)
    .select(JOINED)
    .select([
      LOT_OUTLINE,
      'd.note',
      'd.requested_by as requestedBy',
      'd.first_approved_by as firstApprovedBy',
      'd.first_approved_by_name as firstApprovedByName',
      'd.first_approved_at as firstApprovedAt',
      'd.first_approved_cents as firstApprovedCents',
      'd.approved_by_name as approvedByName',
      'l.product',
      'l.state as loanState',
      'l.amount_cents as amountCents',
      'l.rate',
      'l.day_count as dayCount',
      'l.interest_from as interestFrom',
      'l.maturity_date as maturityDate',
      'b.party_id as borrowerId',
      'c.email as borrowerEmail',
      'i.number as inspectionNumber',
      'i.scheduled_for as scheduledFor',
      'i.submitted_at as inspectionSubmittedAt',
      'i.version as inspectionVersion',
    ])
    .where('d.id', '=', id);
const anyDraw = statement((db, { id }: { id: string }) => draw(db, id));

/** The row itself, locked until the transaction ends; take the loan's lock first. */
export const lockDraw = (tx: Tx, scope: Scope<Permission>, id: string) =>
  tx
    .selectFrom('servicing.draws as d')
    .selectAll('d')
    .where('d.id', '=', id)
    .where(visibleDraw(scope, 'd.id', 'd.loan_id'))
    .forUpdate()
    .executeTakeFirst();
export type LockedDraw = NonNullable<Awaited<ReturnType<typeof lockDraw>>>;

export const loanOfDraw = (db: Reader, scope: Scope<Permission>, id: string) =>
  db
    .selectFrom('servicing.draws as d')
    .select('d.loan_id as loanId')
    .where('d.id', '=', id)
    .where(visibleDraw(scope, 'd.id', 'd.loan_id'))
    .executeTakeFirst();

/** The draw paid last before this one, for the header. */
export const lastPaid = (db: Reader, loanId: string, beforeNumber: number | null) =>
  db
    .selectFrom('servicing.draws')
    .select(['id', 'number', 'proposed_cents as cents', 'paid_on as paidOn'])
    .where('loan_id', '=', loanId)
    .where('state', '=', 'paid')
    .$if(beforeNumber !== null, (query) => query.where('number', '<', beforeNumber!))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();

/** The next number of a loan, without gaps; only under the loan's lock. */
export async function nextDrawNumber(tx: Reader, loanId: string): Promise<number> {
  const row = await tx
    .selectFrom('servicing.draws')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('n'))
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Numbers of earlier draws of the loan (all, for a draft) that are neither paid nor ended. */
export const openNumbers = async (db: Reader, loanId: string, before: number | null): Promise<number[]> =>
  (
    await db
      .selectFrom('servicing.draws')
      .select('number')
      .where('loan_id', '=', loanId)
      .where('state', 'in', [...OPEN_DRAW_STATES])
      .$if(before !== null, (query) => query.where('number', '<', before!))
      .orderBy('number')
      .execute()
  ).map((row) => row.number!);

export const draftOf = (tx: Tx, loanId: string) =>
  tx
    .selectFrom('servicing.draws')
    .select('id')
    .where('loan_id', '=', loanId)
    .where('state', '=', 'draft')
    .executeTakeFirst();

export const insertDraft = (tx: Tx, draw: { id: string; loan_id: string; project_id: string }) =>
  tx
    .insertInto('servicing.draws')
    .values({
      ...draw,
      state: 'draft',
      state_since: tx.now,
      created_by: tx.actor.userId,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export interface DrawValues {
  number?: number;
  state?: string;
  state_since?: Date;
  note?: string;
  is_last?: boolean;
  draw_set_id?: string | null;
  requested_at?: Date;
  requested_by?: string | null;
  requested_by_name?: string;
  file_complete_at?: Date | null;
  reviewer_id?: string | null;
  reviewer_name?: string | null;
  first_approved_by?: string | null;
  first_approved_by_name?: string | null;
  first_approved_at?: Date | null;
  first_approved_cents?: bigint | null;
  approved_by?: string | null;
  approved_by_name?: string | null;
  approved_at?: Date;
  paid_on?: string;
  requested_cents?: bigint;
  proposed_cents?: bigint | null;
}

/** Changes the row and counts its version up. */
export const updateDraw = (tx: Tx, id: string, values: DrawValues) =>
  tx
    .updateTable('servicing.draws')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Facts kept beside the draw that a reader need not have seen: the version stays. */
export const noteOnDraw = (
  tx: Tx,
  id: string,
  values: Pick<DrawValues, 'file_complete_at' | 'proposed_cents'>,
) => tx.updateTable('servicing.draws').set(values).where('id', '=', id).execute();
