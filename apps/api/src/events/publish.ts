import { sql } from 'kysely';
import type { Tx } from '../platform/db.ts';
import { mask } from '../platform/mask.ts';
import type { EventName, PayloadOf } from './catalog.ts';

/** What an event is about: its record, and the project whose timeline shows it. */
export interface Subject {
  type: string;
  id: string;
  projectId?: string | null;
  effectiveDate?: string | null;
}

export interface PublishedEvent<N extends EventName = EventName> {
  id: bigint;
  name: N;
  at: string;
  subject: Subject;
  actorId: string | null;
  payload: PayloadOf<N>;
}

let subscribersOf: (name: EventName) => readonly string[] = () => [];

/** Called once by the composition root with who listens to what. */
export function useSubscribers(lookup: (name: EventName) => readonly string[]): void {
  subscribersOf = lookup;
}

/**
 * Records that something happened, in the writer's transaction: at once audit event, timeline entry and
 * outbox. Each subscriber gets one job keyed (event, subscriber), so a retry is harmless.
 */
export async function publish<N extends EventName>(
  tx: Tx,
  name: N,
  subject: Subject,
  payload: PayloadOf<N>,
): Promise<void> {
  const { actor } = tx;
  const { id } = await tx
    .insertInto('platform.events')
    .values({
      at: tx.now,
      name,
      subject_type: subject.type,
      subject_id: subject.id,
      project_id: subject.projectId ?? null,
      actor_id: actor.userId,
      actor_name: actor.name,
      actor_role: actor.role,
      request_id: actor.requestId,
      ip: actor.ip,
      effective_date: subject.effectiveDate ?? null,
      payload: mask(payload),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const subscriber of subscribersOf(name)) {
    const job = JSON.stringify({
      eventId: String(id),
      subscriber,
      ...(actor.now ? { now: actor.now.toISOString() } : {}),
    });
    await sql`select platform.enqueue('deliver', ${job}::json, ${`${id}:${subscriber}`})`.execute(tx);
  }
}
