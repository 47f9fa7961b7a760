import { type EnvelopeState, envelopeStates } from '@connect/domain/envelope-states';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { expectVersion, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import * as repo from './envelopes.repo.ts';
import type { Envelope } from './envelopes.schemas.ts';
import { type FoundRecipient, recipientsOf } from './recipients.repo.ts';
import { resendEnvelope, sendEnvelope, voidEnvelope } from './send-envelope.ts';

export const getEnvelope = async (actor: Actor, id: string): Promise<Envelope> =>
  envelopeFor(reader(), actor, authorise(actor, 'read:envelopes'), id);

/** Sends or voids an envelope. Throws 404, 409, 412, 422. */
export async function moveEnvelope(
  actor: Actor,
  input: { id: string; version: number; action: 'send' | 'void'; reason?: string | undefined },
): Promise<Envelope> {
  const scope = authorise(actor, 'write:envelopes');
  return inTransaction(actor, async (tx) => {
    const envelope = await repo.lockVisible(tx, scope, input.id);
    if (!envelope) throw notFound();
    expectVersion(envelope, input.version);
    if (input.action === 'send') await sendEnvelope(tx, input.id);
    else await voidEnvelope(tx, input.id, input.reason);
    return envelopeFor(tx, actor, scope, input.id);
  });
}

/** Sends new links to those whose turn it is. Throws 404, 409. */
export async function resendLinks(
  actor: Actor,
  input: { id: string; recipientId?: string | undefined },
): Promise<Envelope> {
  const scope = authorise(actor, 'write:envelopes');
  return inTransaction(actor, async (tx) => {
    const envelope = await repo.lockVisible(tx, scope, input.id);
    if (!envelope) throw notFound();
    await resendEnvelope(tx, envelope, input.recipientId);
    return envelopeFor(tx, actor, scope, input.id);
  });
}

async function envelopeFor(
  db: Reader,
  actor: Actor,
  scope: repo.ReadEnvelopes,
  id: string,
): Promise<Envelope> {
  const found = await repo.findEnvelope(db, scope, id);
  if (!found) throw notFound();
  const [whole] = await withParts(db, actor, [found]);
  return whole!;
}

/** Envelopes with what is enclosed, who signs, and what the caller may do. */
export async function withParts(
  db: Reader,
  actor: Actor,
  rows: readonly repo.FoundEnvelope[],
): Promise<Envelope[]> {
  const ids = rows.map((row) => row.id);
  const enclosed = Map.groupBy(await repo.enclosedIn(db, ids), (each) => each.envelopeId);
  const recipients = Map.groupBy(await recipientsOf(db, ids), (each) => each.envelope_id);
  return rows.map((row) => {
    const documents = enclosed.get(row.id) ?? [];
    const signers = recipients.get(row.id) ?? [];
    return {
      ...row,
      documents: documents.map(({ envelopeId: _, ...each }) => each),
      recipients: signers.map(present),
      moves: movesOf(actor, row.state as EnvelopeState, signers, documents.length),
    } as Envelope;
  });
}

function movesOf(
  actor: Actor,
  state: EnvelopeState,
  signers: readonly FoundRecipient[],
  documentCount: number,
) {
  if (actor.role === 'system') return [];
  const unsignedCount = signers.filter((each) => each.state !== 'signed').length;
  return envelopeStates.moves(state, actor.role, {
    signerCount: signers.length,
    documentCount,
    unsignedCount,
  });
}

const present = (row: FoundRecipient) => ({
  id: row.id,
  partyId: row.party_id,
  name: row.name,
  email: row.email,
  role: row.role,
  order: row.signing_order,
  state: row.state,
  linkSentAt: row.link_sent_at,
  linkExpiresAt: row.link_expires_at,
  deliveredAt: row.delivered_at,
  consentedAt: row.consented_at,
  signedAt: row.signed_at,
  declineReason: row.decline_reason,
});
