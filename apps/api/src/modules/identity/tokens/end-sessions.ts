import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { revokeSessionsOf } from './sessions.repo.ts';

/** Ends a user's sessions, save one if named, each with its audit event. Returns how many ended. */
export async function endSessions(
  tx: Tx,
  userId: string,
  reason: string,
  except: string | null = null,
): Promise<number> {
  const ended = await revokeSessionsOf(tx, userId, reason, except);
  for (const sessionId of ended)
    await publish(tx, 'session.revoked', { type: 'user', id: userId }, { sessionId, reason });
  return ended.length;
}
