import { randomUUID } from 'node:crypto';
import { type EnvelopeState, envelopeStates } from '@connect/domain/envelope-states';
import { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { storeGenerated } from '../files/store.ts';
import { sendMessage } from '../outbox/send-message.ts';
import type { DocumentSubject } from '../subjects.ts';
import { certificatePdf } from './certificate.ts';
import { enclosedIn, findLate, type LockedEnvelope, lockEnvelope, updateEnvelope } from './envelopes.repo.ts';
import { type FoundRecipient, recipientsOf } from './recipients.repo.ts';
import { whereOf } from './send-envelope.ts';

const Payload = z.object({ envelopeId: z.string() });

/** Job: writes the certificate of a completed envelope, once, and tells the signers. */
export async function certifyEnvelope(payload: unknown): Promise<void> {
  const { envelopeId } = Payload.parse(payload);
  await inTransaction(systemActor(randomUUID()), async (tx) => {
    const envelope = await lockEnvelope(tx, envelopeId);
    if (envelope.state !== 'completed' || envelope.certificate_id) return;
    const [recipients, enclosed] = await Promise.all([
      recipientsOf(tx, [envelopeId]),
      enclosedIn(tx, [envelopeId]),
    ]);
    const bytes = await certificatePdf(envelope, enclosed, recipients, tx.now);
    const parties = new Set(recipients.flatMap((each) => each.party_id ?? []));
    const { documentId } = await storeGenerated(tx, {
      subject: subjectOf(envelope),
      kind: 'certificate',
      title: `Certificate of signing: ${envelope.title}`,
      fileName: 'certificate-of-signing.pdf',
      mediaType: 'application/pdf',
      bytes,
      shareWith: [...parties],
    });
    await updateEnvelope(tx, envelopeId, { certificate_id: documentId });
    for (const each of recipients) await tellSigned(tx, envelope, each);
  });
}

const subjectOf = (envelope: LockedEnvelope) => ({
  type: envelope.subject_type as DocumentSubject,
  id: envelope.subject_id,
  projectId: envelope.project_id,
  loanId: envelope.loan_id,
});

const tellSigned = (tx: Tx, envelope: LockedEnvelope, recipient: FoundRecipient): Promise<unknown> =>
  sendMessage(tx, {
    channel: 'email',
    to: { partyId: recipient.party_id, name: recipient.name, address: recipient.email },
    subject: `Signed by everybody: ${envelope.title}`,
    text: `Hello ${recipient.name},\n\n“${envelope.title}” is signed by everybody. Sign in to download your copy and the certificate of signing, or ask us to send them to you.\n\nConnect`,
    about: subjectOf(envelope),
  });

/** Job: ends the envelopes whose time is up. */
export async function expireEnvelopes(): Promise<void> {
  const actor = systemActor(randomUUID());
  for (const { id } of await findLate(reader(), new Date()))
    await inTransaction(actor, async (tx) => {
      const envelope = await lockEnvelope(tx, id);
      const late = envelope.expires_at !== null && Date.parse(envelope.expires_at) <= tx.now.getTime();
      if (!late || (envelope.state !== 'sent' && envelope.state !== 'delivered')) return;
      const { to } = envelopeStates.step(envelope.state as EnvelopeState, 'expire', 'system', undefined);
      await updateEnvelope(tx, id, { state: to });
      await publish(tx, 'envelope.expired', whereOf(envelope), { title: envelope.title });
    });
}
