import { randomUUID } from 'node:crypto';
import { type CivilDate, earlierOf, nextBusinessDay } from '@connect/domain/calendar';
import type { Cents } from '@connect/domain/money';
import { type AchEntry, AchError, type BuiltAchFile, buildAchFile } from '@connect/domain/nacha';
import { type DisbursementState, disbursementStates } from '@connect/domain/payment-states';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate, bookTimeZone } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid, Problem } from '../../../platform/errors.ts';
import { sealer, sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { type BankDetails, bankDetails } from '../../contacts/index.ts';
import { authorise } from '../../identity/index.ts';
import { payeesById } from '../draws/payees.repo.ts';
import { achOrigin } from './ach-origin.ts';
import * as payments from './disbursements.repo.ts';
import type { NewPaymentFile, PaymentFile } from './disbursements.schemas.ts';
import { paidDraw } from './disbursements.service.ts';
import * as repo from './payment-files.repo.ts';
import { fileNumber, paymentFileFor, sealContext } from './payment-files.service.ts';
import { tellPayment } from './settle.ts';

/**
 * Makes the bank's file out of prepared ACH payments, once: a payment that left in a file never leaves in another. The content is
 * sealed; control totals are summed from the entries. Throws 409 payee_incomplete, exported_already, nothing_to_pay, and 422.
 */
export async function makePaymentFile(
  actor: Actor,
  wanted: z.output<typeof NewPaymentFile>,
): Promise<PaymentFile> {
  const scope = authorise(actor, 'release:payments');
  return inTransaction(actor, async (tx) => {
    const today = bookDate(tx.now) as CivilDate;
    const effectiveDate = (wanted.effectiveDate ?? nextBusinessDay(today)) as CivilDate;
    const chosen = await choose(tx, scope, wanted);
    const banks = await banksOf(tx, chosen);
    const numbers = new Set<number>();
    for (const drawId of new Set(chosen.map((each) => each.draw_id)))
      numbers.add((await paidDraw(tx, actor, drawId)).number);
    const built = await build(tx, chosen, banks, {
      effectiveDate,
      today,
      description: numbers.size === 1 ? `DRAW ${[...numbers][0]}` : 'DRAWS',
    });
    const id = randomUUID();
    const serial = await payments.nextSerial(tx, 'payment_file');
    await repo.insertPaymentFile(tx, {
      id,
      serial,
      file_name: `${fileNumber(serial)}.ach`,
      effective_date: effectiveDate,
      entry_count: built.entryCount,
      batch_count: built.batchCount,
      control_total_cents: built.controlTotalCents,
      entry_hash: built.entryHash,
      sha256: sha256(built.text),
      content_sealed: sealer().seal(built.text, sealContext(id)),
    });
    for (const payment of chosen) {
      await payments.updateDisbursement(tx, payment.id, {
        state: 'exported',
        payment_file_id: id,
        bank_last4: banks.get(payment.id)!.accountNumber.slice(-4),
        exported_at: tx.now,
      });
      await tellPayment(tx, payment, await paidDraw(tx, actor, payment.draw_id), 'released');
    }
    await publish(
      tx,
      'payment_file.exported',
      { type: 'payment_file', id },
      {
        number: fileNumber(serial),
        entryCount: built.entryCount,
        totalCents: Number(built.controlTotalCents),
      },
    );
    return paymentFileFor(actor, tx, id);
  });
}

async function choose(
  tx: Tx,
  scope: Parameters<typeof payments.lockMany>[1],
  { drawIds, disbursementIds }: z.output<typeof NewPaymentFile>,
): Promise<payments.LockedDisbursement[]> {
  const found = await payments.lockMany(tx, scope, {
    ...(drawIds ? { drawIds } : {}),
    ...(disbursementIds ? { ids: disbursementIds } : {}),
  });
  refuseUnknown('/drawIds', drawIds, new Set(found.map((each) => each.draw_id)));
  refuseUnknown('/disbursementIds', disbursementIds, new Set(found.map((each) => each.id)));
  const named = new Set(disbursementIds);
  const left = found.filter(
    (each) => named.has(each.id) && (each.state !== 'prepared' || each.method !== 'ach'),
  );
  if (left.length > 0)
    throw conflict(
      'exported_already',
      `Not a prepared ACH payment: ${left.map((each) => each.payee_name).join(', ')}.`,
    );
  const chosen = found.filter((each) => each.state === 'prepared' && each.method === 'ach');
  if (chosen.length === 0)
    throw conflict(
      found.some((each) => each.payment_file_id) ? 'exported_already' : 'nothing_to_pay',
      'There is no prepared ACH payment here: a payment leaves in one file, once.',
    );
  return chosen;
}

function refuseUnknown(
  pointer: string,
  ids: readonly string[] | undefined,
  known: ReadonlySet<string>,
): void {
  const at = (ids ?? []).findIndex((id) => !known.has(id));
  if (at >= 0) throw invalid(`${pointer}/${at}`, 'There is nothing to pay here.');
}

/** The bank account behind each payment. Throws 409 naming every payee that has none. */
async function banksOf(
  tx: Tx,
  chosen: readonly payments.LockedDisbursement[],
): Promise<Map<string, BankDetails>> {
  const banks = new Map<string, BankDetails>();
  const without: string[] = [];
  for (const payment of chosen) {
    const [payee] = await payeesById(tx, payment.loan_id, [payment.payee_id]);
    const bank = payee?.partyId ? await bankDetails(tx, payee.partyId) : null;
    if (bank) banks.set(payment.id, bank);
    else without.push(payment.payee_name);
    if (bank)
      disbursementStates.step(payment.state as DisbursementState, 'export', tx.actor.role, {
        payeeComplete: true,
      });
  }
  if (without.length > 0)
    throw conflict(
      'payee_incomplete',
      `No bank account on file for ${without.join(', ')}. Link the payee to an entity with one, or pay by wire or check.`,
    );
  return banks;
}

async function build(
  tx: Tx,
  chosen: readonly payments.LockedDisbursement[],
  banks: ReadonlyMap<string, BankDetails>,
  about: { effectiveDate: CivilDate; today: CivilDate; description: string },
): Promise<BuiltAchFile> {
  const time = Temporal.Instant.fromEpochMilliseconds(tx.now.getTime()).toZonedDateTimeISO(bookTimeZone());
  const startOfDay = new Date(time.startOfDay().epochMilliseconds);
  const modifier = MODIFIERS[(await repo.countFilesSince(tx, startOfDay)) % MODIFIERS.length]!;
  try {
    return buildAchFile({
      ...(await achOrigin(tx)),
      entryDescription: about.description,
      creationDate: earlierOf(about.today, about.effectiveDate),
      creationTime: `${String(time.hour).padStart(2, '0')}${String(time.minute).padStart(2, '0')}`,
      fileIdModifier: modifier,
      effectiveDate: about.effectiveDate,
      entries: chosen.map((payment) => entryOf(payment, banks.get(payment.id)!)),
    });
  } catch (error) {
    if (!(error instanceof AchError)) throw error;
    const at = Number(/^\/entries\/(\d+)/.exec(error.pointer)?.[1] ?? -1);
    throw new Problem(
      409,
      'payee_incomplete',
      chosen[at] ? `${chosen[at].payee_name}: ${error.message}` : error.message,
    );
  }
}

const MODIFIERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const entryOf = (payment: payments.LockedDisbursement, bank: BankDetails): AchEntry => ({
  secCode: 'CCD', // bank accounts belong to legal entities
  routingNumber: bank.routingNumber,
  accountNumber: bank.accountNumber,
  accountType: 'checking',
  amountCents: payment.amount_cents as Cents,
  payeeReference: payment.id.replaceAll('-', '').slice(0, 15),
  payeeName: payment.payee_name,
});
