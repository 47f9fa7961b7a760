import { type ReviewedDraw, type ReviewLine, reviewDraw } from '@connect/domain/draw-review';
import type { Cents } from '@connect/domain/money';
import type { Rate } from '@connect/domain/rate';
import type { Reader } from '../../../platform/db.ts';
import { lastPercents, reportLines, reportPhotos, standingReport } from '../inspections/reports.repo.ts';
import { type FoundDraw, lastPaid } from './draws.repo.ts';
import { type FoundLine, linesOfDraw, storedBefore } from './lines.repo.ts';

/** What the inspection found on one line. */
export interface Seen {
  percent: number;
  note: string;
  photos: string[];
}

/** A draw's lines with the budget beneath, what the inspector saw, and what follows for payment. */
export interface Reviewed {
  lines: FoundLine[];
  /** What the review was worked out from, in the order of the lines. */
  input: ReviewLine[];
  review: ReviewedDraw;
  /** What would be paid if everything asked for were supported. */
  askedNetCents: Cents;
  report: Awaited<ReturnType<typeof standingReport>>;
  seen: Map<string, Seen>;
  photoCount: number;
  lastPercent: Map<string, number>;
}

/** Works a draw out as it stands: proposals follow the newest inspection, decisions stand where a person made one. */
export async function reviewOf(
  db: Reader,
  draw: Pick<FoundDraw, 'id' | 'number' | 'loanId' | 'isLast'>,
): Promise<Reviewed> {
  const [lines, report, previous, lastPercent] = await Promise.all([
    linesOfDraw(db, draw.id),
    standingReport(db, draw.id),
    lastPaid(db, draw.loanId, draw.number),
    lastPercents(db, draw.loanId, draw.id),
  ]);
  const [stored, found, photos] = await Promise.all([
    storedBefore(db, previous?.id),
    reportLines(db, report ? [report.id] : []),
    reportPhotos(db, report ? [report.id] : []),
  ]);
  const seen = new Map(
    found.map(({ budgetLineId, percent, note }) => [
      budgetLineId,
      {
        percent,
        note,
        photos: photos.filter((each) => each.budgetLineId === budgetLineId).map((each) => each.documentId),
      },
    ]),
  );
  const input = lines.map((line) => reviewLine(line, stored, seen));
  return {
    lines,
    input,
    review: reviewDraw(input, draw.isLast),
    askedNetCents: reviewDraw(
      input.map((line) => ({ ...line, inspectedPercent: null, decided: null })),
      draw.isLast,
    ).netCents,
    report,
    seen,
    photoCount: photos.length,
    lastPercent,
  };
}

function reviewLine(line: FoundLine, stored: Map<string, bigint>, seen: Map<string, Seen>): ReviewLine {
  const before = (line.drawnBeforeCents ?? line.drawnCents) as Cents;
  return {
    key: line.budgetLineId,
    label: line.name,
    kind: line.kind,
    revisedCents: line.revisedCents as Cents,
    drawnBeforeCents: before,
    previousStoredCents: least(stored.get(line.budgetLineId) ?? 0n, before) as Cents,
    previousRetainageCents: line.retainedCents as Cents,
    retainage: { rate: line.retainageRate as Rate },
    requestedCents: line.requestedCents as Cents,
    storedCents: line.storedCents as Cents,
    inspectedPercent: seen.get(line.budgetLineId)?.percent ?? null,
    decided: line.decision
      ? { decision: line.decision as 'as_asked' | 'cut' | 'held', cents: line.decidedCents as Cents }
      : null,
  };
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
