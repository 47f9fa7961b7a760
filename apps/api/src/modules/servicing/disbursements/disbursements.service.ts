import { assertReason } from '@connect/domain/machine';
import { type DisbursementState, disbursementStates } from '@connect/domain/payment-states';
import { EXTERNAL_ROLES, reach } from '@connect/domain/permissions';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { findDraw } from '../draws/draws.repo.ts';
import { holdLoan } from '../ledger/act.ts';
import * as repo from './disbursements.repo.ts';
import type { Disbursement, DisbursementPage, DisbursementTransition } from './disbursements.schemas.ts';
import { fileNumber } from './payment-files.service.ts';
import { type PaidDraw, payWhenAllSettled, settlePayment, takeBack, tellPayment } from './settle.ts';

/** A page of payments to payees; a builder sees those of the own loans, without bank details. */
export async function pageOfDisbursements(
  actor: Actor,
  query: repo.DisbursementFilter & { withTotal: boolean },
): Promise<z.infer<typeof DisbursementPage>> {
  const scope = authorise(actor, 'read:payments');
  if (query.paymentFileId) authorise(actor, 'release:payments');
  const [rows, total] = await Promise.all([
    repo.listDisbursements(reader(), scope, query),
    query.withTotal ? repo.countDisbursements(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map((row) => present(actor, row)) };
}

/** Throws 404. */
export async function disbursementFor(actor: Actor, db: Reader, id: string): Promise<Disbursement> {
  const found = await repo.findDisbursement(db, authorise(actor, 'read:payments'), id);
  if (!found) throw notFound();
  return present(actor, found);
}

function present(actor: Actor, { paymentFileSerial, ...row }: repo.FoundDisbursement): Disbursement {
  const partner = (EXTERNAL_ROLES as readonly string[]).includes(actor.role);
  return {
    ...row,
    bankLast4: partner ? null : row.bankLast4,
    // Files are known to those who release them.
    paymentFileId: releases(actor) ? row.paymentFileId : null,
    paymentFileNumber: paymentFileSerial === null || !releases(actor) ? null : fileNumber(paymentFileSerial),
    moves:
      actor.role === 'system'
        ? []
        : disbursementStates
            .moves(row.state as DisbursementState, actor.role, { payeeComplete: isComplete(row) })
            // An ACH payment leaves in a file.
            .filter((move) => !(move.action === 'export' && row.method === 'ach')),
  };
}

const releases = (actor: Actor): boolean =>
  actor.role === 'system' || reach(actor.role, 'release:payments') !== null;

/** A check needs no more than a name; a wire needs an account. */
const isComplete = (row: { method: string; bankLast4: string | null }): boolean =>
  row.method === 'check' || row.bankLast4 !== null;

/** How a payment that has not left yet is paid. Throws 404, 409 left_already, 412. */
export async function changeDisbursement(
  actor: Actor,
  input: { id: string; version: number; method: string },
): Promise<Disbursement> {
  authorise(actor, 'release:payments');
  return inTransaction(actor, async (tx) => {
    const { payment, draw } = await hold(tx, actor, input.id);
    expectVersion(payment, input.version);
    if (payment.state !== 'prepared')
      throw conflict('left_already', `This payment is ${payment.state}: how it is paid stays as it is.`);
    await repo.updateDisbursement(tx, payment.id, { method: input.method });
    await tellPayment(tx, { ...payment, method: input.method }, draw, `by ${input.method}`);
    return disbursementFor(actor, tx, payment.id);
  });
}

/** Moves one payment: a wire or check leaves, settles, comes back, or is cancelled. Throws 404, 409, 412, 422. */
export async function moveDisbursement(
  actor: Actor,
  move: { id: string; version: number } & DisbursementTransition,
): Promise<Disbursement> {
  authorise(actor, 'release:payments');
  return inTransaction(actor, async (tx) => {
    const { payment, draw, found } = await hold(tx, actor, move.id);
    expectVersion(payment, move.version);
    if (move.action === 'export' && payment.method === 'ach')
      throw conflict('leaves_in_a_file', 'An ACH payment leaves in a payment file. Make one.');
    const row = disbursementStates.step(payment.state as DisbursementState, move.action, actor.role, {
      payeeComplete: isComplete(found),
    });
    requireStepUp(actor);
    assertReason(row, move.reason);
    await effectOf(tx, payment, draw, move);
    return disbursementFor(actor, tx, payment.id);
  });
}

async function effectOf(
  tx: Tx,
  payment: repo.LockedDisbursement,
  draw: PaidDraw,
  move: DisbursementTransition,
): Promise<void> {
  const today = bookDate(tx.now);
  switch (move.action) {
    case 'export':
      await repo.updateDisbursement(tx, payment.id, {
        state: 'exported',
        reference: move.data.reference,
        exported_at: tx.now,
      });
      await tellPayment(tx, payment, draw, 'released');
      return;
    case 'confirm': {
      const { settlementDate } = move.data;
      await settlePayment(tx, payment, draw, settlementDate, '/data/settlementDate');
      await tellPayment(tx, payment, draw, 'settled', settlementDate);
      await payWhenAllSettled(tx, payment.draw_id, settlementDate);
      return;
    }
    case 'return': {
      const on = move.data?.returnedOn ?? today;
      if (on > today) throw invalid('/data/returnedOn', 'Not in the future.');
      if (payment.settlement_date && on < payment.settlement_date)
        throw invalid('/data/returnedOn', 'Not before it settled.');
      await takeBack(tx, payment, draw, { on, reason: move.reason! });
      return;
    }
    case 'cancel':
      await repo.updateDisbursement(tx, payment.id, { state: 'cancelled', reason: move.reason! });
      await tellPayment(tx, payment, draw, 'cancelled', undefined, move.reason);
      await payWhenAllSettled(tx, payment.draw_id, today);
  }
}

/** Locks the loan with its books, then the payment. Throws 404. */
async function hold(tx: Tx, actor: Actor, id: string) {
  const scope = authorise(actor, 'read:payments');
  const where = await repo.loanOfDisbursement(tx, scope, id);
  if (!where) throw notFound();
  await holdLoan(tx, scope, { loanId: where.loanId });
  const payment = await repo.lockDisbursement(tx, id);
  const found = (await repo.findDisbursement(tx, scope, id))!;
  return { payment, found, draw: await paidDraw(tx, actor, payment.draw_id) };
}

/** What a payment tells of its draw. */
export async function paidDraw(tx: Tx, actor: Actor, drawId: string): Promise<PaidDraw> {
  const draw = (await findDraw(tx, authorise(actor, 'read:draws'), drawId))!;
  return { id: draw.id, number: draw.number!, projectId: draw.projectId };
}
