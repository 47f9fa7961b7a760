import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { reader, type Tx } from '../../platform/db.ts';
import { conflict, invalid } from '../../platform/errors.ts';
import { requireStepUp } from '../../platform/http.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { proveByPassword } from './passwords/set-password.ts';
import { endSessions } from './tokens/end-sessions.ts';
import { markSteppedUp, sessionStart } from './tokens/sessions.repo.ts';
import { attemptSucceeded, countAttempt, counter, refuseIfWaiting } from './tokens/throttle.ts';
import { newTotp, takeTotp } from './totp.ts';
import { enrolTotp, keepPendingTotp, lockUser, pendingTotp } from './users/credentials.repo.ts';
import { ownUser } from './users/users.repo.ts';

/** Enrolling right after signing in asks for nothing more; later, or in place of another app, it asks for a step-up. */
const FRESH_SESSION_MS = 5 * 60_000;
const STEP_UP_MS = 5 * 60_000;

/** A new secret to scan, which counts once a code confirms it. Throws 403 `step_up_required`. */
export async function beginEnrolment(actor: Actor): Promise<{ secret: string; uri: string }> {
  return inTransaction(actor, async (tx) => {
    const user = (await lockUser(tx, actor.userId!))!;
    const session = await sessionStart(tx, actor.sessionId!);
    const fresh = tx.now.getTime() - new Date(session?.created_at ?? 0).getTime() < FRESH_SESSION_MS;
    if (user.totpSecretSealed || !fresh) requireStepUp(actor);
    const { secret, uri, sealed } = newTotp(user);
    await keepPendingTotp(tx, user.id, sealed);
    await publish(tx, 'second-factor.begun', { type: 'user', id: user.id }, {});
    return { secret, uri };
  });
}

/** Enrols what `beginEnrolment` showed, signs out every other device. Throws 409, 422 at /code, 429. */
export async function confirmEnrolment(actor: Actor, code: string): Promise<void> {
  await proveByCode(
    actor,
    code,
    async (tx) => {
      const { sealed } = await pendingTotp(tx, actor.userId!);
      if (!sealed) throw conflict('nothing_to_confirm', 'Ask for a new secret first.');
      return sealed;
    },
    async (tx, sealed) => {
      await enrolTotp(tx, actor.userId!, sealed);
      await publish(tx, 'second-factor.enrolled', { type: 'user', id: actor.userId! }, {});
      await endSessions(tx, actor.userId!, 'authenticator app enrolled', actor.sessionId);
    },
  );
}

/**
 * Proves again who sits there: by code where an app is enrolled, else by password. Throws 422 at /code or /password, 429.
 * Returns until when money may be moved and decisions overridden.
 */
export async function stepUp(
  actor: Actor,
  input: { code?: string | undefined; password?: string | undefined },
) {
  const user = (await ownUser(reader(), actor.userId!))!;
  if (user.hasTotp) {
    if (input.code === undefined) throw invalid('/code', 'Required: an authenticator app is enrolled.');
    await proveByCode(actor, input.code, async (tx) => (await lockUser(tx, user.id))!.totpSecretSealed!);
  } else {
    if (input.password === undefined)
      throw invalid('/password', 'Required: no authenticator app is enrolled.');
    await proveByPassword(actor, user.id, input.password, '/password');
    await inTransaction(actor, (tx) => proved(tx, 'password'));
  }
  const now = Date.now();
  return { steppedUpAt: new Date(now).toISOString(), expiresAt: new Date(now + STEP_UP_MS).toISOString() };
}

async function proveByCode(
  actor: Actor,
  code: string,
  secretOf: (tx: Tx) => Promise<string>,
  then: (tx: Tx, sealed: string) => Promise<void> = async () => {},
): Promise<void> {
  const counters = [counter('stepUp', actor.userId!)];
  await refuseIfWaiting(counters);
  await countAttempt(actor, counters);
  const fits = await inTransaction(actor, async (tx) => {
    const sealed = await secretOf(tx);
    if (!(await takeTotp(tx, actor.userId!, sealed, code))) {
      const subject = { type: 'user' as const, id: actor.userId! };
      await publish(tx, 'step-up.failed', subject, { sessionId: actor.sessionId!, by: 'authenticator' });
      return false;
    }
    await then(tx, sealed);
    await proved(tx, 'authenticator');
    await attemptSucceeded(tx, counters);
    return true;
  });
  if (!fits) throw invalid('/code', 'Not right, or used already: wait for the next code.');
}

async function proved(tx: Tx, by: 'authenticator' | 'password'): Promise<void> {
  const { userId, sessionId } = tx.actor;
  await markSteppedUp(tx, sessionId!);
  await publish(tx, 'session.stepped-up', { type: 'user', id: userId! }, { sessionId: sessionId!, by });
}
