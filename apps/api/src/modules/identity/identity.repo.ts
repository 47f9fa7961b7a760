import { sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';

/** Sessions are kept for ninety days after their end, for the audit trail's sake; their tokens go with them. */
export const deleteOldSessions = (db: Reader): Promise<unknown> =>
  sql`delete from identity.sessions where least(expires_at, coalesce(revoked_at, expires_at)) < now() - interval '90 days'`.execute(
    db,
  );

/** A token of an ended session proves nothing any more, not even a replay. */
export const deleteDeadTokens = (db: Reader): Promise<unknown> =>
  sql`delete from identity.refresh_tokens t using identity.sessions s
    where s.id = t.session_id and least(s.expires_at, coalesce(s.revoked_at, s.expires_at)) < now() - interval '1 day'`.execute(
    db,
  );

export const deleteOldLinks = (db: Reader): Promise<unknown> =>
  sql`delete from identity.links where expires_at < now() - interval '30 days'`.execute(db);

export const deleteOldCounters = (db: Reader): Promise<unknown> =>
  sql`delete from identity.throttle where last_at < now() - interval '2 days' and blocked_until < now()`.execute(
    db,
  );

export const forgetOldAddresses = (db: Reader): Promise<unknown> =>
  sql`delete from identity.known_addresses where last_seen_at < now() - interval '90 days'`.execute(db);
