import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { conflict, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { markBillReversed } from '../billing/reverse-bill.ts';
import { aboutLoan, beginAct } from './act.ts';
import { getPosting } from './books.ts';
import { findPosting } from './ledger.repo.ts';
import type { Posting } from './ledger.schemas.ts';
import { reverse } from './post.ts';

/** What has to be undone where it was done, and how. */
const AT_SOURCE: Record<string, string> = {
  payment_received: 'A payment is taken back by recording it as returned.',
  payoff_received: 'A payoff is taken back by recording its payment as returned.',
  draw_paid: 'A draw is taken back by recording its disbursement as returned.',
  escrow_wired: 'Funding is not reversed here.',
  loan_settled: 'Funding is not reversed here.',
  interest_from_reserve: 'Reverse the bill; what the reserve paid comes back with it.',
};

/** Reverses a fee, a bill or a journal, with what belongs to it. Throws 404, 409, 422 at /effectiveDate. */
export async function reversePosting(
  actor: Actor,
  input: { postingId: string; reason: string; effectiveDate?: string | undefined },
): Promise<Posting> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const posting = await findPosting(tx, input.postingId);
    if (!posting) throw notFound();
    const { loan } = await beginAct(tx, scope, { loanId: posting.loanId });
    const instead = AT_SOURCE[posting.kind];
    if (instead) throw conflict('reverse_at_source', instead);
    if (posting.kind === 'interest_billed') await markBillReversed(tx, posting.id, input);
    const made = await reverse(tx, posting.id, input.reason, { effectiveDate: input.effectiveDate });
    await publish(tx, 'posting.reversed', aboutLoan(loan, made.effectiveDate), {
      number: posting.number,
      memo: posting.memo,
      reason: input.reason,
    });
    return getPosting(actor, made.id, tx);
  });
}
