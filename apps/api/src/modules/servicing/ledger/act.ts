import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { ACCRUING_LOAN_STATES } from '@connect/domain/loan-states';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import { lockHead } from './ledger.repo.ts';
import { type LoanScope, type LoanTerms, lockTerms } from './loans.repo.ts';

export interface ActInput {
  loanId: string;
  /** The day it counts from; today in the book's zone when left out. */
  effectiveDate?: string | undefined;
  /** Where a refused date is reported. */
  pointer?: string;
  /** Where an unknown loan is reported, when it came in a body; 404 otherwise. */
  loanPointer?: string;
}

export interface Act {
  loan: LoanTerms;
  date: CivilDate;
  /** No act of this loan may be dated before this day. */
  floor: CivilDate;
}

/**
 * Begins an act on a running loan: locks the loan, then its ledger, and settles the date.
 * Throws 404 or 422 for an unknown loan, 409 `loan_not_running`, 422 for a date in the future or before the loan's last act.
 */
export async function beginAct(tx: Tx, scope: LoanScope, input: ActInput): Promise<Act> {
  const { loan, floor } = await holdLoan(tx, scope, input);
  const today = bookDate(tx.now) as CivilDate;
  const date = (input.effectiveDate ?? today) as CivilDate;
  const pointer = input.pointer ?? '/effectiveDate';
  if (date > today) throw invalid(pointer, 'Not in the future.');
  if (date < floor) throw invalid(pointer, `Not before the loan’s last act of ${formatDate(floor)}.`);
  return { loan, date, floor };
}

/** The locks of `beginAct` and the earliest day an act may bear, for acts that find their own date. */
export async function holdLoan(
  tx: Tx,
  scope: LoanScope,
  input: Pick<ActInput, 'loanId' | 'loanPointer'>,
): Promise<Omit<Act, 'date'>> {
  const loan = await lockTerms(tx, scope, input.loanId);
  if (!loan) throw input.loanPointer ? invalid(input.loanPointer, 'No such loan.') : notFound();
  if (!isRunning(loan.state))
    throw conflict('loan_not_running', `Loan ${loan.number} is ${loan.state.replaceAll('_', ' ')}.`, {
      legalMoves: [],
    });
  const head = await lockHead(tx, loan.id);
  const posted = (head.last_effective_date ?? loan.lastActOn) as CivilDate;
  return { loan, floor: posted > loan.lastActOn ? posted : loan.lastActOn };
}

/** Money is owed on it: from funding to payoff. */
export const isRunning = (state: string): boolean =>
  (ACCRUING_LOAN_STATES as readonly string[]).includes(state);

/** What an event about a loan is about. */
export const aboutLoan = (loan: Pick<LoanTerms, 'id' | 'projectId'>, effectiveDate: string) => ({
  type: 'loan' as const,
  id: loan.id,
  projectId: loan.projectId,
  effectiveDate,
});
