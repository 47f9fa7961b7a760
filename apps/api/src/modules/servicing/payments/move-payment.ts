import { assertReason } from '@connect/domain/machine';
import { cents, centsToNumber } from '@connect/domain/money';
import { type ReceiptAction, type ReceiptState, receiptStates } from '@connect/domain/payment-states';
import { publish } from '../../../events/publish.ts';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { expectVersion, notFound } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { type Act, aboutLoan, beginAct } from '../ledger/act.ts';
import { withdraw } from '../ledger/enter.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import * as repo from './payments.repo.ts';
import type { Payment } from './payments.schemas.ts';
import { paymentFor } from './payments.service.ts';
import { collectInto } from './record-payment.ts';

export interface PaymentMove {
  id: string;
  version: number;
  action: string;
  reason?: string | undefined;
  effectiveDate?: string | undefined;
}

/**
 * Collects a payment, or takes it back when the bank returned it: a reversal restores what it paid.
 * Throws 404, 409 with the legal moves or `loan_not_running`, 412, 422 at /reason or /data/effectiveDate; a return asks for a step-up.
 */
export async function movePayment(actor: Actor, move: PaymentMove): Promise<Payment> {
  const scope = authorise(actor, 'write:payments');
  if (move.action === 'return') requireStepUp(actor);
  return inTransaction(actor, async (tx) => {
    const { payment, loan, date } = await hold(tx, scope, move);
    expectVersion(payment, move.version);
    const row = receiptStates.step(
      payment.state as ReceiptState,
      move.action as ReceiptAction,
      tx.actor.role,
      {},
    );
    assertReason(row, move.reason);
    if (row.to === 'collected') await collect(tx, { loan, date }, payment);
    else await giveBack(tx, { loan, date }, payment, move);
    return paymentFor(actor, tx, scope, move.id);
  });
}

/** The loan is locked before its payment, as everywhere. */
async function hold(
  tx: Tx,
  scope: LoanScope,
  move: Pick<PaymentMove, 'id' | 'effectiveDate'>,
): Promise<Act & { payment: repo.PaymentRow }> {
  const loanId = await repo.loanOfPayment(tx, scope, move.id);
  if (!loanId) throw notFound();
  const act = await beginAct(tx, scope, {
    loanId,
    effectiveDate: move.effectiveDate,
    pointer: '/data/effectiveDate',
  });
  const payment = await repo.lockPayment(tx, scope, move.id);
  if (!payment) throw notFound();
  return { ...act, payment };
}

async function collect(tx: Tx, act: Act, payment: repo.PaymentRow): Promise<void> {
  await collectInto(
    tx,
    act,
    {
      id: payment.id,
      amountCents: cents(payment.amount_cents),
      askedCents: cents(payment.asked_principal_cents),
    },
    '/data/effectiveDate',
  );
  await publish(tx, 'payment.collected', aboutLoan(act.loan, act.date), {
    paymentId: payment.id,
    amountCents: centsToNumber(cents(payment.amount_cents)),
  });
}

async function giveBack(
  tx: Tx,
  { loan, date }: Act,
  payment: repo.PaymentRow,
  { reason = '' }: PaymentMove,
): Promise<void> {
  const source = { type: 'payment', id: payment.id };
  const undone = payment.posting_id
    ? (await withdraw(tx, loan, source, `payment returned, ${reason}`)).written.find(
        ({ kind, sourceId }) => kind === 'reversal' && sourceId === payment.id,
      )
    : undefined;
  // Money that never came never counted: it is taken back on its own day, and interest with it.
  const returnedOn = undone?.effectiveDate ?? date;
  await repo.updatePayment(tx, payment.id, {
    state: 'returned',
    returned_on: returnedOn,
    return_reason: reason,
    ...(undone ? { return_posting_id: undone.id } : {}),
  });
  await publish(tx, 'payment.returned', aboutLoan(loan, returnedOn), {
    paymentId: payment.id,
    amountCents: centsToNumber(cents(payment.amount_cents)),
    reason,
  });
}

/** Job: money that came after the cut-off counts on its day. One that was moved by hand meanwhile is left alone. */
export async function collectPayment(payload: unknown): Promise<void> {
  const { paymentId } = payload as { paymentId: string };
  const actor = systemActor(`collect:${paymentId}`);
  const scope = authorise(actor, 'write:payments');
  await inTransaction(actor, async (tx) => {
    const { payment, loan, date } = await hold(tx, scope, { id: paymentId });
    if (payment.state === 'received') await collect(tx, { loan, date }, payment);
  });
}
