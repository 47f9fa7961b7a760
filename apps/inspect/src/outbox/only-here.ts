import type { Photo, VisitRecord } from '../visits/model.ts';
import type { Entry } from './entries.ts';

export type OnlyHere = { visits: number; lines: number; photos: number };

/** What would be lost with the device: visits, the lines judged in them, and photos that the server does not have. */
export function onlyHere(
  records: Iterable<VisitRecord>,
  photos: Iterable<Photo>,
  entries: readonly Entry[],
): OnlyHere {
  const open = [...records].filter((record) => record.startedAt && !record.sentAt && !record.asideAt);
  const waiting = new Set(entries.flatMap((entry) => (entry.photoId ? [entry.photoId] : [])));
  const lines = open.flatMap((record) =>
    Object.values(record.lines).filter((mark) => mark.percent !== null || mark.note !== ''),
  );
  return {
    visits: open.length,
    lines: lines.length,
    photos: [...photos].filter((photo) => waiting.has(photo.id)).length,
  };
}
