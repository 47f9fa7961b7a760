import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sealer } from '../../../platform/seal.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import type { PaymentFile, PaymentFilePage, PaymentFileQuery } from './disbursements.schemas.ts';
import * as repo from './payment-files.repo.ts';

export const fileNumber = (serial: number): string => `PF-${String(serial).padStart(4, '0')}`;
export const sealContext = (id: string): string => `servicing.payment_files.content:${id}`;

/** A page of payment files, newest first. */
export async function pageOfPaymentFiles(
  actor: Actor,
  query: PaymentFileQuery,
): Promise<z.infer<typeof PaymentFilePage>> {
  const scope = authorise(actor, 'release:payments');
  const [rows, total] = await Promise.all([
    repo.listPaymentFiles(reader(), scope, query),
    query.withTotal ? repo.countPaymentFiles(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  const payments = await repo.paymentsOf(
    reader(),
    scope,
    page.items.map(({ id }) => id),
  );
  return { ...page, items: page.items.map((row) => present(row, payments)) };
}

/** One file with its payments, never its content. Throws 404. */
export async function paymentFileFor(actor: Actor, db: Reader, id: string): Promise<PaymentFile> {
  const scope = authorise(actor, 'release:payments');
  const found = await repo.findPaymentFile(db, scope, id);
  if (!found) throw notFound();
  return present(found, await repo.paymentsOf(db, scope, [id]));
}

function present(
  { serial, ...file }: repo.FoundFile,
  payments: Awaited<ReturnType<typeof repo.paymentsOf>>,
): PaymentFile {
  return {
    ...file,
    number: fileNumber(serial),
    state: file.settlementDate ? 'confirmed' : 'exported',
    payments: payments
      .filter((each) => each.fileId === file.id)
      .map(({ fileId: _, loanId: __, ...each }) => each),
  };
}

/** Hands out the bank's file; every download leaves an audit event before a byte leaves. Throws 404. */
export async function sendPaymentFile(actor: Actor, id: string, reply: FastifyReply): Promise<undefined> {
  const scope = authorise(actor, 'release:payments');
  const content = await inTransaction(actor, async (tx) => {
    const file = await repo.findPaymentFile(tx, scope, id);
    if (!file) throw notFound();
    const { sealed } = await repo.sealedContent(tx, scope, id);
    await publish(
      tx,
      'payment_file.downloaded',
      { type: 'payment_file', id },
      { number: fileNumber(file.serial), sha256: file.sha256 },
    );
    return { name: file.fileName, bytes: sealer().open(sealed, sealContext(id)) };
  });
  reply
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('content-disposition', `attachment; filename="${content.name}"`)
    .type('text/plain; charset=us-ascii')
    .send(content.bytes);
}
