import { type Cents, formatUsd } from '@connect/domain/money';
import type { z } from 'zod';
import type { Reader, Tx } from '../../../platform/db.ts';
import { standingReport } from '../inspections/reports.repo.ts';
import { waiversOfDraw } from '../waivers/waivers.repo.ts';
import { noteOnDraw } from './draws.repo.ts';
import type { Paper as PaperSchema } from './draws.schemas.ts';
import { invoicesOf, linesOfDraw } from './lines.repo.ts';

export type Paper = z.infer<typeof PaperSchema>;

const WAIVER_IN: readonly string[] = ['received', 'accepted', 'waived'];
const INSPECTED: readonly string[] = ['submitted', 'accepted'];

/** The papers a draw waits for, and which are in: waivers, invoices, the inspection. */
export async function papersOf(db: Reader, drawId: string): Promise<Paper[]> {
  const [waivers, invoices, lines, report] = await Promise.all([
    waiversOfDraw(db, drawId),
    invoicesOf(db, drawId),
    linesOfDraw(db, drawId),
    standingReport(db, drawId),
  ]);
  const asked = new Set(lines.filter((line) => line.requestedCents > 0n).map((line) => line.budgetLineId));
  const needsVisit = lines.some((line) => line.kind === 'hard' && line.requestedCents > 0n);
  return [
    ...waivers.map((each) =>
      paper({
        kind: 'lien_waiver',
        title: `${capital(each.form)} waiver, ${each.forDrawNumber && each.forDrawId !== drawId ? `draw ${each.forDrawNumber}` : 'this draw'}`,
        party: each.payeeName,
        state: WAIVER_IN.includes(each.state) ? each.state : 'missing',
        waiverId: each.id,
        waiverState: each.state,
        documentId: each.documentId,
      }),
    ),
    ...invoices
      .filter((each) => asked.has(each.budgetLineId))
      .map((each) =>
        paper({
          kind: 'invoice',
          title: titleOfInvoice(each),
          party: each.payeeName,
          state: each.documentId ? 'received' : 'missing',
          invoiceId: each.id,
          documentId: each.documentId,
        }),
      ),
    ...(needsVisit
      ? [
          paper({
            kind: 'inspection_report',
            title: 'Inspection report',
            party: null,
            state:
              report && INSPECTED.includes(report.state)
                ? report.state === 'accepted'
                  ? 'accepted'
                  : 'received'
                : 'missing',
          }),
        ]
      : []),
  ];
}

const paper = (part: Pick<Paper, 'kind' | 'title' | 'party' | 'state'> & Partial<Paper>): Paper => ({
  waiverId: null,
  waiverState: null,
  invoiceId: null,
  documentId: null,
  ...part,
  isIn: part.state !== 'missing',
});

/** By its number, or by its amount where it has none. */
export const titleOfInvoice = (invoice: { number: string; amountCents: bigint }): string =>
  `Invoice ${invoice.number || formatUsd(invoice.amountCents as Cents)}`;

const capital = (form: string): string => `${form[0]!.toUpperCase()}${form.slice(1).replaceAll('_', ' ')}`;

/** What the builder still owes the file, as sentences; the inspection is ours to bring. */
export const missingFromBuilder = (papers: readonly Paper[]): string[] =>
  papers
    .filter((each) => !each.isIn && each.kind !== 'inspection_report')
    .map((each) => `${each.title}${each.party ? `, ${each.party}` : ''}`);

/** Starts the second clock when the last paper arrives, and stops it when one is taken back. */
export async function watchFile(
  tx: Tx,
  draw: { id: string; file_complete_at: string | null; requested_at: string | null },
): Promise<void> {
  if (!draw.requested_at) return;
  const complete = (await papersOf(tx, draw.id)).every((each) => each.isIn);
  if (complete === (draw.file_complete_at !== null)) return;
  await noteOnDraw(tx, draw.id, { file_complete_at: complete ? tx.now : null });
}
