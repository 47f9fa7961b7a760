import type { Role } from '@connect/domain/permissions';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { NO_SUBJECT } from '../no-subject.ts';
import { REFRESH_GRACE_SECONDS } from '../settings.ts';
import { type Grant, grantFor, newSecret, refreshExpiry, successorOf } from './grant.ts';
import { staleRefreshToken } from './oauth-errors.ts';
import {
  insertRefreshToken,
  lockRefreshToken,
  markRotated,
  revokeSession,
  touchSession,
} from './sessions.repo.ts';

type Presented = NonNullable<Awaited<ReturnType<typeof lockRefreshToken>>>;

/**
 * Exchanges a refresh token. The first request gets a successor; whoever shows the same token again within ten seconds
 * (twenty tabs at once) gets the same one; a replay after that means that a copy is about, and ends the whole family.
 * Throws 400 `invalid_grant`.
 */
export async function refresh(actor: Actor, token: string): Promise<Grant> {
  const grant = await inTransaction(actor, async (tx) => {
    const row = await lockRefreshToken(tx, sha256(token));
    if (!row || !stands(row, tx.now)) return noted(tx, row);
    if (!row.rotated_at) return rotate(tx, row, token);
    if (tx.now.getTime() - new Date(row.rotated_at).getTime() <= REFRESH_GRACE_SECONDS * 1000)
      return grantOf(tx, row, successorOf(token, row.successor_salt!));
    await endFamily(tx, row);
    return null; // answered after the commit: a thrown error would take the revocation back
  });
  if (!grant) throw staleRefreshToken();
  return grant;
}

/** Kept, though nothing is granted: an old or made-up token that is tried shows in the audit trail. */
async function noted(tx: Tx, row: Presented | undefined): Promise<null> {
  const subject = { type: 'user' as const, id: row?.user_id ?? NO_SUBJECT };
  await publish(tx, 'refresh.failed', subject, { reason: row ? 'session ended' : 'no such token' });
  return null;
}

const stands = (row: Presented, now: Date): boolean =>
  row.revoked_at === null &&
  new Date(row.expires_at) > now &&
  new Date(row.token_expires_at) > now &&
  row.status === 'active';

async function rotate(tx: Tx, row: Presented, token: string): Promise<Grant> {
  const salt = newSecret();
  const successor = successorOf(token, salt);
  await markRotated(tx, sha256(token), salt);
  await insertRefreshToken(
    tx,
    sha256(successor),
    row.session_id,
    refreshExpiry(tx.now, new Date(row.expires_at)),
  );
  await touchSession(tx, row.session_id);
  return grantOf(tx, row, successor);
}

const grantOf = (tx: Tx, row: Presented, refreshToken: string): Promise<Grant> =>
  grantFor(
    {
      id: row.user_id,
      email: row.email,
      role: row.role as Role,
      isDemo: row.is_demo,
      totpEnrolled: row.totp_enrolled_at !== null,
    },
    row.session_id,
    refreshToken,
    refreshExpiry(tx.now, new Date(row.expires_at)),
    tx.now,
  );

async function endFamily(tx: Tx, row: Presented): Promise<void> {
  await revokeSession(tx, row.session_id, row.user_id, 'replay');
  const subject = { type: 'user' as const, id: row.user_id };
  await publish(tx, 'session.revoked', subject, {
    sessionId: row.session_id,
    reason: 'replay of an exchanged token',
  });
}
