import type { FoundLoanDocument } from './papers.repo.ts';
import type { LoanDocument } from './papers.schemas.ts';

/** What a loan document still waits for, as a sentence; null when it is complete. */
export function missingOf(found: FoundLoanDocument): string | null {
  if (found.method === 'envelope')
    return found.envelopeState === 'completed'
      ? null
      : `Waits for its signatures; the envelope is ${found.envelopeState ?? 'not sent'}.`;
  if (found.completedAt) return null;
  return found.kind === 'note'
    ? 'Waits for the wet-ink original: who keeps it, when it was signed, and its scan.'
    : 'Waits for the signed paper: the notary’s name, commission and date, and its scan.';
}

/** Titles of the documents that are not complete, for the guard of signing; a loan without documents has not been sent any. */
export const openPapers = (found: readonly FoundLoanDocument[]): string[] =>
  found.length === 0
    ? ['loan documents not sent']
    : found.filter((each) => missingOf(each) !== null).map((each) => each.title);

export function presentPaper(found: FoundLoanDocument): LoanDocument {
  const { envelopeCompletedAt, ...row } = found;
  const missing = missingOf(found);
  return {
    ...row,
    missing,
    state: missing === null ? 'complete' : 'open',
    completedAt: row.completedAt ?? envelopeCompletedAt,
  };
}
