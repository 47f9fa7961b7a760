import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';

export const insertFee = (
  tx: Tx,
  fee: {
    id: string;
    loan_id: string;
    kind: string;
    amount_cents: bigint;
    memo: string;
    effective_date: string;
    posting_id: string;
  },
) =>
  tx
    .insertInto('servicing.fees')
    .values({ ...fee, charged_at: tx.now, charged_by_name: tx.actor.name })
    .execute();

const fees = (db: Reader, scope: LoanScope) =>
  db
    .selectFrom('servicing.fees as f')
    .leftJoin('servicing.postings as r', 'r.reverses', 'f.posting_id')
    .select([
      'f.id',
      'f.loan_id as loanId',
      'f.kind',
      'f.amount_cents as amountCents',
      'f.memo',
      'f.effective_date as effectiveDate',
      'f.posting_id as postingId',
      'f.charged_at as chargedAt',
      'f.charged_by_name as chargedByName',
      'r.id as reversedBy',
    ])
    .where(visible(scope, 'loan', 'f.loan_id'));

export interface FeeFilter {
  loanId: string;
  limit: number;
  cursor?: string | undefined;
  sort: string;
  kind?: string | undefined;
}

/** Declared sorts of a loan's fees, each with its index. */
export const SORTS = {
  effectiveDate: {
    by: [['f.effective_date', 'date']],
    at: (row: { effectiveDate: string }) => [row.effectiveDate],
  },
  amount: {
    by: [['f.amount_cents', 'bigint']],
    at: (row: { amountCents: bigint }) => [String(row.amountCents)],
  },
} as const;

const matching = (db: Reader, scope: LoanScope, filter: FeeFilter) =>
  fees(db, scope)
    .where('f.loan_id', '=', filter.loanId)
    .$if(filter.kind !== undefined, (query) => query.where('f.kind', '=', filter.kind!));

/** A page of a loan's fees, newest first. */
export const listFees = (db: Reader, scope: LoanScope, filter: FeeFilter) =>
  matching(db, scope, filter)
    .$call(inOrder(SORTS, 'f.id', filter))
    .limit(pageRows(filter.limit))
    .execute();

export const countFees = (db: Reader, scope: LoanScope, filter: FeeFilter): Promise<number> =>
  countOf(matching(db, scope, filter));

export const findFee = (db: Reader, scope: LoanScope, id: string) =>
  fees(db, scope).where('f.id', '=', id).executeTakeFirst();
