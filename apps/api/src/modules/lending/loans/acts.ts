import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { loanLedger } from '../ledger-port.ts';

/** What the date of an act is judged by. */
export interface Acted {
  last_act_on: string;
  state_since: string;
}

/** The day of the loan's last act, be it a move or a posting. The caller holds the loan's lock. */
export async function lastActOf(
  tx: Tx,
  loan: { id: string; last_act_on: string; funded_on: string | null },
): Promise<string> {
  const posted = loan.funded_on ? await loanLedger().lastPostedOn(tx, loan.id) : null;
  return posted && posted > loan.last_act_on ? posted : loan.last_act_on;
}

/**
 * The civil date of an act: today in the book's zone unless said otherwise, never in the future, never before the loan's
 * last act. Throws 422 at `pointer`.
 */
export function actDate(
  tx: Tx,
  loan: Pick<Acted, 'last_act_on'>,
  wanted: string | undefined,
  pointer = '/data/effectiveDate',
): string {
  const today = bookDate(tx.now);
  const date = wanted ?? today;
  if (date > today) throw invalid(pointer, 'Not in the future.');
  if (date < loan.last_act_on)
    throw invalid(pointer, `Not before the loan's last act of ${loan.last_act_on}.`);
  return date;
}

/**
 * The date of a move that follows by itself, such as a signature coming in: today, but for a loan that is being entered
 * after the fact (its last act was dated back when it was recorded) the date that the loan has come to.
 */
export function followingDate(tx: Tx, loan: Acted): string {
  const enteredLater = loan.last_act_on < bookDate(new Date(loan.state_since));
  return enteredLater ? loan.last_act_on : bookDate(tx.now);
}
