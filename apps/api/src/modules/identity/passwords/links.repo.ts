import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

export type Purpose = 'invitation' | 'reset' | 'setup';

export const insertLink = (
  tx: Tx,
  link: { hash: string; purpose: Purpose; userId: string | null; expiresAt: Date },
): Promise<unknown> =>
  tx
    .insertInto('identity.links')
    .values({
      hash: link.hash,
      purpose: link.purpose,
      user_id: link.userId,
      created_by: tx.actor.userId,
      created_at: tx.now,
      expires_at: link.expiresAt,
    })
    .execute();

/** Only the newest link of a kind opens anything. */
export const dropUnusedLinks = (tx: Tx, userId: string | null, purpose?: Purpose): Promise<unknown> =>
  tx
    .deleteFrom('identity.links')
    .where('user_id', 'is not distinct from', userId)
    .where('used_at', 'is', null)
    .$if(purpose !== undefined, (query) => query.where('purpose', '=', purpose!))
    .execute();

/** A link by its secret, opened or not, with the account it is for. */
export const findLink = (db: Reader, hash: string) =>
  db
    .selectFrom('identity.links as l')
    .leftJoin('identity.users as u', 'u.id', 'l.user_id')
    .select([
      'l.purpose',
      'l.user_id as userId',
      'u.email',
      'u.display_name as displayName',
      sql<boolean>`l.used_at is null and l.expires_at > now() and coalesce(u.status <> 'disabled', true)`.as(
        'open',
      ),
    ])
    .where('l.hash', '=', hash)
    .executeTakeFirst();

/** Uses the link up; false when somebody was quicker. */
export async function useUpLink(tx: Tx, hash: string): Promise<boolean> {
  const row = await tx
    .updateTable('identity.links')
    .set({ used_at: tx.now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now.toISOString())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** First administrators are set up one at a time. */
export const lockSetup = (tx: Tx): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtextextended('identity.setup', 0))`.execute(tx);
