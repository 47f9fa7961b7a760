import { type CivilDate, formatDate, laterOf } from '@connect/domain/calendar';
import type { Permission } from '@connect/domain/permissions';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid, notFound } from '../../../platform/errors.ts';
import { authorise, type Scope } from '../../identity/index.ts';
import { type LoanTerms, lockTerms } from '../ledger/loans.repo.ts';
import * as repo from './draws.repo.ts';
import { listMoves } from './history.repo.ts';

export interface HeldDraw {
  loan: LoanTerms;
  draw: repo.LockedDraw;
}

/** Locks the loan, then the draw: everybody who acts on a draw takes them in this order. Throws 404. */
export async function holdDraw(
  tx: Tx,
  actor: Actor,
  scope: Scope<Permission>,
  id: string,
): Promise<HeldDraw> {
  const found = await repo.loanOfDraw(tx, scope, id);
  const loan = found && (await lockTerms(tx, authorise(actor, 'read:loans'), found.loanId));
  const draw = loan && (await repo.lockDraw(tx, scope, id));
  if (!draw || !loan) throw notFound();
  return { loan, draw };
}

/**
 * The day an act on a draw bears: today unless said otherwise, not in the future, not before the loan's last act and the draw's own.
 * Throws 422.
 */
export async function actDate(tx: Tx, held: HeldDraw, wanted: string | undefined): Promise<CivilDate> {
  const today = bookDate(tx.now) as CivilDate;
  if (!wanted) return today;
  if (wanted > today) throw invalid('/data/effectiveDate', 'Not in the future.');
  const acts = (await listMoves(tx, held.draw.id)).filter((each) => each.to !== 'draft'); // a draft may be requested for an earlier day
  const last = acts.at(-1)?.effectiveDate as CivilDate | undefined;
  const floor = last ? laterOf(last, held.loan.lastActOn) : held.loan.lastActOn;
  if (wanted < floor)
    throw invalid('/data/effectiveDate', `Not before the last act of ${formatDate(floor)}.`);
  return wanted as CivilDate;
}
