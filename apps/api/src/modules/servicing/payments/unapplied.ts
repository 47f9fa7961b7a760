import { randomUUID } from 'node:crypto';
import { type Cents, centsToNumber, sumCents, ZERO } from '@connect/domain/money';
import { BUCKETS } from '@connect/domain/waterfall';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { conflict, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, actDate, beginAct } from '../ledger/act.ts';
import { getPosting } from '../ledger/books.ts';
import { enter, postingOf } from '../ledger/enter.ts';
import type { Posting } from '../ledger/ledger.schemas.ts';
import { lockTerms } from '../ledger/loans.repo.ts';

/** Puts the borrower's unapplied cash to what is due now. Throws 404, 409 `nothing_to_apply` or `loan_not_running`, 422. */
export async function applyUnapplied(
  actor: Actor,
  input: { loanId: string; principalCents?: Cents | undefined; effectiveDate?: string | undefined },
): Promise<Posting> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const { loan, date } = await beginAct(tx, scope, input);
    const id = randomUUID();
    const key = `applied:${id}`;
    const { written, projection } = await enter(tx, loan, {
      event: { kind: 'apply_unapplied', key, date, principalCents: input.principalCents ?? ZERO },
      source: { type: 'unapplied', id },
    });
    const made = written.find((each) => each.key === key);
    const used = sumCents(BUCKETS.map((bucket) => projection.applied.get(key)?.[bucket] ?? ZERO));
    if (!made) throw conflict('nothing_to_apply', 'Nothing is due that it could pay.');
    await publish(tx, 'unapplied.applied', aboutLoan(loan, date), { amountCents: centsToNumber(used) });
    return getPosting(actor, made.id, tx);
  });
}

/** Sends unapplied cash back to the borrower, of a paid-off loan, too. Throws 404, 422 at /amountCents or /effectiveDate. */
export async function refundUnapplied(
  actor: Actor,
  input: { loanId: string; amountCents: Cents; effectiveDate?: string | undefined },
): Promise<Posting> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const loan = await lockTerms(tx, scope, input.loanId);
    if (!loan) throw notFound();
    const date = actDate(tx, input);
    const id = randomUUID();
    const key = `refund:${id}`;
    const { written } = await enter(tx, loan, {
      event: { kind: 'refund_unapplied', key, date, amountCents: input.amountCents },
      source: { type: 'refund', id },
    });
    await publish(tx, 'unapplied.refunded', aboutLoan(loan, date), {
      amountCents: centsToNumber(input.amountCents),
    });
    return getPosting(actor, postingOf(written, key), tx);
  });
}
