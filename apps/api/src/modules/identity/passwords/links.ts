import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import { Problem } from '../../../platform/errors.ts';
import { sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { NO_SUBJECT } from '../no-subject.ts';
import { settings } from '../settings.ts';
import { newSecret } from '../tokens/grant.ts';
import { dropUnusedLinks, findLink, insertLink, type Purpose, useUpLink } from './links.repo.ts';

/** How long a link opens, in hours. */
const HOURS: Record<Purpose, number> = { invitation: 7 * 24, reset: 1, setup: 24 };

/** An e-mail with a link that is a credential: whoever shows sent mail hides it from everybody but an administrator. */
export interface LinkMessage {
  purpose: 'invitation' | 'reset';
  userId: string;
  email: string;
  displayName: string;
  url: string;
  /** A moment, UTC. */
  expiresAt: string;
}

/** Sends in the caller's transaction (an outbox row and a job), never by calling a vendor there. */
export type SendLink = (tx: Tx, message: LinkMessage) => Promise<void>;

let sendLink: SendLink | undefined;

/** Called once by the composition root: e-mail stands right of identity. */
export function useLinkSender(sender: SendLink): void {
  sendLink = sender;
}

/**
 * Makes a single-use link and ends the earlier ones of its kind. The secret is in the fragment, so that it reaches no server's
 * log; only its hash is kept.
 */
export async function issueLink(
  tx: Tx,
  purpose: Purpose,
  userId: string | null,
): Promise<{ url: string; expiresAt: Date }> {
  const token = newSecret();
  const expiresAt = new Date(tx.now.getTime() + HOURS[purpose] * 3_600_000);
  await dropUnusedLinks(tx, userId, purpose);
  await insertLink(tx, { hash: sha256(token), purpose, userId, expiresAt });
  await publish(tx, 'link.issued', { type: 'user', id: userId ?? NO_SUBJECT }, { purpose });
  return { url: `${settings().publicUrl}/${purpose}#token=${token}`, expiresAt };
}

export async function mailLink(
  tx: Tx,
  purpose: LinkMessage['purpose'],
  user: { id: string; email: string; displayName: string },
): Promise<void> {
  if (!sendLink) throw new Error('nobody sends links');
  const { url, expiresAt } = await issueLink(tx, purpose, user.id);
  const { id: userId, email, displayName } = user;
  await sendLink(tx, { purpose, userId, email, displayName, url, expiresAt: expiresAt.toISOString() });
}

export interface OpenLink {
  purpose: Purpose;
  userId: string | null;
  email: string | null;
  displayName: string | null;
}

/** What the link is for, before any costly work. Throws 422 `link_invalid` when it is unknown, used, replaced or late. */
export async function expectOpenLink(actor: Actor, token: string, purposes: Purpose[]): Promise<OpenLink> {
  const link = await findLink(reader(), sha256(token));
  if (link?.open && purposes.includes(link.purpose as Purpose))
    return { ...link, purpose: link.purpose as Purpose };
  if (link) {
    const subject = { type: 'user' as const, id: link.userId ?? NO_SUBJECT };
    await inTransaction(actor, (tx) =>
      publish(tx, 'link.refused', subject, { reason: 'used, replaced or expired' }),
    );
  }
  throw linkInvalid((link?.purpose as Purpose | undefined) ?? purposes[0]!);
}

/** Uses it up inside the transaction of its effect. Throws 422 when another request was quicker. */
export async function useLink(tx: Tx, token: string, link: OpenLink): Promise<void> {
  if (!(await useUpLink(tx, sha256(token)))) throw linkInvalid(link.purpose);
  await publish(tx, 'link.used', { type: 'user', id: link.userId ?? NO_SUBJECT }, { purpose: link.purpose });
}

/** What whoever comes with a link that is over can do. */
const WAY_ON: Record<Purpose, string> = {
  invitation: 'Sign in if you have chosen a password, or ask an administrator for a new invitation.',
  reset: 'Sign in if you have changed the password, or ask for a new link where you sign in.',
  setup:
    'Sign in if the administrator is made, or start the server again, which prints a new link until there is one.',
};

const linkInvalid = (purpose: Purpose): Problem =>
  new Problem(422, 'link_invalid', 'This link was used, replaced by a newer one, or has expired.', {
    errors: [{ pointer: '/token', message: `No longer valid. ${WAY_ON[purpose]}` }],
  });
