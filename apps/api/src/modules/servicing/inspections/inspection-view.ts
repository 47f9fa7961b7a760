import { type InspectionState, inspectionStates } from '@connect/domain/inspection-states';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import * as repo from './inspections.repo.ts';
import type { Inspection, InspectionPage, InspectionQuery, InspectionRow } from './inspections.schemas.ts';
import { lastPercents, lastVisit, reportLines, reportPhotos, reportsOf } from './reports.repo.ts';

/** A page of inspections as this caller may see them; an inspector has only the own visits. */
export async function pageOfInspections(
  actor: Actor,
  query: InspectionQuery,
): Promise<z.infer<typeof InspectionPage>> {
  const scope = authorise(actor, 'read:inspections');
  const [rows, total] = await Promise.all([
    repo.listInspections(reader(), scope, query),
    query.withTotal ? repo.countInspections(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map((row) => row as z.infer<typeof InspectionRow>) };
}

/**
 * An inspection with its lines, what is set so far and what was submitted. What the builder asks for is left out for the inspector
 * until a value is set. Throws 404.
 */
export async function inspectionFor(actor: Actor, db: Reader, id: string): Promise<Inspection> {
  const scope = authorise(actor, 'read:inspections');
  const found = await repo.findInspection(db, scope, id);
  if (!found) throw notFound();
  const [lines, progress, last, reports, before] = await Promise.all([
    repo.linesToInspect(db, found.drawId),
    repo.progressOf(db, id),
    lastPercents(db, found.loanId, found.drawId),
    reportsOf(db, id),
    lastVisit(db, found.loanId, id),
  ]);
  const ids = reports.map((each) => each.id);
  const [said, photos] = await Promise.all([reportLines(db, ids), reportPhotos(db, ids)]);
  const set = new Map(progress.map((each) => [each.budgetLineId, each]));
  const view = lines.map((line) => {
    const own = set.get(line.budgetLineId);
    const percent = own?.percent ?? null;
    return {
      budgetLineId: line.budgetLineId,
      name: line.name,
      lastPercent: last.get(line.budgetLineId) ?? 0,
      percent,
      note: own?.note ?? '',
      askedPercent: scope.reach === 'assigned' && percent === null ? null : askedPercent(line),
      updatedAt: own?.updatedAt ?? null,
    };
  });
  return {
    ...found,
    lastVisitOn: before ? bookDate(new Date(before)) : null,
    lines: view,
    reports: reports.map((report) => ({
      ...report,
      lines: said.filter((each) => each.reportId === report.id).map(({ reportId: _, ...each }) => each),
      photos: photos.filter((each) => each.reportId === report.id).map(({ reportId: _, ...each }) => each),
    })),
    moves:
      actor.role === 'system'
        ? []
        : inspectionStates.moves(found.state as InspectionState, actor.role, {
            linesWithoutPercent: withoutPercent(lines, set),
          }),
  } as Inspection;
}

type Line = Awaited<ReturnType<typeof repo.linesToInspect>>[number];

const askedPercent = (line: Line): number | null =>
  line.revisedCents <= 0n
    ? null
    : Number(((line.drawnCents + line.requestedCents) * 100n) / line.revisedCents);

/** Lines that ask for money and have no percentage yet. */
export const withoutPercent = (
  lines: readonly Line[],
  set: ReadonlyMap<string, { percent: number | null }>,
): number =>
  lines.filter((line) => line.requestedCents > 0n && (set.get(line.budgetLineId)?.percent ?? null) === null)
    .length;
