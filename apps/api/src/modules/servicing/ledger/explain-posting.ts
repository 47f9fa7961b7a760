import { addDays, type CivilDate } from '@connect/domain/calendar';
import { projectLoan } from '@connect/domain/project-loan';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { requireTerms } from './books.ts';
import { explain } from './explain.ts';
import { segmentsOf } from './figures.ts';
import { historyOf } from './history.repo.ts';
import { findPosting } from './ledger.repo.ts';
import type * as s from './ledger.schemas.ts';
import { noteOf } from './note.ts';
import { findListed } from './postings.repo.ts';
import { countReplays, listReplays, type ReplayFilter, replayOf, SORTS } from './replays.repo.ts';

/**
 * Why a posting has its cents: the loan is worked out from what was known when it was recorded. A reversal says why it was made.
 * Throws 404.
 */
export async function explainPosting(
  actor: Actor,
  id: string,
): Promise<z.infer<typeof s.PostingExplanation>> {
  const scope = authorise(actor, 'read:postings');
  const db = reader();
  const listed = await findListed(db, scope, id);
  const posting = listed && (await findPosting(db, id));
  if (!posting) throw notFound();
  const replay = (await replayOf(db, scope, id)) ?? null;
  const of = listed.reversesId ? ((await findPosting(db, listed.reversesId)) ?? posting) : posting;
  const why = await whyOf(actor, of, listed.reversesId ? undefined : listed.recordedAt);
  return {
    postingId: id,
    why: listed.reversesId ? `${listed.reason ?? 'Taken back'}. It took back: ${why.text}` : why.text,
    segments: why.segments,
    replay,
  };
}

async function whyOf(
  actor: Actor,
  posting: NonNullable<Awaited<ReturnType<typeof findPosting>>>,
  knownAt: string | undefined,
): Promise<{ text: string; segments: z.infer<typeof s.AccrualSegment>[] }> {
  const loan = await requireTerms(reader(), authorise(actor, 'read:postings'), posting.loanId);
  const asked = knownAt ?? posting.recordedAt;
  const history = await historyOf(reader(), loan.id, { knownAt: asked });
  const through = addDays(posting.effectiveDate as CivilDate, 1);
  const made = projectLoan(noteOf(loan), history, through).postings.find(({ key }) => key === posting.key);
  if (!made) return { text: 'What was known when it was recorded.', segments: [] };
  const segments = made.why.of === 'bill' ? segmentsOf({ accrual: made.why }) : [];
  return { text: explain(made.why, loan.dayCount), segments };
}

/** Why postings of a loan's past were replaced, newest first. Throws 404. */
export async function replaysOf(actor: Actor, query: ReplayFilter & { withTotal: boolean }) {
  const scope = authorise(actor, 'read:postings');
  await requireTerms(reader(), scope, query.loanId);
  const [rows, total] = await Promise.all([
    listReplays(reader(), scope, query),
    query.withTotal ? countReplays(reader(), scope, query) : undefined,
  ]);
  return sortedPage(rows, query, SORTS, total);
}
