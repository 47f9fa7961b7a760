import type { Actor } from '../../../platform/actor.ts';
import type { Reader } from '../../../platform/db.ts';
import { authorise } from '../../identity/index.ts';
import { findInspection } from '../inspections/inspections.repo.ts';
import { findDraw } from './draws.repo.ts';

/** Where a document about a draw belongs, for whoever may ask for draws; the borrower sees what a partner adds. Null where there is none of theirs. */
export async function placeOfDraw(db: Reader, actor: Actor, id: string) {
  const draw = await findDraw(db, authorise(actor, 'request:draws'), id);
  if (!draw) return null;
  return {
    projectId: draw.projectId,
    loanId: draw.loanId,
    shareWith: draw.borrowerId ? [draw.borrowerId] : [],
  };
}

/** Where a photo or report of an inspection belongs, for whoever may submit it. Null where there is none of theirs. */
export async function placeOfInspection(db: Reader, actor: Actor, id: string) {
  const visit = await findInspection(db, authorise(actor, 'submit:inspections'), id);
  return visit ? { projectId: visit.projectId, loanId: visit.loanId } : null;
}
