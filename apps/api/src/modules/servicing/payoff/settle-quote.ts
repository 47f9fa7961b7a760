import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { cents, centsToNumber, subtractCents } from '@connect/domain/money';
import { type PayoffQuoteState, payoffQuoteStates } from '@connect/domain/payoff-quote-states';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { followLoan } from '../../lending/index.ts';
import { type Act, aboutLoan } from '../ledger/act.ts';
import { enter } from '../ledger/enter.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import { insertPayment, type NewPaymentRow } from '../payments/payments.repo.ts';
import { figuresOfQuote } from './quote-figures.ts';
import { lockOpenQuotes, lockQuote, updateQuote } from './quotes.repo.ts';

export interface Settlement extends Act {
  quoteId: string;
  /** The collected money, not on record yet. */
  payment: NewPaymentRow;
  /** Where a refused date is reported. */
  pointer?: string;
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
  const exitFeeCents = cents((row.figures as { exitFeeCents: number }).exitFeeCents); // the one that was quoted
  const { totalCents } = await figuresOfQuote(tx, act.loan, {
    payoffDate: act.date,
    validThrough: act.date,
    exitFeeCents,
  });
  const step = payoffQuoteStates.step(row.state as PayoffQuoteState, 'pay', tx.actor.role, {
    shortCents: subtractCents(cents(totalCents), collected),
  });
  await insertPayment(tx, { ...act.payment, state: 'received', payoff_quote_id: row.id });
  await enter(tx, act.loan, {
    event: {
      kind: 'payoff',
      key: `payment:${act.payment.id}`,
      date: act.date,
      collectedCents: collected,
      exitFeeCents,
    },
    source: { type: 'payment', id: act.payment.id },
    pointers: { date: act.pointer },
  });
  await updateQuote(tx, row.id, { state: step.to, paid_on: act.date, paid_cents: collected });
  await endOtherQuotes(tx, act, row.id);
  await publish(tx, 'payoff.paid', aboutLoan(act.loan, act.date), {
    quoteId: row.id,
    amountCents: centsToNumber(collected),
  });
  await followLoan(tx, act.loan.id, 'start_servicing', act.date); // one that never drew is still only recorded
  await followLoan(tx, act.loan.id, 'pay_off', act.date);
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
