import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

export interface Counted {
  failures: number;
  blockedUntil: Date;
}

/** Until when the most patient of these keys waits; null when none does. */
export async function blockedUntil(db: Reader, keys: string[], now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('identity.throttle')
    .select(({ fn }) => fn.max('blocked_until').as('until'))
    .where('key', 'in', keys)
    // An attempt that does not have to wait is noted with the moment it began, which may lie after that of one beside it.
    .where('blocked_until', '>', sql<string>`greatest(${now.toISOString()}::timestamptz, last_at)`)
    .executeTakeFirst();
  return row?.until ? new Date(row.until) : null;
}

/**
 * Counts one more attempt as failed before it is tried, so that guesses in parallel are counted, too. From `free`
 * attempts on the next one waits 1, 2, 4 … seconds, at most `longest`. Null when the key is waiting already.
 */
export async function countAttempt(
  tx: Tx,
  key: string,
  rule: { free: number; longest: number; forgetAfter: number },
): Promise<Counted | null> {
  const failures = sql`case when t.last_at < ${tx.now}::timestamptz - make_interval(secs => ${rule.forgetAfter})
    then 1 else t.failures + 1 end`;
  const { rows } = await sql<{ failures: number; blocked_until: string }>`
    insert into identity.throttle as t (key, failures, last_at, blocked_until)
    values (${key}, 1, ${tx.now}, ${tx.now})
    on conflict (key) do update set
      failures = ${failures},
      last_at = ${tx.now},
      blocked_until = ${tx.now}::timestamptz + make_interval(secs =>
        case when ${failures} < ${rule.free}::int then 0
        else least(${rule.longest}::float8, power(2, least(${failures} - ${rule.free}::int, 20))) end)
    where t.blocked_until <= greatest(${tx.now}::timestamptz, t.last_at)
    returning failures, blocked_until`.execute(tx);
  const row = rows[0];
  return row ? { failures: row.failures, blockedUntil: new Date(row.blocked_until) } : null;
}

/** Takes back what `countAttempt` counted, for a key that other accounts share. */
export const uncountAttempt = (tx: Tx, key: string): Promise<unknown> =>
  tx
    .updateTable('identity.throttle')
    .set({
      failures: sql`greatest(failures - 1, 0)`,
      blocked_until: sql`least(blocked_until, ${tx.now}::timestamptz)`,
    })
    .where('key', '=', key)
    .execute();

export const clearAttempts = (tx: Tx, key: string): Promise<unknown> =>
  tx.deleteFrom('identity.throttle').where('key', '=', key).execute();

/** Remembers that the user proved who they are from this address. */
export const rememberAddress = (tx: Tx, userId: string, address: string): Promise<unknown> =>
  tx
    .insertInto('identity.known_addresses')
    .values({ user_id: userId, address, last_seen_at: tx.now })
    .onConflict((conflict) => conflict.columns(['user_id', 'address']).doUpdateSet({ last_seen_at: tx.now }))
    .execute();
