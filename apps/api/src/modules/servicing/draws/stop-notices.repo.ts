import type { Permission } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

export interface StopNoticeFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  loanId?: string | undefined;
  open?: boolean | undefined;
}

const described = (db: Reader, scope: Scope<Permission>) =>
  db
    .selectFrom('servicing.stop_notices as s')
    .innerJoin('lending.loans as l', 'l.id', 's.loan_id')
    .select([
      's.id',
      's.loan_id as loanId',
      'l.number as loanNumber',
      's.claimant',
      's.amount_cents as amountCents',
      's.served_on as servedOn',
      's.document_id as documentId',
      's.released_on as releasedOn',
      's.release_reason as releaseReason',
      's.released_by_name as releasedByName',
      's.version',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
    ])
    .where(visible(scope, 'loan', 's.loan_id'));

function matching(db: Reader, scope: Scope<Permission>, { loanId, open }: StopNoticeFilter) {
  return described(db, scope)
    .$if(loanId !== undefined, (query) => query.where('s.loan_id', '=', loanId!))
    .$if(open === true, (query) => query.where('s.released_on', 'is', null))
    .$if(open === false, (query) => query.where('s.released_on', 'is not', null));
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['s.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** One page and a row more, newest first. */
export function listStopNotices(db: Reader, scope: Scope<Permission>, filter: StopNoticeFilter) {
  return matching(db, scope, filter)
    .$call(inOrder(SORTS, 's.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countStopNotices(
  db: Reader,
  scope: Scope<Permission>,
  filter: StopNoticeFilter,
): Promise<number> {
  const row = await matching(db, scope, filter)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findStopNotice = (db: Reader, scope: Scope<Permission>, id: string) =>
  described(db, scope).where('s.id', '=', id).executeTakeFirst();

export const lockStopNotice = (tx: Tx, id: string) =>
  tx.selectFrom('servicing.stop_notices').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertStopNotice = (
  tx: Tx,
  notice: {
    id: string;
    loan_id: string;
    claimant: string;
    amount_cents: bigint;
    served_on: string;
    document_id: string | null;
  },
) =>
  tx
    .insertInto('servicing.stop_notices')
    .values({
      ...notice,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export const releaseStopNotice = (
  tx: Tx,
  id: string,
  values: { released_on: string; release_reason: string },
) =>
  tx
    .updateTable('servicing.stop_notices')
    .set({ ...values, released_by_name: tx.actor.name, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
