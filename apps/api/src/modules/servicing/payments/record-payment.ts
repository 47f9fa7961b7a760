import { randomUUID } from 'node:crypto';
import { type Cents, centsToNumber, ZERO } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { type Act, aboutLoan, beginAct } from '../ledger/act.ts';
import { enter } from '../ledger/enter.ts';
import { settleQuote } from '../payoff/settle-quote.ts';
import { countsOn, morningOf } from './counting.ts';
import * as repo from './payments.repo.ts';
import type { METHODS, Payment } from './payments.schemas.ts';
import { paymentFor } from './payments.service.ts';

export interface PaymentInput {
  loanId: string;
  amountCents: Cents;
  method: (typeof METHODS)[number];
  reference?: string | undefined;
  memo?: string | undefined;
  effectiveDate?: string | undefined;
  receivedAt?: string | undefined;
  collected?: boolean | undefined;
  principalCents?: Cents | undefined;
  payoffQuoteId?: string | undefined;
}

/**
 * Records money of the borrower. Collected money is split by the waterfall and posted at once; a check that has not cleared, and money
 * that came after the cut-off, is on record and counts when it is collected.
 * Throws 422 for an unknown loan or a bad date, 409 `loan_not_running`; against a quote also what `settleQuote` throws.
 */
export async function recordPayment(actor: Actor, input: PaymentInput): Promise<Payment> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const counts = await countsOn(tx, input);
    const early = counts !== undefined && counts > bookDate(tx.now);
    const act = await beginAct(tx, scope, {
      loanId: input.loanId,
      loanPointer: '/loanId',
      effectiveDate: early ? undefined : counts,
      pointer: input.receivedAt ? '/receivedAt' : '/effectiveDate',
    });
    const collected = !early && (input.collected ?? input.method !== 'check');
    const id = randomUUID();
    const row = rowOf(id, input, act.date);
    if (input.payoffQuoteId) {
      if (!collected)
        throw invalid(
          '/payoffQuoteId',
          'A payoff needs collected money. Record the payment, then pay the quote.',
        );
      await settleQuote(tx, scope, { ...act, quoteId: input.payoffQuoteId, payment: row });
      return paymentFor(actor, tx, scope, id);
    }
    await repo.insertPayment(tx, row);
    await publish(tx, 'payment.received', aboutLoan(act.loan, act.date), {
      paymentId: id,
      amountCents: centsToNumber(input.amountCents),
      collected,
    });
    if (collected)
      await collectInto(
        tx,
        act,
        { id, amountCents: input.amountCents, askedCents: input.principalCents ?? ZERO },
        input.receivedAt ? '/receivedAt' : '/effectiveDate',
      );
    else if (early)
      await enqueue(
        tx,
        'collect_payment',
        { paymentId: id },
        { key: `collect:${id}`, runAt: morningOf(counts) },
      );
    return paymentFor(actor, tx, scope, id);
  });
}

const rowOf = (id: string, input: PaymentInput, receivedOn: string): repo.NewPaymentRow => ({
  id,
  loan_id: input.loanId,
  state: 'received',
  amount_cents: input.amountCents,
  method: input.method,
  reference: input.reference ?? null,
  memo: input.memo || null,
  received_on: receivedOn,
  asked_principal_cents: input.principalCents ?? ZERO,
  payoff_quote_id: null,
});

/** Enters collected money: the ledger splits it by the waterfall. Throws 422 at /principalCents for more than is outstanding. */
export async function collectInto(
  tx: Tx,
  { loan, date }: Act,
  payment: { id: string; amountCents: Cents; askedCents: Cents },
  pointer?: string,
): Promise<void> {
  await enter(tx, loan, {
    event: {
      kind: 'payment',
      key: `payment:${payment.id}`,
      date,
      amountCents: payment.amountCents,
      principalCents: payment.askedCents,
    },
    source: { type: 'payment', id: payment.id },
    pointers: { date: pointer },
  });
}
