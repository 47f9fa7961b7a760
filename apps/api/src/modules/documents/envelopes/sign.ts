import { type EnvelopeState, envelopeStates } from '@connect/domain/envelope-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { enclosedIn, type LockedEnvelope, lockEnvelope, updateEnvelope } from './envelopes.repo.ts';
import { type FoundLink, findLink, recipientsOf, updateRecipient } from './recipients.repo.ts';
import { inviteNext, whereOf } from './send-envelope.ts';
import type { Signing } from './signing.schemas.ts';
import { assertOpen, requireSession, type SignerKey, signerOf, viewOf } from './signing.ts';

/** The signer agrees to sign electronically; agreeing again changes nothing. Throws 404, 409, 410. */
export const consent = (actor: Actor, key: SignerKey): Promise<Signing> =>
  act(actor, key, 'consents', async (tx, link, envelope) => {
    if (link.consentedAt) return;
    await updateRecipient(tx, link.recipientId, { consented_at: tx.now });
    await publish(tx, 'envelope.consented', whereOf(envelope), { title: envelope.title, signer: link.name });
  });

export interface TypedSignature {
  fullName: string;
  /** What the browser says it is, for the certificate. */
  userAgent: string | undefined;
}

/**
 * The signer's typed name signs every enclosed document. When all of a group have signed the next is asked; when everybody
 * has, the envelope is complete and a job writes the certificate. Throws 404, 409 without consent, 410, 422 for another name.
 */
export const sign = (actor: Actor, key: SignerKey, signature: TypedSignature): Promise<Signing> =>
  act(actor, key, 'signatures', async (tx, link, envelope) => {
    if (!link.consentedAt) throw conflict('consent_missing', 'Agree to sign electronically first.');
    if (plain(signature.fullName) !== plain(link.name))
      throw invalid('/fullName', `Type your name as it stands on the page: ${link.name}.`);
    await updateRecipient(tx, link.recipientId, {
      state: 'signed',
      signed_at: tx.now,
      signed_name: signature.fullName,
      signed_ip: actor.ip,
      signed_with: signature.userAgent?.slice(0, 300) ?? null,
    });
    await publish(tx, 'envelope.signed', whereOf(envelope), { title: envelope.title, signer: link.name });
    await goOn(tx, envelope, new Date(link.envelopeExpiresAt ?? link.expiresAt));
  });

/** The signer will not sign: the envelope ends for everybody. Throws 404, 409, 410. */
export const decline = (actor: Actor, key: SignerKey, reason: string): Promise<Signing> =>
  act(actor, key, 'declines', async (tx, link, envelope) => {
    const { to } = envelopeStates.step(envelope.state as EnvelopeState, 'decline', 'system', undefined);
    await updateRecipient(tx, link.recipientId, { state: 'declined', decline_reason: reason });
    await updateEnvelope(tx, envelope.id, { state: to, state_reason: reason });
    const payload = { title: envelope.title, signer: link.name, reason };
    await publish(tx, 'envelope.declined', whereOf(envelope), payload);
  });

const plain = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

async function goOn(tx: Tx, envelope: LockedEnvelope, expires: Date): Promise<void> {
  const recipients = await recipientsOf(tx, [envelope.id]);
  const unsignedCount = recipients.filter((each) => each.state !== 'signed').length;
  if (unsignedCount > 0) return inviteNext(tx, envelope, recipients, expires);
  const { to } = envelopeStates.step(envelope.state as EnvelopeState, 'complete', 'system', {
    unsignedCount,
  });
  await updateEnvelope(tx, envelope.id, { state: to, completed_at: tx.now });
  const documentIds = (await enclosedIn(tx, [envelope.id])).map((each) => each.documentId);
  await publish(tx, 'envelope.completed', whereOf(envelope), { title: envelope.title, documentIds });
  await enqueue(tx, 'certify_envelope', { envelopeId: envelope.id }, { key: `certify:${envelope.id}` });
}

/**
 * One act of a signer in one transaction, in the session that opened the link, under the envelope's lock. A repeated request
 * with its Idempotency-Key gets its first answer, even after the link is spent; the key is kept under the link's hash, since
 * the address itself holds the token.
 */
async function act(
  actor: Actor,
  key: SignerKey,
  name: string,
  work: (tx: Tx, link: FoundLink, envelope: LockedEnvelope) => Promise<void>,
): Promise<Signing> {
  const { hash, ...known } = await requireSession(actor, key);
  const signer = signerOf(actor, { hash, ...known });
  if (actor.idempotency)
    signer.idempotency = { ...actor.idempotency, route: `POST /v1/signing/${hash}/${name}` };
  return inTransaction(signer, async (tx) => {
    const envelope = await lockEnvelope(tx, known.envelopeId);
    const link = await findLink(tx, hash);
    if (!link) throw notFound();
    await work(tx, assertOpen(link, actor), envelope);
    const after = await findLink(tx, hash);
    return viewOf(tx, after ?? link);
  });
}
