import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { Problem } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { NO_SUBJECT } from '../no-subject.ts';
import { verifyPassword, withHashingSlot } from '../passwords/hashing.ts';
import { takeTotp } from '../totp.ts';
import { type Credentials, credentialsOf, lockUser } from '../users/credentials.repo.ts';
import { type Grant, openSession } from './grant.ts';
import { codeRequired, wrongCredentials } from './oauth-errors.ts';
import {
  attemptOpen,
  attemptSucceeded,
  type Counter,
  countAttempt,
  networkOf,
  refuseIfWaiting,
  rememberAddress,
  signInCounters,
} from './throttle.ts';

export interface SignIn {
  email: string;
  password: string;
  code?: string | undefined;
  userAgent: string | null;
}

/**
 * Signs a user in. Throws 429 while this account or address waits, 503 when too many sign in at once, 403 `mfa_required`
 * when the password is right and a code is wanted, and otherwise one and the same 400 `invalid_grant`, after the same work.
 */
export async function signIn(actor: Actor, input: SignIn): Promise<Grant> {
  const { user, known } = await credentialsOf(reader(), input.email, networkOf(actor.ip));
  const counters = signInCounters(input.email, actor.ip, known);
  const fits = await notingThrottle(actor, user, async () => {
    await refuseIfWaiting(counters);
    // Counted inside the slot: however many guess at once, only as many as hash at once are ahead of the count.
    return withHashingSlot(async () => {
      await countAttempt(actor, counters);
      return verifyPassword(user?.passwordHash ?? null, input.password);
    });
  });
  if (!user || !fits || user.status !== 'active')
    return refuse(actor, user, fits ? 'not active' : 'password');
  return admit(actor, user, input, counters);
}

async function admit(nobody: Actor, user: Credentials, input: SignIn, counters: Counter[]): Promise<Grant> {
  const actor: Actor = { ...nobody, userId: user.id, role: user.role, name: user.displayName };
  const outcome = await inTransaction(actor, async (tx): Promise<Grant | 'code' | 'password' | Problem> => {
    const now = await lockUser(tx, user.id);
    // Disabled, or the password changed, while we hashed.
    if (now?.status !== 'active' || now.passwordHash !== user.passwordHash) return 'password';
    if (now.totpSecretSealed && !input.code) {
      await attemptOpen(tx, counters);
      return codeRequired();
    }
    if (now.totpSecretSealed && !(await takeTotp(tx, user.id, now.totpSecretSealed, input.code ?? '')))
      return 'code';
    const totpEnrolled = now.totpSecretSealed !== null;
    const { sessionId, grant } = await openSession(tx, { ...now, totpEnrolled }, input.userAgent);
    await attemptSucceeded(tx, counters);
    await rememberAddress(tx, user.id);
    await publish(
      tx,
      'sign-in.succeeded',
      { type: 'user', id: user.id },
      { sessionId, secondFactor: totpEnrolled },
    );
    return grant;
  });
  if (outcome === 'code' || outcome === 'password') return refuse(nobody, user, outcome);
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

async function refuse(actor: Actor, user: Credentials | null, reason: string): Promise<never> {
  await note(actor, user, user ? reason : 'no such account');
  throw wrongCredentials();
}

/** A sign-in that is turned away because of those before it is on record like them. */
async function notingThrottle<T>(actor: Actor, user: Credentials | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.status === 429) await note(actor, user, 'too many attempts');
    throw error;
  }
}

const note = (actor: Actor, user: Credentials | null, reason: string): Promise<void> =>
  inTransaction(actor, (tx) =>
    publish(tx, 'sign-in.failed', { type: 'user', id: user?.id ?? NO_SUBJECT }, { reason }),
  );
