import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { conflict, expectVersion, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { holdLoan } from '../ledger/act.ts';
import * as payments from './disbursements.repo.ts';
import type { PaymentFile } from './disbursements.schemas.ts';
import { paidDraw } from './disbursements.service.ts';
import * as repo from './payment-files.repo.ts';
import { fileNumber, paymentFileFor } from './payment-files.service.ts';
import { payWhenAllSettled, settlePayment } from './settle.ts';

/**
 * The bank settled a file: each payment that did not come back meanwhile is posted on that day, and draws of which nothing is under
 * way any more are paid. Throws 404, 409 with no legal move, 412, 422 at /data/settlementDate.
 */
export async function confirmFile(
  actor: Actor,
  input: { id: string; version: number; settlementDate: string },
): Promise<PaymentFile> {
  const scope = authorise(actor, 'release:payments');
  return inTransaction(actor, async (tx) => {
    const found = await repo.findPaymentFile(tx, scope, input.id);
    if (!found) throw notFound();
    // Loans first and in one order, as everybody does who acts on several.
    const loanIds = [
      ...new Set((await repo.paymentsOf(tx, scope, [input.id])).map((each) => each.loanId)),
    ].sort();
    for (const loanId of loanIds) await holdLoan(tx, authorise(actor, 'read:payments'), { loanId });
    const file = (await repo.lockPaymentFile(tx, scope, input.id))!;
    expectVersion(file, input.version);
    if (file.settlementDate)
      throw conflict('illegal_move', 'This file is confirmed already.', { legalMoves: [] });
    const sent = (await payments.lockMany(tx, scope, { fileId: input.id })).filter(
      (each) => each.state === 'exported',
    );
    for (const payment of sent)
      await settlePayment(
        tx,
        payment,
        await paidDraw(tx, actor, payment.draw_id),
        input.settlementDate,
        '/data/settlementDate',
      );
    await repo.confirmPaymentFile(tx, input.id, input.settlementDate);
    await publish(
      tx,
      'payment_file.confirmed',
      { type: 'payment_file', id: input.id, effectiveDate: input.settlementDate },
      { number: fileNumber(file.serial), settlementDate: input.settlementDate, payments: sent.length },
    );
    for (const drawId of new Set(sent.map((each) => each.draw_id)))
      await payWhenAllSettled(tx, drawId, input.settlementDate);
    return paymentFileFor(actor, tx, input.id);
  });
}
