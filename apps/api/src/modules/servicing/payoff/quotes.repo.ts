import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';

export interface QuoteRow {
  id: string;
  loan_id: string;
  number: number;
  payoff_date: string;
  valid_through: string;
  total_cents: bigint;
  figures: object;
  document_id: string;
}

/** Called under the loan's lock, so that two quotes never bear one number. */
export async function nextNumber(tx: Tx, loanId: string): Promise<number> {
  const row = await tx
    .selectFrom('servicing.payoff_quotes')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('next'))
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return row.next;
}

export const insertQuote = (tx: Tx, row: QuoteRow) =>
  tx
    .insertInto('servicing.payoff_quotes')
    .values({
      ...row,
      figures: JSON.stringify(row.figures),
      state: 'given',
      quoted_at: tx.now,
      quoted_by_name: tx.actor.name,
      updated_at: tx.now,
    })
    .execute();

export const updateQuote = (
  tx: Tx,
  id: string,
  values: { state: string; state_reason?: string | null; paid_on?: string; paid_cents?: bigint },
) =>
  tx
    .updateTable('servicing.payoff_quotes')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export const lockQuote = (tx: Tx, scope: LoanScope, id: string) =>
  tx
    .selectFrom('servicing.payoff_quotes as q')
    .selectAll('q')
    .where('q.id', '=', id)
    .where(visible(scope, 'loan', 'q.loan_id'))
    .forUpdate()
    .executeTakeFirst();
export type LockedQuote = NonNullable<Awaited<ReturnType<typeof lockQuote>>>;

export const loanOfQuote = async (db: Reader, scope: LoanScope, id: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('servicing.payoff_quotes as q')
      .select('q.loan_id')
      .where('q.id', '=', id)
      .where(visible(scope, 'loan', 'q.loan_id'))
      .executeTakeFirst()
  )?.loan_id;

const listed = (db: Reader, scope: LoanScope) =>
  db
    .selectFrom('servicing.payoff_quotes as q')
    .innerJoin('lending.loans as l', 'l.id', 'q.loan_id')
    .select([
      'q.id',
      'q.loan_id as loanId',
      'l.number as loanNumber',
      'l.address',
      'q.number',
      'q.state',
      'q.state_reason as stateReason',
      'q.payoff_date as payoffDate',
      'q.valid_through as validThrough',
      'q.total_cents as totalCents',
      'q.figures',
      'q.document_id as documentId',
      'q.paid_on as paidOn',
      'q.paid_cents as paidCents',
      'q.quoted_at as quotedAt',
      'q.quoted_by_name as quotedByName',
      'q.version',
      'q.updated_at as updatedAt',
    ])
    .where(visible(scope, 'loan', 'q.loan_id'));
export type FoundQuote = NonNullable<Awaited<ReturnType<typeof findQuote>>>;

export const findQuote = (db: Reader, scope: LoanScope, id: string) =>
  listed(db, scope).where('q.id', '=', id).executeTakeFirst();

export interface QuoteFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  loanId?: string | undefined;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  quotedAt: { by: [['q.quoted_at', 'timestamptz']], at: (row: { quotedAt: string }) => [row.quotedAt] },
  payoffDate: { by: [['q.payoff_date', 'date']], at: (row: { payoffDate: string }) => [row.payoffDate] },
} as const;

const matching = (db: Reader, scope: LoanScope, filter: QuoteFilter) =>
  listed(db, scope).$if(filter.loanId !== undefined, (query) =>
    query.where('q.loan_id', '=', filter.loanId!),
  );

/** A page of quotes, newest first. */
export const listQuotes = (db: Reader, scope: LoanScope, filter: QuoteFilter) =>
  matching(db, scope, filter)
    .$call(inOrder(SORTS, 'q.id', filter))
    .limit(filter.limit + 1)
    .execute();

export const countQuotes = (db: Reader, scope: LoanScope, filter: QuoteFilter): Promise<number> =>
  countOf(matching(db, scope, filter));

/** Open quotes of a loan other than one, or of all loans whose validity ended before a day; locked. */
export const lockOpenQuotes = (tx: Tx, which: { loanId: string; except: string } | { endedBefore: string }) =>
  tx
    .selectFrom('servicing.payoff_quotes as q')
    .innerJoin('lending.loans as l', 'l.id', 'q.loan_id')
    .select(['q.id', 'q.number', 'q.state', 'q.loan_id as loanId', 'l.project_id as projectId'])
    .where('q.state', 'in', ['given', 'accepted'])
    .$if('loanId' in which, (query) =>
      query
        .where('q.loan_id', '=', (which as { loanId: string }).loanId)
        .where('q.id', '<>', (which as { except: string }).except),
    )
    .$if('endedBefore' in which, (query) =>
      query.where('q.valid_through', '<', (which as { endedBefore: string }).endedBefore),
    )
    .limit(1000)
    .forUpdate('q')
    .execute();
