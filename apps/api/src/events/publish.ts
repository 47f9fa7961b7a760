import type { Tx } from '../platform/db.ts';
import { mask } from '../platform/mask.ts';
import type { EventName, PayloadOf } from './catalog.ts';
import { enqueueDelivery, insertEvent } from './events.repo.ts';
import type { EventSubject } from './subject-types.ts';

/** What an event is about: its record, and the project whose timeline shows it. */
export interface Subject {
  type: EventSubject;
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
  const id = await insertEvent(tx, {
    name,
    subject_type: subject.type,
    subject_id: subject.id,
    project_id: subject.projectId ?? null,
    effective_date: subject.effectiveDate ?? null,
    payload: mask(payload),
  });
  const { now } = tx.actor;
  for (const subscriber of subscribersOf(name))
    await enqueueDelivery(tx, {
      eventId: String(id),
      subscriber,
      ...(now ? { now: now.toISOString() } : {}),
    });
}
