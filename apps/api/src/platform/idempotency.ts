import { sql } from 'kysely';
import type { IdempotentCall } from './actor.ts';
import { reader, type Tx } from './db.ts';
import { conflict, Problem } from './errors.ts';

/** Thrown when a key was answered before: the HTTP layer sends the stored answer again. */
export class Replay extends Error {
  readonly body: string;
  constructor(body: string) {
    super('answered before');
    this.body = body;
  }
}

const caller = (tx: Tx): string => tx.actor.userId ?? 'nobody';

/** Takes the key for this transaction. Throws Replay, 409 when another request holds it, 422 when the body differs. */
export async function findAnswer(tx: Tx, call: IdempotentCall): Promise<void> {
  const lock = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${caller(tx)} ${call.route} ${call.key}`}, 0)) as held`.execute(
    tx,
  );
  if (!lock.rows[0]?.held)
    throw conflict('still_running', 'The first request with this Idempotency-Key is still running.');
  const seen = await tx
    .selectFrom('platform.idempotency')
    .select(['body_hash', 'answer'])
    .where('caller', '=', caller(tx))
    .where('route', '=', call.route)
    .where('key', '=', call.key)
    .executeTakeFirst();
  if (!seen) return;
  if (seen.body_hash !== call.bodyHash)
    throw new Problem(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key was used with another body. Use a new key.',
    );
  throw new Replay(seen.answer);
}

/** Keeps the answer beside the effect. */
export async function saveAnswer(tx: Tx, call: IdempotentCall, answer: unknown): Promise<void> {
  await tx
    .insertInto('platform.idempotency')
    .values({
      caller: caller(tx),
      route: call.route,
      key: call.key,
      body_hash: call.bodyHash,
      answer:
        JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? Number(value) : value)) ?? 'null',
      created_at: tx.now,
    })
    .execute();
}

/** Job: keys are honoured for a week; a retry after that is a new request. */
export async function forgetIdempotency(): Promise<void> {
  await sql`delete from platform.idempotency where created_at < now() - interval '7 days'`.execute(reader());
}
