/** Brings together what the server says of a visit and what was recorded here. The recorded is never dropped by it. */
import type { Line, Mark, Visit, VisitRecord } from './model.ts';
import { percentOf } from './percent.ts';
import { nextRound } from './record.ts';

export type Merged = { visit: Visit; record: VisitRecord | undefined };

/**
 * The visit as the server has it now, beside the record as it goes on. A returned visit whose report was sent begins its
 * next round, with the former values to start from.
 */
export function merge(server: Visit, record: VisitRecord | undefined, newKey: () => string): Merged {
  // What the server holds of a returned report is what was sent from here.
  if (record?.sentAt && server.state === 'returned')
    return { visit: { ...server, pushed: server.theirs }, record: nextRound(record, newKey()) };
  return { visit: server, record };
}

/** Whether a download may replace the visit, and whether one that is no longer listed may go. */
export const isMineAlone = (record: VisitRecord | undefined): boolean =>
  Boolean(record?.startedAt && !record.sentAt);

/** Visits to forget: no longer listed by the server, and nothing of them is only here. */
export function toForget(
  known: readonly Visit[],
  listed: ReadonlySet<string>,
  records: ReadonlyMap<string, VisitRecord>,
): string[] {
  return known
    .filter((visit) => !listed.has(visit.id) && !isMineAlone(records.get(visit.id)))
    .map((visit) => visit.id);
}

export type Difference = { line: Line; mine: number | null; theirs: number | null };

/** Lines on which this device and the server do not agree, for showing both versions. */
export function differences(visit: Visit, record: VisitRecord | undefined): Difference[] {
  return visit.lines
    .map((line) => ({
      line,
      mine: percentOf(line, record),
      theirs: visit.theirs[line.id]?.percent ?? null,
    }))
    .filter(({ mine, theirs }) => theirs !== null && mine !== theirs);
}

/** Lines on which the server holds a value that is neither this device's of now nor one it sent before. */
export const foreignLines = (visit: Visit, record: VisitRecord | undefined): string[] =>
  visit.lines.flatMap((line) => {
    const theirs = visit.theirs[line.id];
    if (!theirs || theirs.percent === null || theirs.percent === percentOf(line, record)) return [];
    return theirs.percent === visit.pushed[line.id]?.percent ? [] : [line.id];
  });

/** Marks that the server does not have yet and that are in nobody's way, by line. */
export function toPush(visit: Visit, record: VisitRecord): Record<string, Mark> {
  const foreign = new Set(foreignLines(visit, record));
  const known = new Set(visit.lines.map((line) => line.id));
  return Object.fromEntries(
    Object.entries(record.lines).filter(([lineId, mark]) => {
      const theirs = visit.theirs[lineId];
      const same = theirs?.percent === mark.percent && theirs.note === mark.note;
      return known.has(lineId) && !foreign.has(lineId) && mark.percent !== null && !same;
    }),
  );
}
