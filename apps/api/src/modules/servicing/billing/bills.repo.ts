import type { AccrualSegment } from '@connect/domain/loan';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';

export interface BillRow {
  id: string;
  loan_id: string;
  /** Of the event that billed it. */
  key: string;
  period: string;
  from_date: string;
  to_date: string;
  effective_date: string;
  due_date: string;
  amount_cents: bigint;
  default_interest_cents: bigint;
  from_reserve_cents: bigint;
  rate: string;
  day_count: string;
  exact_dollars: string;
  posting_id: string;
  reserve_posting_id: string | null;
  is_final: boolean;
}

export const insertBill = (tx: Tx, bill: BillRow, segments: readonly AccrualSegment[]) =>
  tx
    .insertInto('servicing.interest_bills')
    .values({
      ...bill,
      segments: JSON.stringify(
        segments.map(({ from, to, days, principal, rate, interestDollars }) => ({
          from,
          to,
          days,
          principalCents: Number(principal),
          rate,
          interestDollars,
        })),
      ),
      billed_at: tx.now,
      billed_by_name: tx.actor.name,
    })
    .execute();

const LISTED = [
  'b.id',
  'b.loan_id as loanId',
  'l.number as loanNumber',
  'b.period',
  'b.from_date as fromDate',
  'b.to_date as toDate',
  'b.effective_date as effectiveDate',
  'b.due_date as dueDate',
  'b.amount_cents as amountCents',
  'b.from_reserve_cents as fromReserveCents',
  'b.rate',
  'b.day_count as dayCount',
  'b.exact_dollars as exactDollars',
  'b.segments',
  'b.posting_id as postingId',
  'b.is_final as isFinal',
  'b.reversed_at as reversedAt',
  'b.billed_at as billedAt',
  'b.billed_by_name as billedByName',
] as const;

const bills = (db: Reader, scope: LoanScope) =>
  db
    .selectFrom('servicing.interest_bills as b')
    .innerJoin('lending.loans as l', 'l.id', 'b.loan_id')
    .select(LISTED)
    .where(visible(scope, 'loan', 'b.loan_id'));

export const findBill = (db: Reader, scope: LoanScope, id: string) =>
  bills(db, scope).where('b.id', '=', id).executeTakeFirst();

/** The bill of a loan and period that stands. */
export const findLiveBill = (db: Reader, loanId: string, period: string) =>
  db
    .selectFrom('servicing.interest_bills')
    .select(['id', 'posting_id', 'amount_cents', 'from_reserve_cents'])
    .where('loan_id', '=', loanId)
    .where('period', '=', period)
    .where('reversed_at', 'is', null)
    .executeTakeFirst();

export interface BillFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  loanId?: string | undefined;
  period?: string | undefined;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  period: { by: [['b.period', 'bpchar']], at: (row: { period: string }) => [row.period] },
  amount: {
    by: [['b.amount_cents', 'bigint']],
    at: (row: { amountCents: bigint }) => [String(row.amountCents)],
  },
} as const;

const matching = (db: Reader, scope: LoanScope, filter: BillFilter) =>
  bills(db, scope)
    .$if(filter.loanId !== undefined, (query) => query.where('b.loan_id', '=', filter.loanId!))
    .$if(filter.period !== undefined, (query) => query.where('b.period', '=', filter.period!));

/** A page of bills, latest period first. */
export const listBills = (db: Reader, scope: LoanScope, filter: BillFilter) =>
  matching(db, scope, filter)
    .$call(inOrder(SORTS, 'b.id', filter))
    .limit(pageRows(filter.limit))
    .execute();

export const countBills = (db: Reader, scope: LoanScope, filter: BillFilter): Promise<number> =>
  countOf(matching(db, scope, filter));

const live = (db: Reader, loanId: string) =>
  db
    .selectFrom('servicing.interest_bills')
    .select([
      'id',
      'key',
      'amount_cents',
      'from_reserve_cents',
      'due_date',
      'posting_id',
      'reserve_posting_id',
    ])
    .where('loan_id', '=', loanId)
    .where('reversed_at', 'is', null);

/** The bills of a loan that stand. */
export const liveBills = (db: Reader, loanId: string) => live(db, loanId).execute();
export type LiveBill = Awaited<ReturnType<typeof liveBills>>[number];

/** The bill that a posting made, with whether a later one stands. */
export const billOfPosting = (tx: Tx, postingId: string) =>
  tx
    .selectFrom('servicing.interest_bills as b')
    .select('b.id')
    .select(
      sql<boolean>`exists (select from servicing.interest_bills n where n.loan_id = b.loan_id
        and n.reversed_at is null and n.to_date > b.to_date)`.as('followed'),
    )
    .where('b.posting_id', '=', postingId)
    .where('b.reversed_at', 'is', null)
    .executeTakeFirst();

export const markReversed = (tx: Tx, id: string) =>
  tx.updateTable('servicing.interest_bills').set({ reversed_at: tx.now }).where('id', '=', id).execute();

/** Bills of a loan that stand and took effect in [from, to], oldest first. */
export const billsBetween = (db: Reader, loanId: string, from: string, to: string) =>
  db
    .selectFrom('servicing.interest_bills')
    .selectAll()
    .where('loan_id', '=', loanId)
    .where('effective_date', '>=', from)
    .where('effective_date', '<=', to)
    .where('reversed_at', 'is', null)
    .orderBy('period')
    .execute();
