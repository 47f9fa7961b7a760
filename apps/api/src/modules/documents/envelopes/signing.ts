import { randomBytes } from 'node:crypto';
import { envelopeStates } from '@connect/domain/envelope-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { conflict, notFound, Problem } from '../../../platform/errors.ts';
import { sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { enclosedIn, lockEnvelope, updateEnvelope } from './envelopes.repo.ts';
import { type FoundLink, findLink, openLink, updateRecipient } from './recipients.repo.ts';
import type { Signing } from './signing.schemas.ts';

/** A browser that opened the link may come back to it this long. */
const SESSION_MS = 2 * 3_600_000;

/** The disclosure that 15 U.S.C. § 7001(c) asks for before a record is signed electronically. */
export const CONSENT_TEXT =
  'I agree to receive and sign these documents electronically. I can read, save and print PDF files. I may ask for paper copies at no charge, and I may withdraw this consent before I sign by declining or by writing to the sender, without any fee; the documents are then signed on paper.';

/** What a signer carries: the link's token and, once it was opened, the session of the browser that opened it. */
export interface SignerKey {
  token: string;
  session: string | undefined;
}

export interface Opened {
  signing: Signing;
  /** Set when this request opened the link: the session's secret, for the cookie. */
  session?: { secret: string; expiresAt: Date };
}

/**
 * Opens a link: its first use exchanges it for a session of this browser, in which the signer may read, come back and sign.
 * The same browser may ask again; anybody else finds the link used. Throws 404 and 410.
 */
export async function openSigning(actor: Actor, key: SignerKey): Promise<Opened> {
  const link = await linkOf(key.token);
  if (sessionFits(link, key.session, moment(actor)))
    return { signing: await viewOf(reader(), assertOpen(link, actor)) };
  assertUnopened(link, actor);
  const secret = randomBytes(32).toString('base64url');
  const expiresAt = sessionEnd(link, moment(actor));
  await inTransaction(signerOf(actor, link), async (tx) => {
    const envelope = await lockEnvelope(tx, link.envelopeId);
    const current = await findLink(tx, link.hash);
    if (!current) throw notFound();
    assertUnopened(current, actor);
    if (!(await openLink(tx, link.hash, { session_hash: sha256(secret), session_expires_at: expiresAt })))
      throw gone('link_used');
    await updateRecipient(tx, link.recipientId, {
      state: 'delivered',
      ...(current.deliveredAt ? {} : { delivered_at: tx.now }),
    });
    if (envelope.state === 'sent') {
      const { to } = envelopeStates.step('sent', 'deliver', 'system', undefined);
      await updateEnvelope(tx, link.envelopeId, { state: to });
    }
    const where = { type: 'envelope' as const, id: link.envelopeId, projectId: link.projectId };
    await publish(tx, 'envelope.opened', where, { title: link.title, signer: link.name });
  });
  return { signing: await viewOf(reader(), await linkOf(key.token)), session: { secret, expiresAt } };
}

/** What the page shows to the browser that opened the link. Throws 404, 409 before it was opened, 410. */
export const getSigning = async (actor: Actor, key: SignerKey): Promise<Signing> =>
  viewOf(reader(), assertOpen(await requireSession(actor, key), actor));

/** The link of this browser's session, whatever became of the envelope since. Throws 404, 409 before it was opened, 410. */
export async function requireSession(actor: Actor, key: SignerKey): Promise<FoundLink> {
  const link = await linkOf(key.token);
  if (sessionFits(link, key.session, moment(actor))) return link;
  assertUnopened(link, actor);
  throw conflict('link_not_opened', 'Open the link first: POST to its sessions.');
}

async function linkOf(token: string): Promise<FoundLink> {
  const link = await findLink(reader(), sha256(token));
  if (!link) throw notFound();
  return link;
}

const moment = (actor: Actor): Date => actor.now ?? new Date();

const sessionFits = (link: FoundLink, session: string | undefined, now: Date): boolean =>
  session !== undefined &&
  link.sessionHash === sha256(session) &&
  link.sessionExpiresAt !== null &&
  Date.parse(link.sessionExpiresAt) > now.getTime();

const sessionEnd = (link: FoundLink, now: Date): Date =>
  new Date(Math.min(now.getTime() + SESSION_MS, Date.parse(link.expiresAt)));

/** Passes the link on while the signer can still act on it. Throws 410 saying why not. */
export function assertOpen(link: FoundLink, actor: Actor): FoundLink {
  if (link.recipientState === 'signed') throw gone('already_signed');
  if (link.envelopeState === 'voided') throw gone('voided');
  if (link.recipientState === 'declined' || link.envelopeState === 'declined') throw gone('declined');
  const late = Date.parse(link.expiresAt) <= moment(actor).getTime();
  if (late || link.envelopeState === 'expired') throw gone('link_expired');
  if (link.replacedAt) throw gone('link_replaced');
  return link;
}

function assertUnopened(link: FoundLink, actor: Actor): void {
  assertOpen(link, actor);
  if (link.openedAt) throw gone('link_used');
}

const WHY_GONE = {
  already_signed: 'You have signed. A copy comes by e-mail when everybody has.',
  voided: 'The sender has taken these documents back. There is nothing to sign.',
  declined: 'Signing was declined. The sender knows.',
  link_expired: 'This link has expired. Ask the sender for a new one.',
  link_replaced: 'A newer link was sent to you. Use that one.',
  link_used: 'This link was opened before, in another browser or too long ago. Ask the sender for a new one.',
};
export const gone = (code: keyof typeof WHY_GONE): Problem => new Problem(410, code, WHY_GONE[code]);

/** The signer as the trail names them: not a user, but known by the link that only they were sent. */
export const signerOf = (actor: Actor, link: FoundLink): Actor => {
  const { idempotency: _, ...plain } = actor;
  return { ...plain, name: link.name };
};

export async function viewOf(db: Reader, link: FoundLink): Promise<Signing> {
  const enclosed = await enclosedIn(db, [link.envelopeId]);
  return {
    title: link.title,
    message: link.message,
    name: link.name,
    role: link.role,
    state: link.recipientState as Signing['state'],
    consentText: CONSENT_TEXT,
    consentedAt: link.consentedAt,
    signedAt: link.signedAt,
    expiresAt: link.expiresAt,
    sessionExpiresAt: link.sessionExpiresAt ?? link.expiresAt,
    documents: enclosed.map(({ documentId, title, sha256: hash }) => ({
      id: documentId,
      title,
      sha256: hash,
    })),
  };
}
