import { randomUUID } from 'node:crypto';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { sealer } from '../../../platform/seal.ts';
import { signingSettings } from '../envelopes/signing-settings.ts';
import type { DocumentSubject } from '../subjects.ts';
import { insertMessage } from './messages.repo.ts';

export interface NewMessage {
  channel: 'email' | 'sms';
  to: { partyId?: string | null; name: string; address: string };
  subject: string;
  /** Single-use links are credentials: write `{{name}}` where one stands, and give it in `links`, with the host or from the root of ours. */
  text: string;
  links?: Record<string, string>;
  /** What it is about: who may see it in the outbox follows this subject's rule; without it everybody with an outbox does. */
  about?: { type: DocumentSubject; id: string; projectId?: string | null };
  resendOf?: string;
}

/**
 * Writes to somebody, in the caller's transaction: the message is in the outbox exactly when the effect is, and a job hands
 * it to the provider. Answers its id. Throws when a link is given that the text has no place for.
 */
export async function sendMessage(tx: Tx, message: NewMessage): Promise<string> {
  const { channel, to, subject, text, links = {}, about } = message;
  const homeless = Object.keys(links).find((name) => !text.includes(`{{${name}}}`));
  if (homeless) throw new Error(`the text has no {{${homeless}}}`);
  const id = randomUUID();
  const hasLinks = Object.keys(links).length > 0;
  await insertMessage(tx, {
    id,
    channel,
    to_party_id: to.partyId ?? null,
    to_name: to.name,
    to_address: to.address,
    subject,
    body: text,
    links_sealed: hasLinks ? sealer().seal(JSON.stringify(links), contextOf(id)) : null,
    about_type: about?.type ?? null,
    about_id: about?.id ?? null,
    project_id: about?.projectId ?? null,
    resend_of: message.resendOf ?? null,
  });
  const where = { type: 'message' as const, id, projectId: about?.projectId ?? null };
  if (message.resendOf) await publish(tx, 'message.resent', where, { subject, to: to.name });
  else await publish(tx, 'message.written', where, { channel, subject, to: to.name });
  await enqueue(tx, 'send_message', { messageId: id }, { key: `message:${id}` });
  return id;
}

const contextOf = (id: string): string => `documents.messages.links:${id}`;

/** The single-use links of a message, by name, as whoever gets it can open them today, wherever we were served when it was written. */
export function openLinks(id: string, sealed: string | null): Record<string, string> {
  if (!sealed) return {};
  const links = JSON.parse(sealer().open(sealed, contextOf(id)).toString('utf8')) as Record<string, string>;
  const { publicUrl } = signingSettings();
  return Object.fromEntries(
    Object.entries(links).map(([name, link]) => [name, link.startsWith('/') ? `${publicUrl}${link}` : link]),
  );
}

/** The text as it is sent, or with something else where the links stand. */
export const fillIn = (text: string, linkOf: (name: string) => string): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => linkOf(name));
