import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { conflict, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { checkLastBill } from '../billing/reverse-bill.ts';
import { aboutLoan, holdLoan } from './act.ts';
import { getPosting } from './books.ts';
import { withdraw } from './enter.ts';
import { findPosting } from './ledger.repo.ts';
import type { Posting } from './ledger.schemas.ts';

/** What has to be undone where it was done, and how. */
const AT_SOURCE: Record<string, string> = {
  payment_received: 'A payment is taken back by recording it as returned.',
  payoff_received: 'A payoff is taken back by recording its payment as returned.',
  draw_paid: 'A draw is taken back by recording its disbursement as returned.',
  escrow_wired: 'Funding is not reversed here.',
  loan_settled: 'Funding is not reversed here.',
  reserve_set: 'Funding is not reversed here.',
  interest_from_reserve: 'Reverse the bill; what the reserve paid comes back with it.',
  interest_accrued: 'Interest follows from principal and rate; correct what it runs on.',
  pledge_set: 'The pledge follows principal. Take the loan back from the bank line.',
  late_fee:
    'A late fee follows from the payment that is missing. Record the payment on its day, or waive the fee by a journal.',
};

/**
 * Reverses a fee, a bill, a use of unapplied cash or a journal on its own day, with all that follows from it.
 * Throws 404, 409 `reverse_at_source`, `reversed_already`, `reversal_of_reversal`, `later_bill`, or the rule that would break.
 */
export async function reversePosting(
  actor: Actor,
  input: { postingId: string; reason: string },
): Promise<Posting> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const posting = await findPosting(tx, input.postingId);
    if (!posting) throw notFound();
    const loan = await holdLoan(tx, scope, { loanId: posting.loanId });
    if (posting.kind === 'reversal')
      throw conflict('reversal_of_reversal', 'A reversal is not reversed; post what is right again.');
    const instead = AT_SOURCE[posting.kind];
    if (instead) throw conflict('reverse_at_source', instead);
    if ((await findPosting(tx, posting.id))?.reversedBy)
      throw conflict('reversed_already', 'This posting is reversed already.'); // under the lock: somebody may have been quicker
    if (posting.kind === 'interest_billed') await checkLastBill(tx, posting.id);
    const source = { type: posting.sourceType, id: posting.sourceId };
    const { written } = await withdraw(tx, loan, source, input.reason);
    const made = written.find(({ kind, reverses }) => kind === 'reversal' && reverses === posting.id)!;
    await publish(tx, 'posting.reversed', aboutLoan(loan, made.effectiveDate), {
      number: posting.number,
      memo: posting.memo,
      reason: input.reason,
    });
    return getPosting(actor, made.id, tx);
  });
}
