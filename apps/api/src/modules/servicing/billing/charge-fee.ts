import { randomUUID } from 'node:crypto';
import { type Cents, centsToNumber } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, beginAct } from '../ledger/act.ts';
import { requireTerms } from '../ledger/books.ts';
import { enter, postingOf } from '../ledger/enter.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import type { FEE_KINDS, Fee } from './billing.schemas.ts';
import { countFees, type FeeFilter, findFee, insertFee, listFees, SORTS } from './fees.repo.ts';

export interface FeeInput {
  loanId: string;
  kind: (typeof FEE_KINDS)[number];
  amountCents: Cents;
  /** What the borrower reads; the kind in words when left out. */
  memo?: string | undefined;
  effectiveDate?: string | undefined;
}

/** Charges a fee to the borrower. Throws 404, 409 `loan_not_running`, 422 at /effectiveDate. */
export async function chargeFee(actor: Actor, input: FeeInput): Promise<Fee> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => feeFor(tx, scope, await chargeFeeIn(tx, scope, input)));
}

/** The same within a transaction that does more: a draw fee with its draw. Answers the fee's id. */
export async function chargeFeeIn(tx: Tx, scope: LoanScope, input: FeeInput): Promise<string> {
  const { loan, date } = await beginAct(tx, scope, input);
  const id = randomUUID();
  const memo = input.memo ?? `${input.kind[0]!.toUpperCase()}${input.kind.slice(1)} fee`;
  const { written } = await enter(tx, loan, {
    event: { kind: 'fee', key: `fee:${id}`, date, amountCents: input.amountCents, memo },
    source: { type: 'fee', id },
  });
  await insertFee(tx, {
    id,
    loan_id: loan.id,
    kind: input.kind,
    amount_cents: input.amountCents,
    memo,
    effective_date: date,
    posting_id: postingOf(written, `fee:${id}`),
  });
  await publish(tx, 'fee.charged', aboutLoan(loan, date), {
    feeId: id,
    memo,
    amountCents: centsToNumber(input.amountCents),
  });
  return id;
}

/** A page of the fees of a loan. Throws 404. */
export async function pageOfFees(actor: Actor, query: FeeFilter & { withTotal: boolean }) {
  const scope = authorise(actor, 'read:payments');
  await requireTerms(reader(), scope, query.loanId);
  const [rows, total] = await Promise.all([
    listFees(reader(), scope, query),
    query.withTotal ? countFees(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, SORTS, total);
  return { ...page, items: page.items.map(present) };
}

async function feeFor(db: Reader, scope: LoanScope, id: string): Promise<Fee> {
  const found = await findFee(db, scope, id);
  if (!found) throw notFound();
  return present(found);
}

const present = ({ reversedBy, ...fee }: NonNullable<Awaited<ReturnType<typeof findFee>>>): Fee => ({
  ...fee,
  reversed: reversedBy !== null,
});
