import type { Reader, Tx } from '../../../platform/db.ts';
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

/** All fees of a loan, newest first; a loan has a few dozen in its life. */
export const listFees = (db: Reader, scope: LoanScope, loanId: string) =>
  fees(db, scope)
    .where('f.loan_id', '=', loanId)
    .orderBy('f.effective_date', 'desc')
    .orderBy('f.id', 'desc')
    .limit(500)
    .execute();

export const findFee = (db: Reader, scope: LoanScope, id: string) =>
  fees(db, scope).where('f.id', '=', id).executeTakeFirst();
