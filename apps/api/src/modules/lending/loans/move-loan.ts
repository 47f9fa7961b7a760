import type { CivilDate } from '@connect/domain/calendar';
import { maturityDate } from '@connect/domain/loan';
import { type LoanAction, type LoanState, loanStates } from '@connect/domain/loan-states';
import { assertReason } from '@connect/domain/machine';
import type { Cents } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { expectVersion, notFound } from '../../../platform/errors.ts';
import { requireKey, requireStepUp } from '../../../platform/http.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { followProject } from '../../projects/index.ts';
import { loanLedger } from '../ledger-port.ts';
import { actDate, followingDate, lastActOf } from './acts.ts';
import { openFindings } from './audit.ts';
import { subjectOf } from './change-loan.ts';
import { fundLoan } from './fund-loan.ts';
import { judgeLoan } from './judge-loan.ts';
import * as repo from './loans.repo.ts';
import type { Loan } from './loans.schemas.ts';
import { loanFor } from './loans.service.ts';
import { listLoanDocuments } from './papers.repo.ts';
import { openPapers } from './papers.ts';
import { insertMove } from './parts.repo.ts';
import { recordDeed, releaseLien } from './record-loan.ts';
import { recallDocuments, sendDocuments } from './send-documents.ts';
import type { LoanTransition } from './transition.schemas.ts';

/**
 * Moves a loan along its life cycle. Throws 409 with the legal moves or with what is missing, 403, 404, 412, 422; funding
 * also asks for a step-up and an Idempotency-Key.
 */
export async function moveLoan(
  actor: Actor,
  input: { id: string; version: number; move: LoanTransition },
): Promise<Loan> {
  const { move } = input;
  const scope = authorise(actor, DECISIONS.includes(move.action) ? 'approve:loans' : 'write:loans');
  if (move.action === 'fund') {
    requireKey(actor);
    requireStepUp(actor);
  }
  return inTransaction(actor, async (tx) => {
    const loan = await repo.lockLoanRow(tx, scope, input.id);
    if (!loan) throw notFound();
    expectVersion(loan, input.version);
    // Whether the move exists comes before its date: a move that is not there has no wrong field.
    if (!isLegal(loan, move.action))
      loanStates.step(loan.state as LoanState, move.action, actor.role, NOTHING);
    await step(tx, loan, move, await dateOf(tx, loan, move));
    return loanFor(actor, tx, scope, input.id, tx.now);
  });
}

const NOTHING = {} as never; // no guard is reached
const DECISIONS: readonly string[] = ['approve', 'decline'];

/**
 * A move that follows from another module's act (the payoff arrived, the first draw was paid), in its transaction and on its
 * date. Moves that are behind the loan already are passed over. Throws 409 when something is missing.
 */
export async function followLoan(
  tx: Tx,
  loanId: string,
  action: 'start_servicing' | 'pay_off',
  effectiveDate: string,
): Promise<void> {
  const loan = await repo.lockForProgram(tx, loanId);
  if (!loan) throw notFound();
  if (!isLegal(loan, action)) return;
  await step(tx, loan, { action }, effectiveDate, 'system');
}

/** Signing is complete once the envelope and every paper document are. Until then nothing happens. */
export async function followEnvelope(tx: Tx, loanId: string): Promise<void> {
  const loan = await repo.lockForProgram(tx, loanId);
  if (!loan || !isLegal(loan, 'complete_signing')) return;
  if (openPapers(await listLoanDocuments(tx, loanId)).length > 0) return;
  await step(tx, loan, { action: 'complete_signing' }, followingDate(tx, loan), 'system');
}

const isLegal = (loan: repo.LockedLoan, action: LoanAction): boolean =>
  loanStates.legal(loan.state as LoanState).some((row) => row.action === action);

type AnyMove = LoanTransition | { action: 'start_servicing' | 'pay_off' | 'complete_signing' };

/** When the act counts. What the county did counts from the day it did it. */
async function dateOf(tx: Tx, loan: repo.LockedLoan, move: LoanTransition): Promise<string> {
  const acted = { last_act_on: await lastActOf(tx, loan) };
  if (move.action === 'record')
    return actDate(tx, acted, bookDate(new Date(move.data.recordedAt)), '/data/recordedAt');
  if (move.action === 'release') return actDate(tx, acted, move.data.recordedDate, '/data/recordedDate');
  return actDate(tx, acted, move.data?.effectiveDate);
}

async function step(
  tx: Tx,
  loan: repo.LockedLoan,
  move: AnyMove,
  date: string,
  role: Actor['role'] = tx.actor.role,
): Promise<void> {
  const from = loan.state as LoanState;
  const row = loanStates.step(from, move.action, role, await contextOf(tx, loan, move, date));
  const reason = 'reason' in move ? move.reason : undefined;
  assertReason(row, reason);
  await repo.updateLoan(tx, loan.id, {
    state: row.to,
    state_since: tx.now,
    last_act_on: date > loan.last_act_on ? date : loan.last_act_on,
    ...(row.action === 'submit' ? { submitted_by: tx.actor.userId } : {}),
    ...(row.action === 'fund'
      ? { funded_on: date, maturity_date: maturityDate(date as CivilDate, loan.months) }
      : {}),
  });
  await insertMove(tx, {
    loan_id: loan.id,
    from_state: from,
    to_state: row.to,
    action: row.action,
    reason: reason ?? null,
    effective_date: date,
  });
  if (!TOLD_APART.includes(row.action))
    await publish(tx, 'loan.moved', subjectOf(loan, date), {
      number: loan.number,
      from,
      to: row.to,
      action: row.action,
      ...(reason ? { reason } : {}),
    });
  await effectOf(tx, { ...loan, state: row.to }, move, date, reason);
}

/** These tell their own story, with facts. */
const TOLD_APART: readonly string[] = ['fund', 'record', 'release'];

/** What the guards of the move ask, read under the lock; the facts of a form come with the move. */
async function contextOf(tx: Tx, loan: repo.LockedLoan, move: AnyMove, date: string) {
  const { action } = move;
  return {
    openAuditFindings:
      action === 'approve' ? openFindings(await judgeLoan(tx, loan.id, bookDate(tx.now))) : [],
    submittedBy: loan.submitted_by,
    actorId: tx.actor.userId,
    openDocuments: action === 'complete_signing' ? openPapers(await listLoanDocuments(tx, loan.id)) : [],
    hasEscrowInstructions:
      move.action === 'fund' &&
      Boolean(move.data.escrowInstructionsDocumentId ?? move.data.escrowInstructionsReference),
    county: move.action === 'record' ? move.data.county : null,
    recordingNumber: move.action === 'record' ? move.data.recordingNumber : null,
    recordedAt: move.action === 'record' ? move.data.recordedAt : null,
    titleInsured: move.action === 'record' && Boolean(move.data.titlePolicyNumber),
    outstandingCents: (action === 'pay_off'
      ? await loanLedger().outstandingCents(tx, loan.id, date)
      : 0n) as Cents,
    releaseRecordingNumber: move.action === 'release' ? move.data.recordingNumber : null,
  };
}

/** What a move brings about beside the new state. */
async function effectOf(
  tx: Tx,
  loan: repo.LockedLoan,
  move: AnyMove,
  date: string,
  reason: string | undefined,
): Promise<unknown> {
  switch (move.action) {
    case 'send_documents':
      return sendDocuments(tx, loan, date, move.data ?? {});
    case 'recall_documents':
    case 'cancel':
      return recallDocuments(tx, loan, reason ?? '');
    case 'fund':
      return fundLoan(tx, loan, date, move.data);
    case 'record':
      return recordDeed(tx, loan, date, move.data);
    case 'default':
      return loanLedger().noteDefault(tx, loan.id, 'defaulted', date);
    case 'cure':
      return loanLedger().noteDefault(tx, loan.id, 'cured', date);
    case 'start_servicing':
      return followProject(tx, loan.project_id, 'start_servicing', date);
    case 'release':
      return releaseLien(tx, loan, date, move.data);
    default:
      return undefined;
  }
}
