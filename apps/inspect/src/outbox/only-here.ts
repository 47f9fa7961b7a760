import type { Photo, Visit, VisitRecord } from '../visits/model.ts';
import type { Entry } from './entries.ts';

export type OnlyHere = { visits: number; lines: number; photos: number };

/** What would be lost with the device: visits, lines whose value or note the server does not have, and photos likewise. */
export function onlyHere(
  records: Iterable<VisitRecord>,
  visits: ReadonlyMap<string, Visit>,
  photos: Iterable<Photo>,
  entries: readonly Entry[],
): OnlyHere {
  const open = [...records].filter((record) => record.startedAt && !record.sentAt && !record.asideAt);
  const counted = open.map((record) => ({
    lines: linesOf(record, visits.get(record.visitId)),
    waits: entries.some((entry) => entry.visitId === record.visitId),
  }));
  const queued = new Set(entries.map((entry) => entry.photoId));
  return {
    visits: counted.filter(({ lines, waits }) => lines > 0 || waits).length,
    lines: counted.reduce((sum, { lines }) => sum + lines, 0),
    photos: [...photos].filter((photo) => queued.has(photo.id)).length,
  };
}

const linesOf = (record: VisitRecord, visit: Visit | undefined): number =>
  Object.entries(record.lines).filter(([lineId, mark]) => {
    const theirs = visit?.theirs[lineId] ?? { percent: null, note: '' };
    return mark.percent !== theirs.percent || mark.note !== theirs.note;
  }).length;
