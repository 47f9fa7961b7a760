/** What a draw request holds while it is written, how it travels, and its sums by the server's own arithmetic. */
import { retained } from '@connect/domain/draw';
import { type ReviewLine, reviewDraw } from '@connect/domain/draw-review';
import { type Cents, cents, centsToNumber } from '@connect/domain/money';
import { type Rate, rate } from '@connect/domain/rate';
import type { Draw, DrawLine } from '../servicing/types.ts';

export type InvoiceDraft = {
  payeeName: string;
  number: string;
  amountCents: number;
  reimbursed: boolean;
  documentId: string | null;
};
export type LineDraft = {
  requestedCents: number | null;
  storedCents: number | null;
  note: string;
  invoices: InvoiceDraft[];
};
export type DrawDraft = { note: string; isLast: boolean; lines: Record<string, LineDraft> };

/** The draft as the server has it. */
export const draftOf = (draw: Draw): DrawDraft => ({
  note: draw.note,
  isLast: draw.isLast,
  lines: Object.fromEntries(draw.lines.map((line) => [line.budgetLineId, lineOf(line)])),
});

const lineOf = (line: DrawLine): LineDraft => ({
  requestedCents: line.requestedCents || null,
  storedCents: line.storedCents || null,
  note: line.note ?? '',
  invoices: line.invoices.map(({ payeeName, number, amountCents, reimbursed, documentId }) => ({
    payeeName,
    number,
    amountCents,
    reimbursed,
    documentId,
  })),
});

const NO_LINE: LineDraft = { requestedCents: null, storedCents: null, note: '', invoices: [] };
export const lineIn = (draft: DrawDraft, id: string): LineDraft => draft.lines[id] ?? NO_LINE;
export const askedIn = (line: LineDraft): number => Math.max(line.requestedCents ?? 0, 0);
/** Stored materials are part of what is asked, never more. */
export const storedIn = (line: LineDraft): number =>
  Math.min(Math.max(line.storedCents ?? 0, 0), askedIn(line));

/** Ids of the lines that differ between two drafts. */
export const changedLines = (from: DrawDraft, to: DrawDraft): string[] =>
  Object.keys(to.lines).filter((id) => wire(lineIn(from, id)) !== wire(lineIn(to, id)));

const wire = (line: LineDraft): string => JSON.stringify(lineBody(line));
const lineBody = (line: LineDraft) => ({
  requestedCents: askedIn(line),
  storedCents: storedIn(line),
  note: line.note,
  invoices: line.invoices.map(({ documentId, number, ...invoice }) => ({
    ...invoice,
    ...(number ? { number } : {}),
    ...(documentId ? { documentId } : {}),
  })),
});

/** The body of a save: only what changed, so that two devices do not undo each other. Null when nothing did. */
export function patchOf(from: DrawDraft, to: DrawDraft): object | null {
  const ids = changedLines(from, to);
  if (ids.length === 0 && from.note === to.note && from.isLast === to.isLast) return null;
  return {
    ...(from.note === to.note ? {} : { note: to.note }),
    ...(from.isLast === to.isLast ? {} : { isLast: to.isLast }),
    ...(ids.length
      ? { lines: ids.map((budgetLineId) => ({ budgetLineId, ...lineBody(lineIn(to, budgetLineId)) })) }
      : {}),
  };
}

export type DraftSums = { requestedCents: number; aboutCents: number; lineCount: number };

/**
 * What is asked and what it comes to after retainage, if the inspection supports all of it.
 * @param withheld retainage held so far by budget line, in cents; where unknown it follows from what was drawn
 */
export function sumsOf(draw: Draw, draft: DrawDraft, withheld: ReadonlyMap<string, number>): DraftSums {
  const review = reviewDraw(
    draw.lines.map((line) => reviewLine(line, lineIn(draft, line.budgetLineId), withheld)),
    draft.isLast,
  );
  return {
    requestedCents: centsToNumber(review.requestedCents),
    aboutCents: centsToNumber(review.netCents),
    lineCount: draw.lines.filter((line) => askedIn(lineIn(draft, line.budgetLineId)) > 0).length,
  };
}

function reviewLine(line: DrawLine, draft: LineDraft, withheld: ReadonlyMap<string, number>): ReviewLine {
  const terms = rate(line.retainageRate) as Rate;
  const before = cents(line.drawnBeforeCents);
  const held = withheld.get(line.budgetLineId);
  return {
    key: line.budgetLineId,
    label: line.name,
    kind: line.kind,
    revisedCents: cents(line.budgetCents),
    drawnBeforeCents: before,
    previousStoredCents: 0n as Cents,
    previousRetainageCents: held === undefined ? retained(before, terms) : cents(held),
    retainage: { rate: terms },
    requestedCents: cents(askedIn(draft)),
    storedCents: cents(storedIn(draft)),
    inspectedPercent: null,
    decided: null,
  };
}

/** Whole percent of the budget, rounded down: 0 to 100 and over. */
export const percentOf = (part: number, whole: number): number =>
  whole <= 0 ? 0 : Number((BigInt(part) * 100n) / BigInt(whole));
