import { randomUUID } from 'node:crypto';
import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { unappliedApplied, unappliedRefunded } from '@connect/domain/loan-postings';
import {
  type Cents,
  centsToNumber,
  formatUsd,
  negateCents,
  subtractCents,
  ZERO,
} from '@connect/domain/money';
import { applyPayment } from '@connect/domain/waterfall';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, beginAct } from '../ledger/act.ts';
import { getPosting } from '../ledger/books.ts';
import { lockHead, sumAccounts } from '../ledger/ledger.repo.ts';
import type { Posting } from '../ledger/ledger.schemas.ts';
import { lockTerms } from '../ledger/loans.repo.ts';
import { post } from '../ledger/post.ts';
import { dueOf } from './record-payment.ts';

/** Puts the borrower's unapplied cash to what is due now. Throws 404, 409 `nothing_to_apply` or `loan_not_running`, 422. */
export async function applyUnapplied(
  actor: Actor,
  input: { loanId: string; principalCents?: Cents | undefined; effectiveDate?: string | undefined },
): Promise<Posting> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const { loan, date } = await beginAct(tx, scope, input);
    const held = negateCents((await sumAccounts(tx, loan.id)).unapplied);
    const applied = applyPayment(held, await dueOf(tx, loan, date, input.principalCents ?? ZERO));
    const used = subtractCents(held, applied.unapplied);
    if (used <= 0n)
      throw conflict(
        'nothing_to_apply',
        held > 0n ? 'Nothing is due that it could pay.' : 'There is no unapplied cash.',
      );
    const made = await post(tx, unappliedApplied({ effectiveDate: date, applied }), {
      loanId: loan.id,
      source: { type: 'unapplied', id: randomUUID() },
    });
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
    await lockHead(tx, loan.id);
    const date = (input.effectiveDate ?? bookDate(tx.now)) as CivilDate;
    if (date < loan.lastActOn)
      throw invalid('/effectiveDate', `Not before the loan’s last act of ${formatDate(loan.lastActOn)}.`);
    const held = negateCents((await sumAccounts(tx, loan.id)).unapplied);
    if (input.amountCents > held) throw invalid('/amountCents', `Only ${formatUsd(held)} is unapplied.`);
    const made = await post(tx, unappliedRefunded({ effectiveDate: date, amountCents: input.amountCents }), {
      loanId: loan.id,
      source: { type: 'refund', id: randomUUID() },
    });
    await publish(tx, 'unapplied.refunded', aboutLoan(loan, date), {
      amountCents: centsToNumber(input.amountCents),
    });
    return getPosting(actor, made.id, tx);
  });
}
