/** How a visit stands, as the route shows it. */
import type { Entry } from '../outbox/entries.ts';
import type { Visit, VisitRecord } from './model.ts';
import { progressOf } from './percent.ts';

export type Standing =
  | { kind: 'ready' }
  | { kind: 'in_progress'; done: number; of: number }
  | { kind: 'only_here' }
  | { kind: 'refused' }
  | { kind: 'sent'; at: string | null }
  | { kind: 'returned'; reason: string | null }
  | { kind: 'aside' }
  | { kind: 'cancelled' };

/** What is only on this device comes before what the server says. */
export function standingOf(
  visit: Visit,
  record: VisitRecord | undefined,
  entries: readonly Entry[],
): Standing {
  if (record?.asideAt) return { kind: 'aside' };
  if (entries.some((entry) => entry.visitId === visit.id && entry.refusal)) return { kind: 'refused' };
  if (record?.sentAt) return { kind: 'sent', at: record.sentAt };
  if (record?.signedAt) return { kind: 'only_here' };
  if (record?.startedAt) {
    const { done, of } = progressOf(visit.lines, record);
    return { kind: 'in_progress', done, of };
  }
  if (visit.state === 'cancelled') return { kind: 'cancelled' };
  if (visit.state === 'submitted' || visit.state === 'accepted') return { kind: 'sent', at: null };
  if (visit.state === 'returned') return { kind: 'returned', reason: visit.reason };
  return { kind: 'ready' };
}

/** Whether there is nothing left to do at this stop. */
export const isDone = ({ kind }: Standing): boolean =>
  kind === 'sent' || kind === 'only_here' || kind === 'cancelled' || kind === 'aside';

/** Whether the inspector may record here now. */
export const isOpen = (standing: Standing, record: VisitRecord | undefined): boolean =>
  !isDone(standing) && !record?.signedAt;

export type Groups<T> = { today: T[]; later: T[]; earlier: T[] };

/**
 * The route of today in order, what comes later, and what was done on former days.
 * @param today civil date
 * @param dayOf the civil date of a moment
 */
export function groupStops<T extends { visit: Visit; record?: VisitRecord; standing: Standing }>(
  stops: readonly T[],
  today: string,
  dayOf: (moment: string) => string,
): Groups<T> {
  const sorted = [...stops].sort(
    (a, b) =>
      a.visit.scheduledFor.localeCompare(b.visit.scheduledFor) || a.visit.id.localeCompare(b.visit.id),
  );
  const isPast = ({ visit, record, standing }: T) =>
    isDone(standing) &&
    (record?.sentAt
      ? dayOf(record.sentAt) < today
      : standing.kind !== 'only_here' && visit.scheduledFor < today);
  return {
    today: sorted.filter((stop) => stop.visit.scheduledFor <= today && !isPast(stop)),
    later: sorted.filter((stop) => stop.visit.scheduledFor > today && !isPast(stop)),
    earlier: sorted.filter(isPast),
  };
}
