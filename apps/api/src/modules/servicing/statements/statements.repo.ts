import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';

export interface StatementRow {
  id: string;
  loan_id: string;
  period: string;
  from_date: string;
  through_date: string;
  statement_date: string;
  due_date: string;
  opening_principal_cents: bigint;
  closing_principal_cents: bigint;
  interest_cents: bigint;
  paid_cents: bigint;
  due_cents: bigint;
  figures: object;
  document_id: string;
  /** The number of the loan's last posting when it was issued. */
  through_number: number;
}

export const insertStatement = (tx: Tx, row: StatementRow) =>
  tx
    .insertInto('servicing.statements')
    .values({
      ...row,
      figures: JSON.stringify(row.figures),
      issued_at: tx.now,
      issued_by_name: tx.actor.name,
    })
    .execute();

/** The latest issued period of a loan and the statement of one period, each null when there is none. */
export async function issuedOf(
  db: Reader,
  loanId: string,
  period: string,
): Promise<{ latest: string | null; id: string | null }> {
  const row = await db
    .selectFrom('servicing.statements')
    .select([
      sql<string | null>`max(period)`.as('latest'),
      sql<string | null>`max(id::text) filter (where period = ${period})`.as('id'),
    ])
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return row;
}

const listed = (db: Reader, scope: LoanScope) =>
  db
    .selectFrom('servicing.statements as t')
    .innerJoin('lending.loans as l', 'l.id', 't.loan_id')
    .select([
      't.id',
      't.loan_id as loanId',
      'l.number as loanNumber',
      'l.address',
      't.period',
      't.from_date as fromDate',
      't.through_date as throughDate',
      't.statement_date as statementDate',
      't.due_date as dueDate',
      't.opening_principal_cents as openingPrincipalCents',
      't.closing_principal_cents as closingPrincipalCents',
      't.interest_cents as interestCents',
      't.paid_cents as paidCents',
      't.due_cents as dueCents',
      't.figures',
      't.document_id as documentId',
      't.issued_at as issuedAt',
      't.issued_by_name as issuedByName',
    ])
    .where(visible(scope, 'loan', 't.loan_id'));
export type FoundStatement = NonNullable<Awaited<ReturnType<typeof findStatement>>>;

export const findStatement = (db: Reader, scope: LoanScope, id: string) =>
  listed(db, scope).where('t.id', '=', id).executeTakeFirst();

export interface StatementFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  loanId?: string | undefined;
  period?: string | undefined;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  period: {
    by: [
      ['t.period', 'bpchar'],
      ['t.issued_at', 'timestamptz'],
    ],
    at: (row: { period: string; issuedAt: string }) => [row.period, row.issuedAt],
  },
} as const;

const matching = (db: Reader, scope: LoanScope, filter: StatementFilter) =>
  listed(db, scope)
    .$if(filter.loanId !== undefined, (query) => query.where('t.loan_id', '=', filter.loanId!))
    .$if(filter.period !== undefined, (query) => query.where('t.period', '=', filter.period!));

/** A page of statements, latest period first. */
export const listStatements = (db: Reader, scope: LoanScope, filter: StatementFilter) =>
  matching(db, scope, filter)
    .$call(inOrder(SORTS, 't.id', filter))
    .limit(filter.limit + 1)
    .execute();

export const countStatements = (db: Reader, scope: LoanScope, filter: StatementFilter): Promise<number> =>
  countOf(matching(db, scope, filter));

/** What a posting changes, for a statement: its month and its net effect on each account that a borrower reads. */
export interface StatementPosting {
  month: string;
  kind: string;
  memo: string;
  effectiveDate: string;
  number: number;
  principalCents: bigint;
  dueCents: bigint;
  unappliedCents: bigint;
  reserveCents: bigint;
  cashCents: bigint;
}

/**
 * Every posting of the loan with the month on whose statement it stands: a bill's own month, else that of its effective date; what was
 * posted after a statement was issued stands on the next, so issued statements stay true to themselves.
 */
export const statementPostings = (db: Reader, loanId: string): Promise<StatementPosting[]> =>
  db
    .selectFrom('servicing.postings as p')
    .innerJoin('servicing.posting_lines as n', (join) =>
      join.onRef('n.posting_id', '=', 'p.id').onRef('n.loan_id', '=', 'p.loan_id'),
    )
    .leftJoin('servicing.postings as o', 'o.id', 'p.reverses')
    .select([
      'p.kind',
      'p.memo',
      'p.effective_date as effectiveDate',
      'p.number',
      sql<string>`greatest(
        coalesce(substring(coalesce(p.key, o.key) from '^bill:(\\d{4}-\\d{2})'), to_char(p.effective_date, 'YYYY-MM')),
        (select to_char(to_date(max(t.period), 'YYYY-MM') + interval '1 month', 'YYYY-MM')
          from servicing.statements t where t.loan_id = p.loan_id and t.through_number < p.number))`.as(
        'month',
      ),
      sql<bigint>`coalesce(sum(n.amount_cents) filter (where n.account = 'principal'), 0)::bigint`.as(
        'principalCents',
      ),
      sql<bigint>`coalesce(sum(n.amount_cents) filter (where n.account in
        ('interest_receivable', 'default_interest_receivable', 'fees_receivable')), 0)::bigint`.as(
        'dueCents',
      ),
      sql<bigint>`-coalesce(sum(n.amount_cents) filter (where n.account = 'unapplied'), 0)::bigint`.as(
        'unappliedCents',
      ),
      sql<bigint>`coalesce(sum(n.amount_cents) filter (where n.account = 'reserve_undrawn'), 0)::bigint`.as(
        'reserveCents',
      ),
      sql<bigint>`coalesce(sum(n.amount_cents) filter (where n.account = 'cash'), 0)::bigint`.as('cashCents'),
    ])
    .where('p.loan_id', '=', loanId)
    .groupBy(['p.id', 'p.kind', 'p.memo', 'p.effective_date', 'p.number', 'p.loan_id', 'p.key', 'o.key'])
    .orderBy('p.effective_date')
    .orderBy('p.number')
    .execute();
