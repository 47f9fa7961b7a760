import { randomUUID } from 'node:crypto';
import { addDays, type CivilDate, formatDate } from '@connect/domain/calendar';
import { payoffReceived, reserveSet } from '@connect/domain/loan-postings';
import {
  type Cents,
  cents,
  centsToNumber,
  negateCents,
  subtractCents,
  sumCents,
} from '@connect/domain/money';
import type { PayoffQuote } from '@connect/domain/payoff';
import { type PayoffQuoteState, payoffQuoteStates } from '@connect/domain/payoff-quote-states';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { followLoan } from '../../lending/index.ts';
import { insertBill } from '../billing/bills.repo.ts';
import { type Act, aboutLoan } from '../ledger/act.ts';
import { sumAccounts } from '../ledger/ledger.repo.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import { post } from '../ledger/post.ts';
import { insertPayment, type NewPaymentRow } from '../payments/payments.repo.ts';
import { figuresOfQuote, payoffInput } from './quote-figures.ts';
import { type LockedQuote, lockOpenQuotes, lockQuote, updateQuote } from './quotes.repo.ts';

export interface Settlement extends Act {
  quoteId: string;
  /** The collected money, not on record yet. */
  payment: NewPaymentRow;
}

/**
 * Pays a loan off against its quote, in one posting: what is owed on the day the money counts is settled, money above it stays
 * unapplied, the undrawn reserve is released, and the loan is paid off. The loan is locked already.
 * Throws 422 at /payoffQuoteId for a quote that is unknown or another loan's, 409 `not_recorded`, `payoff_short`, `quote_ended` or with the legal moves,
 * 403 step_up_required.
 */
export async function settleQuote(tx: Tx, scope: LoanScope, act: Settlement): Promise<void> {
  requireStepUp(tx.actor);
  if (act.loan.state === 'funded')
    throw conflict('not_recorded', 'The deed of trust is not recorded yet. Record it first.');
  const row = await lockQuote(tx, scope, act.quoteId);
  if (!row || row.loan_id !== act.loan.id)
    throw invalid('/payoffQuoteId', 'No such payoff quote of this loan.');
  if (act.date > row.valid_through)
    throw conflict(
      'quote_ended',
      `The quote was good through ${formatDate(row.valid_through as CivilDate)}. Quote again.`,
    );
  const collected = cents(act.payment.amount_cents);
  const { quote } = figuresOfQuote(await inputOn(tx, act, row));
  const step = payoffQuoteStates.step(row.state as PayoffQuoteState, 'pay', tx.actor.role, {
    shortCents: subtractCents(quote.totalCents, collected),
  });
  const posted = await post(
    tx,
    payoffReceived({ effectiveDate: act.date, collectedCents: collected, quote }),
    {
      loanId: act.loan.id,
      source: { type: 'payment', id: act.payment.id },
    },
  );
  await insertPayment(tx, {
    ...act.payment,
    ...split(quote, collected),
    payoff_quote_id: row.id,
    posting_id: posted.id,
    effective_date: act.date,
  });
  await billBrokenMonth(tx, act, quote, posted.id);
  await releaseReserve(tx, act);
  await updateQuote(tx, row.id, { state: step.to, paid_on: act.date, paid_cents: collected });
  await endOtherQuotes(tx, act, row.id);
  await publish(tx, 'payoff.paid', aboutLoan(act.loan, act.date), {
    quoteId: row.id,
    amountCents: centsToNumber(collected),
  });
  await followLoan(tx, act.loan.id, 'start_servicing', act.date); // one that never drew is still only recorded
  await followLoan(tx, act.loan.id, 'pay_off', act.date);
}

/** The quote as of the day the money counts, from the books as they stand; the exit fee is the one that was quoted. */
const inputOn = (tx: Tx, { loan, date }: Settlement, row: LockedQuote) =>
  payoffInput(tx, loan, {
    payoffDate: date,
    validThrough: date,
    exitFeeCents: cents((row.figures as { exitFeeCents: number }).exitFeeCents),
  });

const split = (quote: PayoffQuote, collected: Cents) => ({
  state: 'collected',
  fees_cents: sumCents([quote.unpaidFeesCents, quote.exitFeeCents]),
  default_interest_cents: quote.billedDefaultInterestCents,
  interest_cents: sumCents([
    quote.billedInterestCents,
    quote.accruedInterestCents,
    quote.minimumInterestCents,
  ]),
  principal_cents: quote.principalCents,
  unapplied_cents: sumCents([subtractCents(collected, quote.totalCents), quote.refundCents]),
});

/** Interest since the last bill is on record as a bill like any other, so that a year's interest is the sum of its bills. */
async function billBrokenMonth(
  tx: Tx,
  { loan, date }: Act,
  quote: PayoffQuote,
  postingId: string,
): Promise<void> {
  const first = quote.accrual.segments[0];
  if (!first || quote.accruedInterestCents <= 0n) return;
  await insertBill(
    tx,
    {
      id: randomUUID(),
      loan_id: loan.id,
      period: addDays(date, -1).slice(0, 7),
      from_date: first.from,
      to_date: date,
      effective_date: date,
      due_date: date,
      amount_cents: quote.accruedInterestCents,
      from_reserve_cents: 0n,
      rate: loan.rate,
      day_count: loan.dayCount,
      exact_dollars: quote.accrual.exactDollars,
      posting_id: postingId,
      reserve_posting_id: null,
      is_final: true,
    },
    quote.accrual.segments,
  );
}

/** What was not drawn of the interest reserve is not lent any more. */
async function releaseReserve(tx: Tx, { loan, date }: Act): Promise<void> {
  const left = (await sumAccounts(tx, loan.id)).reserve_undrawn;
  if (left === 0n) return;
  await post(
    tx,
    reserveSet({
      effectiveDate: date,
      changeCents: negateCents(left),
      memo: 'Undrawn interest reserve released',
    }),
    { loanId: loan.id, source: { type: 'loan', id: loan.id } },
  );
}

/** Quotes of a loan that is paid off are over. */
async function endOtherQuotes(tx: Tx, { loan, date }: Act, paidId: string): Promise<void> {
  for (const other of await lockOpenQuotes(tx, { loanId: loan.id, except: paidId })) {
    await updateQuote(tx, other.id, { state: 'expired', state_reason: 'The loan was paid off.' });
    await publish(tx, 'payoff.moved', aboutLoan(loan, date), {
      quoteId: other.id,
      number: other.number,
      to: 'expired',
    });
  }
}
