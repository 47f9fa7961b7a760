import { createHmac, randomBytes } from 'node:crypto';
import type { Role } from '@connect/domain/permissions';
import type { Tx } from '../../../platform/db.ts';
import { sha256 } from '../../../platform/seal.ts';
import { ACCESS_TOKEN_SECONDS, SESSION_DAYS, SESSION_IDLE_HOURS } from '../settings.ts';
import { mintAccessToken } from './access-token.ts';
import { mustEnrol } from './authenticate.ts';
import { insertRefreshToken, insertSession } from './sessions.repo.ts';

/** What a successful request for tokens is answered with. */
export interface Grant {
  accessToken: string;
  refreshToken: string;
  /** Seconds. */
  expiresIn: number;
  refreshExpiresIn: number;
  mfaEnrolmentRequired: boolean;
}

interface Grantee {
  id: string;
  email: string;
  role: Role;
  isDemo: boolean;
  totpEnrolled: boolean;
}

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What follows `token`: whoever has both the token and the salt of its row can tell, nobody else. */
export const successorOf = (token: string, salt: string): string =>
  createHmac('sha256', token).update(salt).digest('base64url');

/** Opens a session, the family of its refresh tokens to come. */
export async function openSession(
  tx: Tx,
  user: Grantee,
  userAgent: string | null,
): Promise<{ sessionId: string; grant: Grant }> {
  const sessionEnds = new Date(tx.now.getTime() + SESSION_DAYS * 86_400_000);
  const { id } = await insertSession(tx, {
    userId: user.id,
    expiresAt: sessionEnds,
    ip: tx.actor.ip,
    userAgent,
  });
  const token = newSecret();
  const expiresAt = refreshExpiry(tx.now, sessionEnds);
  await insertRefreshToken(tx, sha256(token), id, expiresAt);
  return { sessionId: id, grant: await grantFor(user, id, token, expiresAt, tx.now) };
}

export async function grantFor(
  user: Grantee,
  sessionId: string,
  refreshToken: string,
  refreshExpiresAt: Date,
  now: Date,
): Promise<Grant> {
  const restricted = mustEnrol(user);
  return {
    accessToken: await mintAccessToken(
      { userId: user.id, email: user.email, role: user.role, sessionId, restricted },
      now,
    ),
    refreshToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
    refreshExpiresIn: Math.max(0, Math.floor((refreshExpiresAt.getTime() - now.getTime()) / 1000)),
    mfaEnrolmentRequired: restricted,
  };
}

/** Twelve hours from now, but never past the end of the session. */
export const refreshExpiry = (now: Date, sessionEnds: Date): Date =>
  new Date(Math.min(now.getTime() + SESSION_IDLE_HOURS * 3_600_000, sessionEnds.getTime()));
