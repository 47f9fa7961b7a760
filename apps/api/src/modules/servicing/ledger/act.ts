import type { CivilDate } from '@connect/domain/calendar';
import { ACCRUING_LOAN_STATES } from '@connect/domain/loan-states';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import { lockHead } from './ledger.repo.ts';
import { type LoanScope, type LoanTerms, lockTerms } from './loans.repo.ts';

export interface ActInput {
  loanId: string;
  /** The day it counts from, of the past, too; today in the book's zone when left out. */
  effectiveDate?: string | undefined;
  /** Where a refused date is reported. */
  pointer?: string;
  /** Where an unknown loan is reported, when it came in a body; 404 otherwise. */
  loanPointer?: string;
}

export interface Act {
  loan: LoanTerms;
  date: CivilDate;
}

/**
 * Begins an act on a running loan: locks the loan, then its ledger, and settles the date. Dates of the past are welcome; the ledger
 * says when one lies before funding or after payoff.
 * Throws 404 or 422 for an unknown loan, 409 `loan_not_running`, 422 for a date in the future.
 */
export async function beginAct(tx: Tx, scope: LoanScope, input: ActInput): Promise<Act> {
  const loan = await holdLoan(tx, scope, input);
  return { loan, date: actDate(tx, input) };
}

/** The day an act counts from. Throws 422 for one in the future. */
export function actDate(tx: Tx, input: Pick<ActInput, 'effectiveDate' | 'pointer'>): CivilDate {
  const today = bookDate(tx.now) as CivilDate;
  const date = (input.effectiveDate ?? today) as CivilDate;
  if (date > today) throw invalid(input.pointer ?? '/effectiveDate', 'Not in the future.');
  return date;
}

/** The locks of `beginAct`, for acts that find their own date. */
export async function holdLoan(
  tx: Tx,
  scope: LoanScope,
  input: Pick<ActInput, 'loanId' | 'loanPointer'>,
): Promise<LoanTerms> {
  const loan = await lockTerms(tx, scope, input.loanId);
  if (!loan) throw input.loanPointer ? invalid(input.loanPointer, 'No such loan.') : notFound();
  if (!isRunning(loan.state))
    throw conflict('loan_not_running', `Loan ${loan.number} is ${loan.state.replaceAll('_', ' ')}.`, {
      legalMoves: [],
    });
  await lockHead(tx, loan.id);
  return loan;
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
