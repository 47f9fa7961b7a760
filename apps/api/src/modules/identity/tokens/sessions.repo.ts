import type { Role } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';

/** What decides, at this moment, whether a session may still act, and as whom. */
export interface SessionState {
  sessionId: string;
  userId: string;
  name: string;
  role: Role;
  active: boolean;
  isDemo: boolean;
  totpEnrolled: boolean;
  steppedUpAt: Date | null;
}

/** Null when there is no such session. */
export async function sessionState(db: Reader, sessionId: string): Promise<SessionState | null> {
  const row = await db
    .selectFrom('identity.sessions as s')
    .innerJoin('identity.users as u', 'u.id', 's.user_id')
    .select([
      's.id',
      's.user_id',
      's.stepped_up_at',
      'u.display_name',
      'u.role',
      'u.is_demo',
      sql<boolean>`u.totp_enrolled_at is not null`.as('enrolled'),
      's.revoked_at',
      's.expires_at',
      'u.status',
    ])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    sessionId: row.id,
    userId: row.user_id,
    name: row.display_name,
    role: row.role as Role,
    // By the program's clock, which made the date: two clocks may differ.
    active: !row.revoked_at && new Date(row.expires_at) > new Date() && row.status === 'active',
    isDemo: row.is_demo,
    totpEnrolled: row.enrolled,
    steppedUpAt: row.stepped_up_at ? new Date(row.stepped_up_at) : null,
  };
}

export interface NewSession {
  userId: string;
  expiresAt: Date;
  ip: string | null;
  userAgent: string | null;
}

export const insertSession = (tx: Tx, session: NewSession): Promise<{ id: string; created_at: string }> =>
  tx
    .insertInto('identity.sessions')
    .values({
      user_id: session.userId,
      created_at: tx.now,
      last_used_at: tx.now,
      expires_at: session.expiresAt,
      ip: session.ip,
      user_agent: session.userAgent,
    })
    .returning(['id', 'created_at'])
    .executeTakeFirstOrThrow();

export const insertRefreshToken = (
  tx: Tx,
  hash: string,
  sessionId: string,
  expiresAt: Date,
): Promise<unknown> =>
  tx
    .insertInto('identity.refresh_tokens')
    .values({ hash, session_id: sessionId, created_at: tx.now, expires_at: expiresAt })
    .execute();

/** A refresh token with its family and user, all locked, so that tabs refreshing at once go one by one. */
export const lockRefreshToken = (tx: Tx, hash: string) =>
  tx
    .selectFrom('identity.refresh_tokens as t')
    .innerJoin('identity.sessions as s', 's.id', 't.session_id')
    .innerJoin('identity.users as u', 'u.id', 's.user_id')
    .select([
      't.expires_at as token_expires_at',
      't.rotated_at',
      't.successor_salt',
      's.id as session_id',
      's.expires_at',
      's.revoked_at',
      'u.id as user_id',
      'u.email',
      'u.display_name',
      'u.role',
      'u.status',
      'u.is_demo',
      'u.totp_enrolled_at',
    ])
    .where('t.hash', '=', hash)
    .forUpdate(['t', 's'])
    .executeTakeFirst();

export const markRotated = (tx: Tx, hash: string, salt: string): Promise<unknown> =>
  tx
    .updateTable('identity.refresh_tokens')
    .set({ rotated_at: tx.now, successor_salt: salt })
    .where('hash', '=', hash)
    .execute();

export const touchSession = (tx: Tx, sessionId: string): Promise<unknown> =>
  tx.updateTable('identity.sessions').set({ last_used_at: tx.now }).where('id', '=', sessionId).execute();

/** The session that a refresh token belongs to, whatever state it is in. */
export const sessionOfRefreshToken = (db: Reader, hash: string) =>
  db
    .selectFrom('identity.refresh_tokens as t')
    .innerJoin('identity.sessions as s', 's.id', 't.session_id')
    .innerJoin('identity.users as u', 'u.id', 's.user_id')
    .select(['s.id', 's.user_id', 'u.role', 'u.display_name'])
    .where('t.hash', '=', hash)
    .executeTakeFirst();

export const sessionOwner = (db: Reader, sessionId: string) =>
  db
    .selectFrom('identity.sessions as s')
    .innerJoin('identity.users as u', 'u.id', 's.user_id')
    .select(['s.id', 's.user_id', 'u.role', 'u.display_name'])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();

/** Ends one session of this user; false when it had ended or is not theirs. */
export async function revokeSession(
  tx: Tx,
  sessionId: string,
  userId: string,
  reason: string,
): Promise<boolean> {
  const row = await tx
    .updateTable('identity.sessions')
    .set({ revoked_at: tx.now, revoked_reason: reason })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends every session of a user, save one if named. Returns the ids that ended. */
export async function revokeSessionsOf(
  tx: Tx,
  userId: string,
  reason: string,
  except: string | null = null,
): Promise<string[]> {
  const rows = await tx
    .updateTable('identity.sessions')
    .set({ revoked_at: tx.now, revoked_reason: reason })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', tx.now.toISOString())
    .$if(except !== null, (query) => query.where('id', '<>', except!))
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

export const markSteppedUp = (tx: Tx, sessionId: string): Promise<unknown> =>
  tx.updateTable('identity.sessions').set({ stepped_up_at: tx.now }).where('id', '=', sessionId).execute();

/** A changed role has proved nothing yet. */
export const forgetStepUps = (tx: Tx, userId: string): Promise<unknown> =>
  tx
    .updateTable('identity.sessions')
    .set({ stepped_up_at: null })
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute();

const open = (db: Reader, userId: string) =>
  db
    .selectFrom('identity.sessions as s')
    .select([
      's.id',
      's.created_at as createdAt',
      's.last_used_at as lastUsedAt',
      's.expires_at as expiresAt',
      's.ip',
      's.user_agent as userAgent',
    ])
    .where('s.user_id', '=', userId)
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', sql<string>`now()`);

/** Declared sorts of a user's open sessions, with their index. */
export const SORTS = {
  createdAt: { by: [['s.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

export const openSessions = (
  db: Reader,
  userId: string,
  page: { limit: number; cursor?: string | undefined; sort: string },
) =>
  open(db, userId)
    .$call(inOrder(SORTS, 's.id', page))
    .limit(pageRows(page.limit))
    .execute();

export const countOpenSessions = (db: Reader, userId: string): Promise<number> => countOf(open(db, userId));

export const sessionStart = (tx: Tx, sessionId: string) =>
  tx.selectFrom('identity.sessions').select('created_at').where('id', '=', sessionId).executeTakeFirst();
