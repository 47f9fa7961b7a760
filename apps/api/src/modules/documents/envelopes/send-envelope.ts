import { randomBytes } from 'node:crypto';
import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { type EnvelopeState, envelopeStates } from '@connect/domain/envelope-states';
import { assertReason } from '@connect/domain/machine';
import type { Role } from '@connect/domain/permissions';
import { publish } from '../../../events/publish.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, notFound } from '../../../platform/errors.ts';
import { sha256 } from '../../../platform/seal.ts';
import { shareDocument } from '../files/store.ts';
import { sendMessage } from '../outbox/send-message.ts';
import type { DocumentSubject } from '../subjects.ts';
import * as repo from './envelopes.repo.ts';
import {
  type FoundRecipient,
  insertLink,
  recipientsOf,
  replaceLinks,
  updateRecipient,
} from './recipients.repo.ts';

const DAY_MS = 86_400_000;

/** Envelopes are staff's to move; the program (sample data, reactions to events) acts with an administrator's rights. */
const roleOf = (tx: Tx): Role => (tx.actor.role === 'system' ? 'admin' : tx.actor.role);

export const whereOf = (envelope: { id: string; project_id: string | null }) => ({
  type: 'envelope' as const,
  id: envelope.id,
  projectId: envelope.project_id,
});

/** Sends a prepared envelope: those who sign first get their links. Throws 409 when it is not prepared, empty or out already. */
export async function sendEnvelope(tx: Tx, id: string): Promise<void> {
  const envelope = await repo.lockEnvelope(tx, id);
  const [recipients, enclosed] = await Promise.all([recipientsOf(tx, [id]), repo.enclosedIn(tx, [id])]);
  const context = { signerCount: recipients.length, documentCount: enclosed.length };
  const move = envelopeStates.step(envelope.state as EnvelopeState, 'send', roleOf(tx), context);
  const expires = expiryOf(tx, envelope);
  await repo.updateEnvelope(tx, id, { state: move.to, sent_at: tx.now, expires_at: expires });
  for (const partyId of new Set(recipients.flatMap((each) => each.party_id ?? [])))
    for (const { documentId } of enclosed) await shareDocument(tx, documentId, partyId);
  const signers = recipients.map((each) => each.name);
  await publish(tx, 'envelope.sent', whereOf(envelope), { title: envelope.title, signers });
  await inviteNext(tx, envelope, recipients, expires);
}

const expiryOf = (tx: Tx, envelope: repo.LockedEnvelope): Date =>
  new Date(tx.now.getTime() + envelope.valid_days * DAY_MS);

/** Asks the first group in which somebody has not been asked or has not signed. */
export async function inviteNext(
  tx: Tx,
  envelope: repo.LockedEnvelope,
  recipients: readonly FoundRecipient[],
  expires: Date,
): Promise<void> {
  const group = recipients.find((each) => each.state !== 'signed')?.signing_order;
  for (const each of recipients)
    if (each.signing_order === group && each.state === 'waiting') await invite(tx, envelope, each, expires);
}

/** A new single-use link by e-mail; earlier ones end. Only its hash is kept, and the outbox seals the link itself. */
async function invite(
  tx: Tx,
  envelope: repo.LockedEnvelope,
  recipient: FoundRecipient,
  expires: Date,
): Promise<void> {
  const token = randomBytes(32).toString('base64url');
  await replaceLinks(tx, recipient.id);
  await insertLink(tx, { hash: sha256(token), recipient_id: recipient.id, expires_at: expires });
  await updateRecipient(tx, recipient.id, { state: 'sent', link_sent_at: tx.now, link_expires_at: expires });
  await sendMessage(tx, {
    channel: 'email',
    to: { partyId: recipient.party_id, name: recipient.name, address: recipient.email },
    subject: `Please sign: ${envelope.title}`,
    text: [
      `Hello ${recipient.name},`,
      `“${envelope.title}” waits for your signature as ${recipient.role}.`,
      ...(envelope.message ? [envelope.message] : []),
      'Read and sign here:\n{{link}}',
      `The link is yours alone, opens once, and works until ${formatDate(bookDate(expires) as CivilDate)}. If it was opened before you came to sign, ask us for a new one.`,
    ].join('\n\n'),
    links: { link: `/sign#token=${token}` },
    about: {
      type: envelope.subject_type as DocumentSubject,
      id: envelope.subject_id,
      projectId: envelope.project_id,
    },
  });
}

/** New links for those whose turn it is, or for one of them; the days count anew. Throws 404, and 409 when nobody is to be asked. */
export async function resendEnvelope(
  tx: Tx,
  envelope: repo.LockedEnvelope,
  recipientId?: string,
): Promise<void> {
  if (envelope.state !== 'sent' && envelope.state !== 'delivered')
    throw conflict('not_out', 'This envelope is not out for signature.');
  const recipients = await recipientsOf(tx, [envelope.id]);
  if (recipientId && !recipients.some((each) => each.id === recipientId)) throw notFound();
  const due = recipients.filter(
    (each) =>
      (each.state === 'sent' || each.state === 'delivered') && (!recipientId || each.id === recipientId),
  );
  if (due.length === 0) throw conflict('not_due', 'This signer has signed, or is not asked yet.');
  const expires = expiryOf(tx, envelope);
  await repo.updateEnvelope(tx, envelope.id, { expires_at: expires });
  for (const each of due) await invite(tx, envelope, each, expires);
  const signers = due.map((each) => each.name);
  await publish(tx, 'envelope.resent', whereOf(envelope), { title: envelope.title, signers });
}

/** Takes an envelope back: its links end. Throws 409 when it is finished, 422 without a reason. */
export async function voidEnvelope(tx: Tx, id: string, reason: string | undefined): Promise<void> {
  const envelope = await repo.lockEnvelope(tx, id);
  const move = envelopeStates.step(envelope.state as EnvelopeState, 'void', roleOf(tx), undefined);
  assertReason(move, reason);
  await repo.updateEnvelope(tx, id, { state: move.to, state_reason: reason ?? '' });
  for (const { id: recipientId } of await recipientsOf(tx, [id])) await replaceLinks(tx, recipientId);
  await publish(tx, 'envelope.voided', whereOf(envelope), { title: envelope.title, reason: reason ?? '' });
}
