import { randomUUID } from 'node:crypto';
import { systemActor } from '../platform/actor.ts';
import type { Tx } from '../platform/db.ts';
import { inTransaction } from '../platform/transaction.ts';
import type { EventName, PayloadOf } from './catalog.ts';
import { findEvent, markHandled } from './events.repo.ts';
import type { PublishedEvent } from './publish.ts';
import type { EventSubject } from './subject-types.ts';

/** Reacts to an event inside the transaction that marks it handled. */
export type Subscriber<N extends EventName = EventName> = (tx: Tx, event: PublishedEvent<N>) => Promise<void>;

/** `event name → { subscriber name → reaction }`: the one table of who listens to what (app/subscriptions.ts). */
export type Subscriptions = { [N in EventName]?: Record<string, Subscriber<N>> };

interface Delivery {
  eventId: string;
  subscriber: string;
  now?: string;
}

/** The job that hands one event to one subscriber, once, however often it runs. */
export const deliverWith = (subscriptions: Subscriptions) => async (payload: unknown) => {
  const job = payload as Delivery;
  const actor = systemActor(randomUUID(), 'Automatic', job.now ? new Date(job.now) : undefined);
  await inTransaction(actor, async (tx) => {
    const id = BigInt(job.eventId);
    if (!(await markHandled(tx, id, job.subscriber))) return;
    const event = asEvent(await findEvent(tx, id));
    const reactions = subscriptions[event.name] as Record<string, Subscriber> | undefined;
    const react = reactions?.[job.subscriber];
    if (!react) throw new Error(`no subscriber ${job.subscriber} for ${event.name}`);
    await react(tx, event);
  });
};

function asEvent(row: Awaited<ReturnType<typeof findEvent>>): PublishedEvent {
  return {
    id: row.id,
    name: row.name as EventName,
    at: row.at,
    subject: {
      type: row.subject_type as EventSubject,
      id: row.subject_id ?? '',
      projectId: row.project_id,
      effectiveDate: row.effective_date,
    },
    actorId: row.actor_id,
    payload: row.payload as PayloadOf<EventName>,
  };
}
