import { setTimeout as sleep } from 'node:timers/promises';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import { invalid, unauthenticated } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { endSessions } from '../tokens/end-sessions.ts';
import {
  attemptSucceeded,
  countAttempt,
  counter,
  networkOf,
  provedByLink,
  refuseIfWaiting,
} from '../tokens/throttle.ts';
import { credentialsOf, lockUser, setPassword } from '../users/credentials.repo.ts';
import { ownUser } from '../users/users.repo.ts';
import { hashPassword, verifyPassword, withHashingSlot } from './hashing.ts';
import { expectOpenLink, mailLink, useLink } from './links.ts';
import { expectGoodPassword } from './password-rules.ts';

/** Every answer to a reset request takes at least this long, whether or not there was a link to make. */
const EQUAL_MS = 250;

/** Changes the own password, which the old one proves, and signs out every other device. Throws 422, 429, 503. */
export async function changePassword(
  actor: Actor,
  input: { currentPassword: string; newPassword: string },
): Promise<void> {
  const user = await ownUser(reader(), actor.userId!);
  if (!user) throw unauthenticated();
  expectGoodPassword(input.newPassword, user, '/newPassword');
  const stored = await proveByPassword(actor, user.id, input.currentPassword, '/currentPassword');
  if (input.newPassword === input.currentPassword) throw invalid('/newPassword', 'The same as before.');
  const hash = await hashPassword(input.newPassword);
  await inTransaction(actor, async (tx) => {
    const now = await lockUser(tx, user.id);
    if (now?.passwordHash !== stored) throw invalid('/currentPassword', 'Changed meanwhile.');
    await setPassword(tx, user.id, hash);
    await publish(tx, 'password.changed', { type: 'user', id: user.id }, { by: 'user' });
    await endSessions(tx, user.id, 'password changed', actor.sessionId);
  });
}

/** The stored hash that the password of this signed-in user fits. Throws 422 at `pointer`, 429 while too many were wrong. */
export async function proveByPassword(
  actor: Actor,
  userId: string,
  password: string,
  pointer: string,
): Promise<string> {
  const counters = [counter('stepUp', userId)];
  await refuseIfWaiting(counters);
  const account = await inTransaction(actor, (tx) => lockUser(tx, userId));
  const fits = await withHashingSlot(async () => {
    await countAttempt(actor, counters);
    return verifyPassword(account?.passwordHash ?? null, password);
  });
  if (!fits) {
    const subject = { type: 'user' as const, id: userId };
    await inTransaction(actor, (tx) =>
      publish(tx, 'step-up.failed', subject, { sessionId: actor.sessionId ?? '', by: 'password' }),
    );
    throw invalid(pointer, 'Not right.');
  }
  await inTransaction(actor, (tx) => attemptSucceeded(tx, counters));
  return account!.passwordHash!;
}

/**
 * Mails a reset link, if there is an active account. Answer and time are the same if not. Throws 429 when one network asks for
 * very many; a single account silently gets only a few an hour.
 */
export async function requestReset(actor: Actor, email: string): Promise<void> {
  await Promise.all([sleep(EQUAL_MS), sendReset(actor, email)]);
}

async function sendReset(actor: Actor, email: string): Promise<void> {
  await countAttempt(actor, [counter('resets', networkOf(actor.ip))]);
  try {
    await countAttempt(actor, [counter('resetsTo', email)]);
  } catch (error) {
    if ((error as { status?: number }).status === 429) return;
    throw error;
  }
  const { user } = await credentialsOf(reader(), email, '');
  if (user?.status === 'active') await inTransaction(actor, (tx) => mailLink(tx, 'reset', user));
}

/** Sets the password by an invitation or reset link; the second factor, if any, stays. Throws 422. */
export async function resetPassword(actor: Actor, input: { token: string; password: string }): Promise<void> {
  const link = await expectOpenLink(actor, input.token, ['invitation', 'reset']);
  const user = { id: link.userId!, email: link.email!, displayName: link.displayName! };
  expectGoodPassword(input.password, user, '/password');
  const hash = await hashPassword(input.password);
  const by = link.purpose === 'invitation' ? 'invitation' : 'reset';
  await inTransaction(actor, async (tx: Tx) => {
    await useLink(tx, input.token, link);
    await setPassword(tx, user.id, hash);
    await provedByLink(tx, user);
    await publish(tx, 'password.changed', { type: 'user', id: user.id }, { by });
    await endSessions(tx, user.id, 'password reset');
  });
}
