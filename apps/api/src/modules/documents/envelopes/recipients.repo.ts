import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

export interface RecipientRow {
  id: string;
  envelope_id: string;
  party_id: string | null;
  name: string;
  email: string;
  role: string;
  signing_order: number;
}

export const insertRecipients = (tx: Tx, rows: RecipientRow[]) =>
  tx
    .insertInto('documents.envelope_recipients')
    .values(rows.map((row) => ({ ...row, state: 'waiting' })))
    .execute();

/** The signers of these envelopes, in signing order. */
export const recipientsOf = (db: Reader, envelopeIds: readonly string[]) =>
  db
    .selectFrom('documents.envelope_recipients')
    .selectAll()
    .where('envelope_id', '=', sql<string>`any(${[...envelopeIds]}::uuid[])`)
    .orderBy('envelope_id')
    .orderBy('signing_order')
    .orderBy('name')
    .orderBy('id')
    .execute();
export type FoundRecipient = Awaited<ReturnType<typeof recipientsOf>>[number];

export const updateRecipient = (
  tx: Tx,
  id: string,
  values: {
    state?: string;
    link_sent_at?: Date;
    link_expires_at?: Date;
    delivered_at?: Date;
    consented_at?: Date;
    signed_at?: Date;
    signed_name?: string;
    signed_ip?: string | null;
    signed_with?: string | null;
    decline_reason?: string;
  },
) => tx.updateTable('documents.envelope_recipients').set(values).where('id', '=', id).execute();

export const insertLink = (tx: Tx, link: { hash: string; recipient_id: string; expires_at: Date }) =>
  tx
    .insertInto('documents.signing_links')
    .values({ ...link, created_at: tx.now })
    .execute();

/** A new link ends the earlier ones, opened or not. */
export const replaceLinks = (tx: Tx, recipientId: string) =>
  tx
    .updateTable('documents.signing_links')
    .set({ replaced_at: tx.now })
    .where('recipient_id', '=', recipientId)
    .where('replaced_at', 'is', null)
    .execute();

/** A link with its signer and envelope, by the hash of its token. */
export const findLink = (db: Reader, hash: string) =>
  db
    .selectFrom('documents.signing_links as l')
    .innerJoin('documents.envelope_recipients as r', 'r.id', 'l.recipient_id')
    .innerJoin('documents.envelopes as e', 'e.id', 'r.envelope_id')
    .select([
      'l.hash',
      'l.expires_at as expiresAt',
      'l.opened_at as openedAt',
      'l.session_hash as sessionHash',
      'l.session_expires_at as sessionExpiresAt',
      'l.replaced_at as replacedAt',
      'r.id as recipientId',
      'r.name',
      'r.role',
      'r.state as recipientState',
      'r.delivered_at as deliveredAt',
      'r.consented_at as consentedAt',
      'r.signed_at as signedAt',
      'e.id as envelopeId',
      'e.state as envelopeState',
      'e.expires_at as envelopeExpiresAt',
      'e.title',
      'e.message',
      'e.project_id as projectId',
    ])
    .where('l.hash', '=', hash)
    .executeTakeFirst();
export type FoundLink = NonNullable<Awaited<ReturnType<typeof findLink>>>;

/** Marks a link opened and binds its session; answers false when another opening was quicker. */
export async function openLink(
  tx: Tx,
  hash: string,
  session: { session_hash: string; session_expires_at: Date },
): Promise<boolean> {
  const row = await tx
    .updateTable('documents.signing_links')
    .set({ ...session, opened_at: tx.now })
    .where('hash', '=', hash)
    .where('opened_at', 'is', null)
    .returning('hash')
    .executeTakeFirst();
  return row !== undefined;
}
