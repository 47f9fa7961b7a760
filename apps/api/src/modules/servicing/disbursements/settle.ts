import { randomUUID } from 'node:crypto';
import type { CivilDate } from '@connect/domain/calendar';
import { type Cents, negateCents } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { authorise } from '../../identity/index.ts';
import { drawOnLines, noteAct } from '../../lending/index.ts';
import { disbursementsOf } from '../draws/history.repo.ts';
import { followDraw } from '../draws/move-draw.ts';
import { requireTerms } from '../ledger/books.ts';
import { enter, postingOf, withdraw } from '../ledger/enter.ts';
import * as repo from './disbursements.repo.ts';

/** The caller holds the loan and was asked for its right to. */
const forProgram = () => authorise(systemActor('disbursements'), 'read:loans');

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
  const key = `disbursement:${payment.id}`;
  const { written } = await enter(tx, await requireTerms(tx, forProgram(), payment.loan_id), {
    event: {
      kind: 'draw',
      key,
      date: settlementDate as CivilDate,
      grossCents: payment.gross_cents as Cents,
      retainageCents: payment.retainage_cents as Cents,
      memo: `Draw ${draw.number}, ${payment.payee_name}`,
    },
    source: { type: 'disbursement', id: payment.id },
    pointers: { date: pointer },
  });
  await onBudget(tx, payment, 1);
  await noteAct(tx, payment.loan_id, settlementDate);
  await repo.updateDisbursement(tx, payment.id, {
    state: 'confirmed',
    settlement_date: settlementDate,
    posting_id: postingOf(written, key),
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
  const loan = await requireTerms(tx, forProgram(), payment.loan_id);
  const source = { type: 'disbursement', id: payment.id };
  const undone = payment.posting_id
    ? (await withdraw(tx, loan, source, `Returned by the bank: ${returned.reason}`)).written.find(
        ({ kind, sourceId }) => kind === 'reversal' && sourceId === payment.id,
      )
    : undefined;
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
