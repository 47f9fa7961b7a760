import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';

export interface PaymentValues {
  state: string;
  effective_date?: string;
  fees_cents?: bigint;
  default_interest_cents?: bigint;
  interest_cents?: bigint;
  principal_cents?: bigint;
  unapplied_cents?: bigint;
  posting_id?: string;
  returned_on?: string;
  return_reason?: string;
  return_posting_id?: string;
}

export interface NewPaymentRow extends PaymentValues {
  id: string;
  loan_id: string;
  amount_cents: bigint;
  method: string;
  reference: string | null;
  memo: string | null;
  received_on: string;
  asked_principal_cents: bigint;
  payoff_quote_id: string | null;
}

export const insertPayment = (tx: Tx, row: NewPaymentRow) =>
  tx
    .insertInto('servicing.payments')
    .values({ ...row, created_at: tx.now, created_by_name: tx.actor.name, updated_at: tx.now })
    .execute();

export const updatePayment = (tx: Tx, id: string, values: PaymentValues) =>
  tx
    .updateTable('servicing.payments')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** How collected money is used, as the books say it now. */
export const updateSplit = (
  tx: Tx,
  id: string,
  split: Required<
    Pick<
      PaymentValues,
      | 'posting_id'
      | 'effective_date'
      | 'fees_cents'
      | 'default_interest_cents'
      | 'interest_cents'
      | 'principal_cents'
      | 'unapplied_cents'
    >
  >,
) => updatePayment(tx, id, { state: 'collected', ...split });

/** The row itself, locked. Its loan is locked before it: ask for the loan with `loanOfPayment`. */
export const lockPayment = (tx: Tx, scope: LoanScope, id: string) =>
  tx
    .selectFrom('servicing.payments as y')
    .selectAll('y')
    .where('y.id', '=', id)
    .where(visible(scope, 'loan', 'y.loan_id'))
    .forUpdate()
    .executeTakeFirst();
export type PaymentRow = NonNullable<Awaited<ReturnType<typeof lockPayment>>>;

export const loanOfPayment = async (db: Reader, scope: LoanScope, id: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('servicing.payments as y')
      .select('y.loan_id')
      .where('y.id', '=', id)
      .where(visible(scope, 'loan', 'y.loan_id'))
      .executeTakeFirst()
  )?.loan_id;

const listed = (db: Reader, scope: LoanScope) =>
  db
    .selectFrom('servicing.payments as y')
    .innerJoin('lending.loans as l', 'l.id', 'y.loan_id')
    .select([
      'y.id',
      'y.loan_id as loanId',
      'l.number as loanNumber',
      'l.address',
      'y.state',
      'y.amount_cents as amountCents',
      'y.method',
      'y.reference',
      'y.memo',
      'y.received_on as receivedOn',
      'y.effective_date as effectiveDate',
      'y.fees_cents as feesCents',
      'y.default_interest_cents as defaultInterestCents',
      'y.interest_cents as interestCents',
      'y.principal_cents as principalCents',
      'y.unapplied_cents as unappliedCents',
      'y.payoff_quote_id as payoffQuoteId',
      'y.posting_id as postingId',
      'y.returned_on as returnedOn',
      'y.return_reason as returnReason',
      'y.version',
      'y.created_at as createdAt',
      'y.created_by_name as createdByName',
      'y.updated_at as updatedAt',
      sql<string>`coalesce((select p.name from lending.loan_parties b join contacts.parties p on p.id = b.party_id
        where b.loan_id = l.id and b.role = 'borrower'), '')`.as('borrowerName'),
    ])
    .where(visible(scope, 'loan', 'y.loan_id'));
export type FoundPayment = NonNullable<Awaited<ReturnType<typeof findPayment>>>;

export const findPayment = (db: Reader, scope: LoanScope, id: string) =>
  listed(db, scope).where('y.id', '=', id).executeTakeFirst();

export interface PaymentFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  loanId?: string | undefined;
  state?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  receivedOn: {
    by: [
      ['y.received_on', 'date'],
      ['y.created_at', 'timestamptz'],
    ],
    at: (row: { receivedOn: string; createdAt: string }) => [row.receivedOn, row.createdAt],
  },
  amount: {
    by: [['y.amount_cents', 'bigint']],
    at: (row: { amountCents: bigint }) => [String(row.amountCents)],
  },
} as const;

const matching = (db: Reader, scope: LoanScope, filter: PaymentFilter) =>
  listed(db, scope)
    .$if(filter.loanId !== undefined, (query) => query.where('y.loan_id', '=', filter.loanId!))
    .$if(filter.state !== undefined, (query) => query.where('y.state', '=', filter.state!))
    .$if(filter.from !== undefined, (query) => query.where('y.received_on', '>=', filter.from!))
    .$if(filter.to !== undefined, (query) => query.where('y.received_on', '<=', filter.to!));

/** A page of payments, latest received first. */
export const listPayments = (db: Reader, scope: LoanScope, filter: PaymentFilter) =>
  matching(db, scope, filter)
    .$call(inOrder(SORTS, 'y.id', filter))
    .limit(filter.limit + 1)
    .execute();

export const countPayments = (db: Reader, scope: LoanScope, filter: PaymentFilter): Promise<number> =>
  countOf(matching(db, scope, filter));
