import { randomUUID } from 'node:crypto';
import type { CivilDate } from '@connect/domain/calendar';
import { drawPaid } from '@connect/domain/loan-postings';
import { type Cents, negateCents } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { drawOnLines, noteAct } from '../../lending/index.ts';
import { disbursementsOf } from '../draws/history.repo.ts';
import { followDraw } from '../draws/move-draw.ts';
import { post, reverse } from '../ledger/post.ts';
import * as repo from './disbursements.repo.ts';

export interface PaidDraw {
  id: string;
  number: number;
  projectId: string;
}

/**
 * The bank moved the money of one payment: principal and interest start on that day, retainage is withheld, the budget is drawn.
 * The caller holds the loan's lock. Throws 422 at `pointer` for a date the books refuse.
 */
export async function settlePayment(
  tx: Tx,
  payment: repo.LockedDisbursement,
  draw: PaidDraw,
  settlementDate: string,
  pointer: string,
): Promise<void> {
  const act = drawPaid({
    effectiveDate: settlementDate as CivilDate,
    drawNumber: draw.number,
    grossCents: payment.gross_cents as Cents,
    retainageCents: payment.retainage_cents as Cents,
  });
  const posted = await post(
    tx,
    { ...act, memo: `Draw ${draw.number}, ${payment.payee_name}` },
    { loanId: payment.loan_id, source: { type: 'disbursement', id: payment.id }, pointer },
  );
  await onBudget(tx, payment, 1);
  await noteAct(tx, payment.loan_id, settlementDate);
  await repo.updateDisbursement(tx, payment.id, {
    state: 'confirmed',
    settlement_date: settlementDate,
    posting_id: posted.id,
  });
}

async function onBudget(tx: Tx, payment: repo.LockedDisbursement, sign: 1 | -1): Promise<void> {
  const signed = (cents: bigint): Cents => (sign === 1 ? (cents as Cents) : negateCents(cents as Cents));
  await drawOnLines(
    tx,
    payment.loan_id,
    (await repo.linesOfDisbursement(tx, payment.id)).map((line) => ({
      lineId: line.budgetLineId,
      drawnCents: signed(line.grossCents),
      retainedCents: signed(line.retainageCents),
    })),
  );
}

/** The draw is paid when no payment of it is still under way. */
export async function payWhenAllSettled(tx: Tx, drawId: string, settlementDate: string): Promise<void> {
  const payments = await disbursementsOf(tx, drawId);
  const open = payments.some(({ state }) => state === 'prepared' || state === 'exported');
  if (!open && payments.some(({ state }) => state === 'confirmed'))
    await followDraw(tx, drawId, 'pay', settlementDate);
}

/**
 * The bank sent a payment back: what it posted is undone, principal and interest with it, and a new payment is prepared.
 * The caller holds the loan's lock.
 */
export async function takeBack(
  tx: Tx,
  payment: repo.LockedDisbursement,
  draw: PaidDraw,
  returned: { on: string; reason: string },
): Promise<void> {
  const undone = payment.posting_id
    ? await reverse(tx, payment.posting_id, `Returned by the bank: ${returned.reason}`)
    : null;
  if (undone) await onBudget(tx, payment, -1);
  await repo.updateDisbursement(tx, payment.id, {
    state: 'returned',
    returned_on: returned.on,
    reason: returned.reason,
    ...(undone ? { return_posting_id: undone.id } : {}),
  });
  const id = randomUUID();
  await repo.insertDisbursement(tx, {
    id,
    draw_id: payment.draw_id,
    loan_id: payment.loan_id,
    payee_id: payment.payee_id,
    payee_name: payment.payee_name,
    method: payment.method,
    gross_cents: payment.gross_cents,
    retainage_cents: payment.retainage_cents,
    amount_cents: payment.amount_cents,
    replaces: payment.id,
  });
  const lines = await repo.linesOfDisbursement(tx, payment.id);
  await repo.insertDisbursementLines(
    tx,
    lines.map((line) => ({
      disbursement_id: id,
      budget_line_id: line.budgetLineId,
      gross_cents: line.grossCents,
      retainage_cents: line.retainageCents,
    })),
  );
  await tellPayment(tx, payment, draw, 'returned', returned.on, returned.reason);
}

export const tellPayment = (
  tx: Tx,
  payment: repo.LockedDisbursement,
  draw: PaidDraw,
  to: string,
  effectiveDate?: string,
  reason?: string,
): Promise<void> =>
  publish(
    tx,
    'disbursement.moved',
    {
      type: 'disbursement',
      id: payment.id,
      projectId: draw.projectId,
      ...(effectiveDate ? { effectiveDate } : {}),
    },
    {
      payee: payment.payee_name,
      amountCents: Number(payment.amount_cents),
      method: payment.method,
      to,
      ...(reason ? { reason } : {}),
    },
  );
