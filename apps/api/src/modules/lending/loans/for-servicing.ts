import type { Cents } from '@connect/domain/money';
import type { Actor } from '../../../platform/actor.ts';
import type { Reader, Tx } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { authorise, type Scope } from '../../identity/index.ts';
import * as repo from './loans.repo.ts';
import {
  addToLine,
  type FoundLine,
  type FoundParty,
  listInsurance,
  listLines,
  listParties,
} from './parts.repo.ts';
import { moveBuilder } from './set-parties.ts';

/** What modules to the right ask of a loan. They authorise; the scope or the lock says for whom. */

/** The loan for this scope. Throws 404 when there is none of theirs. */
export async function requireLoan(
  db: Reader,
  scope: Scope<'read:loans'>,
  id: string,
): Promise<repo.FoundLoan> {
  const found = await repo.findLoan(db, scope, id);
  if (!found) throw notFound();
  return found;
}

/** The row of a loan for the program's own use, or undefined. */
export const loanRow = (db: Reader, id: string): Promise<repo.LockedLoan | undefined> =>
  repo.readLoanRow(db, id);

/** Locks the loan until the transaction ends: whoever acts on it takes this lock first. Throws 404. */
export async function lockLoan(tx: Tx, id: string): Promise<repo.LockedLoan> {
  const loan = await repo.lockForProgram(tx, id);
  if (!loan) throw notFound();
  return loan;
}

/** The budget in its order; drawn is before retainage. */
export const budgetLines = (db: Reader, loanId: string): Promise<FoundLine[]> => listLines(db, loanId);

/** Borrower first, with the name to print and who signs. */
export const loanParties = (db: Reader, loanId: string): Promise<FoundParty[]> => listParties(db, loanId);

/** Policies, the one that expires last first. */
export const loanInsurance = (db: Reader, loanId: string) => listInsurance(db, loanId);

/**
 * Adds a draw (or takes one back, negative) to its lines: what was approved before retainage, and what of it is retained.
 * The caller holds the loan's lock. Throws when a line is not this loan's.
 */
export async function drawOnLines(
  tx: Tx,
  loanId: string,
  lines: readonly { lineId: string; drawnCents: Cents; retainedCents: Cents }[],
): Promise<void> {
  for (const line of lines)
    if (!(await addToLine(tx, loanId, line))) throw new Error(`line ${line.lineId} is not of loan ${loanId}`);
}

/** Notes the date of an act of another module: nothing of this loan may be dated before it from then on. */
export async function noteAct(tx: Tx, loanId: string, date: string): Promise<void> {
  const loan = await lockLoan(tx, loanId);
  if (date > loan.last_act_on) await repo.updateLoan(tx, loanId, { last_act_on: date });
}

/** Where a document about a loan belongs. Throws 404. */
export async function placeOfLoan(
  db: Reader,
  actor: Actor,
  id: string,
): Promise<{ projectId: string; loanId: string }> {
  const loan = await requireLoan(db, authorise(actor, 'read:loans'), id);
  return { projectId: loan.projectId, loanId: id };
}

/** The project got another builder: who builds sees the loans of the project. */
export async function followBuilder(
  tx: Tx,
  projectId: string,
  from: string | null,
  to: string | null,
): Promise<void> {
  const loans = await repo.loanIdsOfProject(tx, projectId);
  await moveBuilder(
    tx,
    loans.map((loan) => loan.id),
    from,
    to,
  );
}
