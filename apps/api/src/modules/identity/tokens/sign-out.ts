import type { Role } from '@connect/domain/permissions';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { verifyAccessToken } from './access-token.ts';
import { revokeSession, sessionOfRefreshToken, sessionOwner } from './sessions.repo.ts';

/** Ends the session of a refresh or access token (RFC 7009); an unknown token is no error, there is nothing left to end. */
export async function signOut(actor: Actor, token: string): Promise<void> {
  const session = await sessionOf(token);
  if (!session) return;
  const owner: Actor = {
    ...actor,
    userId: session.user_id,
    role: session.role as Role,
    name: session.display_name,
  };
  await inTransaction(owner, async (tx) => {
    if (!(await revokeSession(tx, session.id, session.user_id, 'signed out'))) return;
    const subject = { type: 'user' as const, id: session.user_id };
    await publish(tx, 'session.revoked', subject, { sessionId: session.id, reason: 'signed out' });
  });
}

async function sessionOf(token: string) {
  if (!token.includes('.')) return sessionOfRefreshToken(reader(), sha256(token));
  const claims = await verifyAccessToken(token);
  return claims ? sessionOwner(reader(), claims.sessionId) : undefined;
}
