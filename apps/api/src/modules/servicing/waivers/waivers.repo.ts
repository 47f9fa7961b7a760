import type { Permission } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { containing } from '../../../platform/like.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { statement } from '../../../platform/statement.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

export interface WaiverFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  drawId?: string | undefined;
  loanId?: string | undefined;
  state?: string[] | undefined;
  q?: string | undefined;
}

const waivers = (db: Reader) =>
  db
    .selectFrom('servicing.lien_waivers as w')
    .innerJoin('lending.loans as l', 'l.id', 'w.loan_id')
    .innerJoin('servicing.payees as y', 'y.id', 'w.payee_id')
    .innerJoin('servicing.draws as f', 'f.id', 'w.for_draw_id')
    .leftJoin('contacts.parties as p', 'p.id', 'y.party_id')
    .select([
      'w.id',
      'w.loan_id as loanId',
      'l.number as loanNumber',
      'l.address',
      'w.draw_id as drawId',
      'w.for_draw_id as forDrawId',
      'f.number as forDrawNumber',
      'w.payee_id as payeeId',
      'y.name as payeeName',
      'w.form',
      'w.amount_cents as amountCents',
      'w.state',
      'w.reason',
      'w.document_id as documentId',
      'w.asked_at as askedAt',
      'w.received_at as receivedAt',
      'w.decided_at as decidedAt',
      'w.decided_by_name as decidedByName',
      'w.version',
      'w.created_at as createdAt',
      'w.updated_at as updatedAt',
    ])
    .select(sql<string | null>`coalesce(y.email, p.email)`.as('payeeEmail'));

/** By the loan, also for an inspector, who has none: a waiver tells what is asked for. */
function matching<T>(query: T, scope: Scope<Permission>, filter: WaiverFilter): T {
  // The builder of the query is the same for rows and for a count; its type is of no use here.
  const base = query as ReturnType<typeof waivers>;
  return base
    .where(visible(scope, 'loan', 'w.loan_id'))
    .where('w.dropped', '=', false)
    .$if(filter.drawId !== undefined, (q) => q.where('w.draw_id', '=', filter.drawId!))
    .$if(filter.loanId !== undefined, (q) => q.where('w.loan_id', '=', filter.loanId!))
    .$if(filter.state !== undefined, (q) => q.where('w.state', 'in', filter.state!))
    .$if(filter.q !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('y.name', 'ilike', containing(filter.q!)),
          eb('l.address', 'ilike', containing(filter.q!)),
        ]),
      ),
    ) as T;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['w.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  amount: {
    by: [['w.amount_cents', 'bigint']],
    at: (row: { amountCents: bigint }) => [String(row.amountCents)],
  },
} as const;

/** One page and a row more, newest first. */
export function listWaivers(db: Reader, scope: Scope<Permission>, filter: WaiverFilter) {
  return matching(waivers(db), scope, filter)
    .$call(inOrder(SORTS, 'w.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countWaivers(
  db: Reader,
  scope: Scope<Permission>,
  filter: WaiverFilter,
): Promise<number> {
  const row = await matching(waivers(db), scope, filter)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findWaiver = (db: Reader, scope: Scope<Permission>, id: string) =>
  waivers(db)
    .where('w.id', '=', id)
    .where(visible(scope, 'loan', 'w.loan_id'))
    .executeTakeFirst();
export type FoundWaiver = NonNullable<Awaited<ReturnType<typeof findWaiver>>>;

/** Those that a draw needs, for modules that have authorised the draw. */
export const waiversOfDraw = (db: Reader, drawId: string) => neededBy(db, { drawId });
const neededBy = statement((db, { drawId }: { drawId: string }) =>
  waivers(db)
    .where('w.draw_id', '=', drawId)
    .where('w.dropped', '=', false)
    .orderBy('f.number', (order) => order.desc().nullsFirst())
    .orderBy('y.name')
    .orderBy('w.id'),
);

export const lockWaiver = (tx: Tx, scope: Scope<Permission>, id: string) =>
  tx
    .selectFrom('servicing.lien_waivers as w')
    .selectAll('w')
    .where('w.id', '=', id)
    .where('w.dropped', '=', false)
    .where(visible(scope, 'loan', 'w.loan_id'))
    .forUpdate()
    .executeTakeFirst();

export interface WaiverValues {
  state?: string;
  reason?: string | null;
  document_id?: string | null;
  asked_at?: Date;
  received_at?: Date;
  decided_at?: Date;
  decided_by_name?: string;
}

export const updateWaiver = (tx: Tx, id: string, values: WaiverValues) =>
  tx
    .updateTable('servicing.lien_waivers')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Adds a needed waiver, or takes one back in that was dropped; its amount follows the draw. */
export const needWaiver = (
  tx: Tx,
  waiver: {
    id: string;
    loan_id: string;
    draw_id: string;
    for_draw_id: string;
    payee_id: string;
    form: string;
    amount_cents: bigint;
  },
) =>
  tx
    .insertInto('servicing.lien_waivers')
    .values({ ...waiver, state: 'required', created_at: tx.now, updated_at: tx.now })
    .onConflict((oc) =>
      oc
        .columns(['draw_id', 'for_draw_id', 'payee_id', 'form'])
        .doUpdateSet({ dropped: false, amount_cents: waiver.amount_cents }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();

/** Waivers of the draw that are none of these are not needed any more. */
export const dropOthers = (tx: Tx, drawId: string, keep: readonly string[]) =>
  tx
    .updateTable('servicing.lien_waivers')
    .set({ dropped: true })
    .where('draw_id', '=', drawId)
    .where('dropped', '=', false)
    .$if(keep.length > 0, (query) => query.where('id', 'not in', [...keep]))
    .execute();

/** Waivers of the loan that were accepted or excused, whichever draw asked for them. */
export const waiversOnFile = (db: Reader, loanId: string) =>
  db
    .selectFrom('servicing.lien_waivers')
    .select(['payee_id as payeeId', 'for_draw_id as forDrawId', 'form'])
    .where('loan_id', '=', loanId)
    .where('state', 'in', ['accepted', 'waived'])
    .execute();

/** Subcontractors and suppliers of the loan who gave preliminary notice. */
export const noticeGivers = (db: Reader, loanId: string) =>
  db
    .selectFrom('servicing.payees')
    .select(['id as payeeId', 'name'])
    .where('loan_id', '=', loanId)
    .where('gave_notice', '=', true)
    .orderBy('name')
    .execute();
