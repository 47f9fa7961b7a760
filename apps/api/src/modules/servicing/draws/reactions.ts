import type { Subscriber } from '../../../events/deliver.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { authorise } from '../../identity/index.ts';
import { standingReport } from '../inspections/reports.repo.ts';
import { proposeAgain } from './decide-lines.ts';
import * as repo from './draws.repo.ts';
import { holdDraw } from './hold-draw.ts';
import { followDraw } from './move-draw.ts';
import { watchFile } from './papers.ts';
import { reviewOf } from './review-of.ts';
import { watchBalance } from './watch-balance.ts';

const held = async (tx: Tx, drawId: string): Promise<repo.LockedDraw> =>
  (await holdDraw(tx, tx.actor, authorise(tx.actor, 'read:draws'), drawId)).draw;

const BEFORE_DECISION: readonly string[] = ['inspection_scheduled', 'inspection_complete', 'review', 'held'];

/** A submitted inspection moves its draw, fills what it supports and perhaps completes the file. */
export const inspectionArrived: Subscriber<'inspection.submitted'> = async (tx, event) => {
  const { drawId } = event.payload;
  if (!(await standingReport(tx, drawId))) return; // returned before we heard of it; the answer will come
  await followDraw(tx, drawId, 'complete_inspection', event.subject.effectiveDate ?? bookDate(tx.now));
  const draw = await held(tx, drawId);
  if (!BEFORE_DECISION.includes(draw.state)) return;
  await proposeAgain(tx, draw);
  await watchFile(tx, draw);
  await watchBalance(tx, draw.id);
};

/** An accepted or returned inspection changes what a draw that is not decided would be paid. */
export const inspectionJudged: Subscriber<'inspection.accepted' | 'inspection.returned'> = async (
  tx,
  event,
) => {
  const draw = await held(tx, event.payload.drawId);
  if (!BEFORE_DECISION.includes(draw.state)) return;
  const { review, report } = await reviewOf(tx, {
    id: draw.id,
    number: draw.number,
    loanId: draw.loan_id,
    isLast: draw.is_last,
  });
  await repo.updateDraw(tx, draw.id, { proposed_cents: report ? review.netCents : null });
  await watchFile(tx, draw);
};
