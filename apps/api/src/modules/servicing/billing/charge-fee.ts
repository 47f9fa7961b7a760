import { randomUUID } from 'node:crypto';
import { type Cents, centsToNumber } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, beginAct } from '../ledger/act.ts';
import { requireTerms } from '../ledger/books.ts';
import { enter, postingOf } from '../ledger/enter.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import type { FEE_KINDS, Fee } from './billing.schemas.ts';
import { findFee, insertFee, listFees } from './fees.repo.ts';

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

/** The fees of a loan, newest first. Throws 404. */
export async function feesOf(actor: Actor, loanId: string): Promise<{ items: Fee[] }> {
  const scope = authorise(actor, 'read:payments');
  await requireTerms(reader(), scope, loanId);
  return { items: (await listFees(reader(), scope, loanId)).map(present) };
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
