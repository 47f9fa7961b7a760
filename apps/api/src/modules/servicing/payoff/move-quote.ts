import { randomUUID } from 'node:crypto';
import { assertReason } from '@connect/domain/machine';
import { type Cents, ZERO } from '@connect/domain/money';
import {
  type PayoffQuoteAction,
  type PayoffQuoteState,
  payoffQuoteStates,
} from '@connect/domain/payoff-quote-states';
import { publish } from '../../../events/publish.ts';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, beginAct } from '../ledger/act.ts';
import { requireTerms } from '../ledger/books.ts';
import { type LoanScope, lockTerms } from '../ledger/loans.repo.ts';
import { countsOn } from '../payments/counting.ts';
import type { METHODS } from '../payments/payments.schemas.ts';
import type { PayoffQuote } from './payoff.schemas.ts';
import { loanOfQuote, lockOpenQuotes, lockQuote, updateQuote } from './quotes.repo.ts';
import { quoteFor } from './quotes.service.ts';
import { settleQuote } from './settle-quote.ts';

export interface QuoteMove {
  id: string;
  version: number;
  action: string;
  reason?: string | undefined;
  data?:
    | {
        amountCents?: Cents | undefined;
        method?: (typeof METHODS)[number] | undefined;
        reference?: string | undefined;
        effectiveDate?: string | undefined;
        receivedAt?: string | undefined;
      }
    | undefined;
}

/**
 * Accepts, cancels or pays a quote. Throws 404, 409 with the legal moves, `payoff_short` or `quote_ended`, 412, 422; paying asks for
 * a step-up.
 */
export async function moveQuote(actor: Actor, move: QuoteMove): Promise<PayoffQuote> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const loanId = await loanOfQuote(tx, scope, move.id);
    if (!loanId) throw notFound();
    await lockTerms(tx, scope, loanId); // the loan before its quote, as everywhere
    const quote = await lockQuote(tx, scope, move.id);
    if (!quote) throw notFound();
    expectVersion(quote, move.version);
    if (move.action === 'pay') await pay(tx, scope, loanId, quote.state as PayoffQuoteState, move);
    else await decide(tx, scope, quote, move);
    return quoteFor(actor, tx, scope, move.id);
  });
}

async function pay(
  tx: Tx,
  scope: LoanScope,
  loanId: string,
  state: PayoffQuoteState,
  { id, data = {} }: QuoteMove,
): Promise<void> {
  payoffQuoteStates.step(state, 'pay', tx.actor.role, { shortCents: ZERO }); // whether it may be paid at all comes first
  const { amountCents, method = 'wire', reference = null } = data;
  if (amountCents === undefined) throw invalid('/data/amountCents', 'Required.');
  if (data.effectiveDate && data.receivedAt)
    throw invalid('/data/receivedAt', 'Give the effective date or the moment, not both.');
  const counts = await countsOn(tx, data, '/data/receivedAt');
  const pointer = data.receivedAt ? '/data/receivedAt' : '/data/effectiveDate';
  const act = await beginAct(tx, scope, { loanId, effectiveDate: counts, pointer });
  await settleQuote(tx, scope, {
    ...act,
    pointer,
    quoteId: id,
    payment: {
      id: randomUUID(),
      loan_id: loanId,
      state: 'collected',
      amount_cents: amountCents,
      method,
      reference,
      memo: 'Payoff',
      received_on: act.date,
      asked_principal_cents: ZERO,
      payoff_quote_id: id,
    },
  });
}

async function decide(
  tx: Tx,
  scope: LoanScope,
  quote: { id: string; number: number; state: string; loan_id: string },
  { action, reason }: QuoteMove,
): Promise<void> {
  const row = payoffQuoteStates.step(
    quote.state as PayoffQuoteState,
    action as Exclude<PayoffQuoteAction, 'pay'>,
    tx.actor.role,
    {},
  );
  assertReason(row, reason);
  await updateQuote(tx, quote.id, { state: row.to, state_reason: reason ?? null });
  const loan = await requireTerms(tx, scope, quote.loan_id);
  await publish(tx, 'payoff.moved', aboutLoan(loan, bookDate(tx.now)), {
    quoteId: quote.id,
    number: quote.number,
    to: row.to,
    ...(reason ? { reason } : {}),
  });
}

/** Job: quotes whose last day is over, in the book's zone. */
export async function expireQuotes(): Promise<void> {
  await inTransaction(systemActor('expire_payoff_quotes'), async (tx) => {
    const today = bookDate(tx.now);
    for (const quote of await lockOpenQuotes(tx, { endedBefore: today })) {
      const row = payoffQuoteStates.step(quote.state as PayoffQuoteState, 'expire', 'system', {});
      await updateQuote(tx, quote.id, { state: row.to });
      await publish(tx, 'payoff.moved', aboutLoan({ id: quote.loanId, projectId: quote.projectId }, today), {
        quoteId: quote.id,
        number: quote.number,
        to: row.to,
      });
    }
  });
}
