import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../../identity/index.ts';
import type { PaymentFileQuery } from './disbursements.schemas.ts';

// Who releases payments reaches all of them: the scope is proof of having asked.
type Releases = Scope<'release:payments'>;

const COLUMNS = [
  'id',
  'serial',
  'file_name as fileName',
  'effective_date as effectiveDate',
  'settlement_date as settlementDate',
  'entry_count as entryCount',
  'batch_count as batchCount',
  'control_total_cents as controlTotalCents',
  'entry_hash as entryHash',
  'sha256',
  'created_by_name as createdByName',
  'confirmed_by_name as confirmedByName',
  'version',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

/* The day counts on which the money settled, or is to. */
const SETTLES = sql<string>`coalesce(settlement_date, effective_date)`;

const matching = (db: Reader, { state, from, to }: PaymentFileQuery) =>
  db
    .selectFrom('servicing.payment_files')
    .$if(state === 'exported', (query) => query.where('settlement_date', 'is', null))
    .$if(state === 'confirmed', (query) => query.where('settlement_date', 'is not', null))
    .$if(from !== undefined, (query) => query.where(SETTLES, '>=', from!))
    .$if(to !== undefined, (query) => query.where(SETTLES, '<=', to!));

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  total: {
    by: [['control_total_cents', 'bigint']],
    at: (row: { controlTotalCents: bigint }) => [String(row.controlTotalCents)],
  },
} as const;

/** One page and a row more, newest first; the sealed content stays where it is. */
export function listPaymentFiles(db: Reader, _scope: Releases, filter: PaymentFileQuery) {
  return matching(db, filter)
    .select(COLUMNS)
    .$call(inOrder(SORTS, 'id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countPaymentFiles(
  db: Reader,
  _scope: Releases,
  filter: PaymentFileQuery,
): Promise<number> {
  const row = await matching(db, filter).select(sql<number>`count(*)::int`.as('n')).executeTakeFirstOrThrow();
  return row.n;
}

export const findPaymentFile = (db: Reader, _scope: Releases, id: string) =>
  db.selectFrom('servicing.payment_files').select(COLUMNS).where('id', '=', id).executeTakeFirst();
export type FoundFile = NonNullable<Awaited<ReturnType<typeof findPaymentFile>>>;

export const lockPaymentFile = (tx: Tx, _scope: Releases, id: string) =>
  tx
    .selectFrom('servicing.payment_files')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const sealedContent = (db: Reader, _scope: Releases, id: string) =>
  db
    .selectFrom('servicing.payment_files')
    .select('content_sealed as sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

/** Payments of several files, by payee. */
export const paymentsOf = (db: Reader, _scope: Releases, fileIds: readonly string[]) =>
  fileIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('servicing.disbursements')
        .select([
          'id',
          'draw_id as drawId',
          'loan_id as loanId',
          'payee_name as payeeName',
          'amount_cents as amountCents',
          'bank_last4 as bankLast4',
          'state',
          'payment_file_id as fileId',
        ])
        .where('payment_file_id', 'in', [...fileIds])
        .orderBy('payee_name')
        .orderBy('id')
        .execute();

export const countFilesSince = async (db: Reader, since: Date): Promise<number> =>
  (
    await db
      .selectFrom('servicing.payment_files')
      .select(sql<number>`count(*)::int`.as('n'))
      .where('created_at', '>=', since.toISOString())
      .executeTakeFirstOrThrow()
  ).n;

export const insertPaymentFile = (
  tx: Tx,
  file: {
    id: string;
    serial: number;
    file_name: string;
    effective_date: string;
    entry_count: number;
    batch_count: number;
    control_total_cents: bigint;
    entry_hash: string;
    sha256: string;
    content_sealed: string;
  },
) =>
  tx
    .insertInto('servicing.payment_files')
    .values({
      ...file,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export const confirmPaymentFile = (tx: Tx, id: string, settlementDate: string) =>
  tx
    .updateTable('servicing.payment_files')
    .set({
      settlement_date: settlementDate,
      confirmed_at: tx.now,
      confirmed_by_name: tx.actor.name,
      updated_at: tx.now,
    })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
