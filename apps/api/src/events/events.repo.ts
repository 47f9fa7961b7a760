import { type Insertable, sql } from 'kysely';
import type { Reader, Tx } from '../platform/db.ts';
import type { DB } from '../platform/db-types.gen.ts';
import { statement } from '../platform/statement.ts';

/** Appends an event and answers its number. The payload is JSON already masked. */
export async function insertEvent(
  tx: Tx,
  event: {
    name: string;
    subject_type: string;
    subject_id: string;
    project_id: string | null;
    effective_date: string | null;
    payload: string;
  },
): Promise<bigint> {
  const { actor } = tx;
  const [row] = await insert(tx, {
    ...event,
    at: tx.now,
    actor_id: actor.userId,
    actor_name: actor.name,
    actor_role: actor.role,
    request_id: actor.requestId,
    ip: actor.ip,
  });
  return row!.id;
}

const insert = statement((db, row: Insertable<DB['platform.events']>) =>
  db.insertInto('platform.events').values(row).returning('id'),
);

export const findEvent = (db: Reader, id: bigint) =>
  db.selectFrom('platform.events').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Marks an event as handled by a subscriber; false when it was already. */
export async function markHandled(tx: Tx, eventId: bigint, subscriber: string): Promise<boolean> {
  const [row] = await mark(tx, { event_id: eventId, subscriber });
  return row !== undefined;
}

const mark = statement((db, row: Insertable<DB['platform.handled']>) =>
  db
    .insertInto('platform.handled')
    .values(row)
    .onConflict((oc) => oc.doNothing())
    .returning('event_id'),
);

export const enqueueDelivery = (tx: Tx, job: { eventId: string; subscriber: string; now?: string }) =>
  sql`select platform.enqueue('deliver', ${JSON.stringify(job)}::json, ${`${job.eventId}:${job.subscriber}`})`.execute(
    tx,
  );
