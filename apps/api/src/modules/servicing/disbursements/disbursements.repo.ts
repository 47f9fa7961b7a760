import type { Permission } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

export interface DisbursementFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  state?: string[] | undefined;
  drawId?: string | undefined;
  loanId?: string | undefined;
  paymentFileId?: string | undefined;
  method?: string | undefined;
}

const described = (db: Reader) =>
  db
    .selectFrom('servicing.disbursements as b')
    .innerJoin('servicing.draws as d', 'd.id', 'b.draw_id')
    .innerJoin('lending.loans as l', 'l.id', 'b.loan_id')
    .innerJoin('servicing.payees as y', 'y.id', 'b.payee_id')
    .leftJoin('contacts.entities as e', 'e.id', 'y.party_id')
    .leftJoin('servicing.payment_files as f', 'f.id', 'b.payment_file_id')
    .select([
      'b.id',
      'b.draw_id as drawId',
      'd.number as drawNumber',
      'b.loan_id as loanId',
      'l.number as loanNumber',
      'l.address',
      'b.payee_id as payeeId',
      'b.payee_name as payeeName',
      'b.method',
      'b.state',
      'b.gross_cents as grossCents',
      'b.retainage_cents as retainageCents',
      'b.amount_cents as amountCents',
      'b.payment_file_id as paymentFileId',
      'f.serial as paymentFileSerial',
      'b.reference',
      'b.exported_at as exportedAt',
      'b.settlement_date as settlementDate',
      'b.posting_id as postingId',
      'b.returned_on as returnedOn',
      'b.reason',
      'b.replaces as replacesId',
      'b.version',
      'b.created_at as createdAt',
      'b.updated_at as updatedAt',
    ])
    .select(sql<string | null>`coalesce(b.bank_last4, e.bank_account_last4)`.as('bankLast4'))
    .select(sql<boolean>`y.party_id is not null`.as('payeeLinked'));

function matching<T>(query: T, scope: Scope<Permission>, filter: DisbursementFilter): T {
  const { state, drawId, loanId, paymentFileId, method } = filter;
  return (query as ReturnType<typeof described>)
    .where(visible(scope, 'loan', 'b.loan_id'))
    .$if(state !== undefined, (q) => q.where('b.state', 'in', state!))
    .$if(drawId !== undefined, (q) => q.where('b.draw_id', '=', drawId!))
    .$if(loanId !== undefined, (q) => q.where('b.loan_id', '=', loanId!))
    .$if(method !== undefined, (q) => q.where('b.method', '=', method!))
    .$if(paymentFileId !== undefined, (q) => q.where('b.payment_file_id', '=', paymentFileId!)) as T;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['b.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  payee: { by: [['b.payee_name', 'text']], at: (row: { payeeName: string }) => [row.payeeName] },
  amount: {
    by: [['b.amount_cents', 'bigint']],
    at: (row: { amountCents: bigint }) => [String(row.amountCents)],
  },
} as const;

/** One page and a row more, newest first. */
export function listDisbursements(db: Reader, scope: Scope<Permission>, filter: DisbursementFilter) {
  return matching(described(db), scope, filter)
    .$call(inOrder(SORTS, 'b.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countDisbursements(
  db: Reader,
  scope: Scope<Permission>,
  filter: DisbursementFilter,
): Promise<number> {
  const row = await matching(described(db), scope, filter)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findDisbursement = (db: Reader, scope: Scope<Permission>, id: string) =>
  described(db)
    .where('b.id', '=', id)
    .where(visible(scope, 'loan', 'b.loan_id'))
    .executeTakeFirst();
export type FoundDisbursement = NonNullable<Awaited<ReturnType<typeof findDisbursement>>>;

/** Loan of a payment, for the order of locks. */
export const loanOfDisbursement = (db: Reader, scope: Scope<Permission>, id: string) =>
  db
    .selectFrom('servicing.disbursements as b')
    .select(['b.loan_id as loanId', 'b.draw_id as drawId'])
    .where('b.id', '=', id)
    .where(visible(scope, 'loan', 'b.loan_id'))
    .executeTakeFirst();

export const lockDisbursement = (tx: Tx, id: string) =>
  tx
    .selectFrom('servicing.disbursements')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
export type LockedDisbursement = Awaited<ReturnType<typeof lockDisbursement>>;

/** Payments by id or by draw, locked in one order so that two files made at once do not block each other for good. */
export const lockMany = (
  tx: Tx,
  scope: Scope<Permission>,
  which: { ids?: readonly string[]; drawIds?: readonly string[]; fileId?: string },
) =>
  tx
    .selectFrom('servicing.disbursements as b')
    .selectAll('b')
    .where(visible(scope, 'loan', 'b.loan_id'))
    .where((eb) =>
      eb.or([
        ...(which.ids?.length ? [eb('b.id', 'in', [...which.ids])] : []),
        ...(which.drawIds?.length ? [eb('b.draw_id', 'in', [...which.drawIds])] : []),
        ...(which.fileId ? [eb('b.payment_file_id', '=', which.fileId)] : []),
      ]),
    )
    .orderBy('b.loan_id')
    .orderBy('b.id')
    .forUpdate()
    .execute();

export const linesOfDisbursement = (db: Reader, id: string) =>
  db
    .selectFrom('servicing.disbursement_lines')
    .select([
      'budget_line_id as budgetLineId',
      'gross_cents as grossCents',
      'retainage_cents as retainageCents',
    ])
    .where('disbursement_id', '=', id)
    .execute();

export const insertDisbursement = (
  tx: Tx,
  payment: {
    id: string;
    draw_id: string;
    loan_id: string;
    payee_id: string;
    payee_name: string;
    method: string;
    gross_cents: bigint;
    retainage_cents: bigint;
    amount_cents: bigint;
    replaces: string | null;
  },
) =>
  tx
    .insertInto('servicing.disbursements')
    .values({ ...payment, state: 'prepared', created_at: tx.now, updated_at: tx.now })
    .execute();

export const insertDisbursementLines = (
  tx: Tx,
  lines: readonly {
    disbursement_id: string;
    budget_line_id: string;
    gross_cents: bigint;
    retainage_cents: bigint;
  }[],
) =>
  tx
    .insertInto('servicing.disbursement_lines')
    .values([...lines])
    .execute();

export interface DisbursementValues {
  state?: string;
  method?: string;
  payment_file_id?: string;
  reference?: string;
  bank_last4?: string;
  exported_at?: Date;
  settlement_date?: string;
  posting_id?: string;
  returned_on?: string;
  reason?: string;
  return_posting_id?: string;
}

export const updateDisbursement = (tx: Tx, id: string, values: DisbursementValues) =>
  tx
    .updateTable('servicing.disbursements')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** The next number of the book under this name; the row lock makes the sequence gapless. */
export async function nextSerial(tx: Tx, name: string): Promise<number> {
  const row = await tx
    .insertInto('servicing.counters')
    .values({ name, last: 1 })
    .onConflict((oc) => oc.column('name').doUpdateSet({ last: sql`counters.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}
