import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound, unprocessable } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import * as repo from './loans.repo.ts';
import type { BudgetIn, InsuranceIn, Loan, LoanPatch } from './loans.schemas.ts';
import { loanFor } from './loans.service.ts';
import { documentsOfLoan, insertInsurance, type LineValues, listLines, replaceLines } from './parts.repo.ts';

/** Locks the loan that a change was asked for. Throws 404, 412, and 409 terms_fixed when its state is past `states`. */
export async function lockForChange(
  tx: Tx,
  scope: repo.ReadLoans,
  input: { id: string; version: number },
  states: readonly string[],
): Promise<repo.LockedLoan> {
  const loan = await repo.lockLoanRow(tx, scope, input.id);
  if (!loan) throw notFound();
  expectVersion(loan, input.version);
  if (!states.includes(loan.state))
    throw conflict(
      'terms_fixed',
      `The loan is ${loan.state.replaceAll('_', ' ')}. This changes only in ${states.join(' or ')}; return the loan to change it.`,
    );
  return loan;
}

export const subjectOf = (loan: { id: string; project_id: string }, effectiveDate?: string) => ({
  type: 'loan' as const,
  id: loan.id,
  projectId: loan.project_id,
  ...(effectiveDate ? { effectiveDate } : {}),
});

/** Changes terms while the loan is in draft or underwriting. Throws 404, 409, 412. */
export async function changeTerms(
  actor: Actor,
  input: { id: string; version: number; patch: z.output<typeof LoanPatch> },
): Promise<Loan> {
  const scope = authorise(actor, 'write:loans');
  return inTransaction(actor, async (tx) => {
    const before = await lockForChange(tx, scope, input, ['draft', 'underwriting']);
    const values = columnsOf(input.patch);
    await repo.updateLoan(tx, input.id, values);
    await publish(tx, 'loan.changed', subjectOf(before), {
      number: before.number,
      ...changes(before, values as Partial<typeof before>),
    });
    return loanFor(actor, tx, scope, input.id, tx.now);
  });
}

function columnsOf(patch: z.output<typeof LoanPatch>): repo.LoanValues {
  const values = {
    amount_cents: patch.amountCents,
    rate: patch.rate,
    day_count: patch.dayCount,
    months: patch.months,
    interest_from: patch.interestFrom,
    origination_fee_cents: patch.originationFeeCents,
    exit_fee_cents: patch.exitFeeCents,
    minimum_interest_cents: patch.minimumInterestCents,
    default_rate: patch.defaultRate,
    late_fee_rate: patch.lateFeeRate,
    grace_days: patch.graceDays,
    retainage_rate: patch.retainageRate,
    value_cents: patch.valueCents,
    parcel_number: patch.parcelNumber,
    legal_description: patch.legalDescription,
  };
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  belowOne(given, ['rate', 'default_rate', 'late_fee_rate', 'retainage_rate']);
  return given;
}

const POINTERS: Record<string, string> = {
  rate: '/rate',
  default_rate: '/defaultRate',
  late_fee_rate: '/lateFeeRate',
  retainage_rate: '/retainageRate',
};

/** "9" meant 9 %, and is 900 %: refused. */
export function belowOne(values: Record<string, unknown>, names: readonly string[]): void {
  const wrong = names.filter(
    (name) => typeof values[name] === 'string' && !(values[name] as string).startsWith('0'),
  );
  if (wrong.length > 0)
    throw unprocessable(
      wrong.map((name) => ({ pointer: POINTERS[name] ?? '', message: 'Less than 1: "0.09" is 9 %.' })),
    );
}

/**
 * Writes the budget of a draft: lines in their order, saved whatever they sum to (the audit holds the approval, not the
 * save). Throws 404, 409, 412, 422 for a line that is not this loan's.
 */
export async function saveBudget(
  actor: Actor,
  input: { id: string; version: number; lines: z.output<typeof BudgetIn>['lines'] },
): Promise<Loan> {
  const scope = authorise(actor, 'write:loans');
  return inTransaction(actor, async (tx) => {
    const loan = await lockForChange(tx, scope, input, ['draft']);
    const known = new Set((await listLines(tx, loan.id)).map((line) => line.id));
    const seen = new Set<string>();
    const lines = input.lines.map((line, i): LineValues => {
      if (line.id && (!known.has(line.id) || seen.has(line.id)))
        throw invalid(`/lines/${i}/id`, 'This budget has no such line.');
      if (line.id) seen.add(line.id);
      if (line.retainageRate && !line.retainageRate.startsWith('0'))
        throw invalid(`/lines/${i}/retainageRate`, 'Less than 1: "0.10" is 10 %.');
      return {
        ...(line.id ? { id: line.id } : {}),
        kind: line.kind,
        name: line.name,
        original_cents: line.originalCents,
        equity_cents: line.equityCents ?? 0n,
        retainage_rate: line.retainageRate ?? (line.kind === 'hard' ? loan.retainage_rate : '0'),
      };
    });
    await replaceLines(tx, loan.id, lines);
    await repo.updateLoan(tx, loan.id, {});
    await publish(tx, 'loan.changed', subjectOf(loan), {
      number: loan.number,
      before: { budget_lines: known.size },
      after: {
        budget_lines: lines.length,
        original_cents: lines.reduce((sum, line) => sum + line.original_cents, 0n),
      },
    });
    return loanFor(actor, tx, scope, loan.id, tx.now);
  });
}

const OVER = ['released', 'declined', 'cancelled'];

/** Notes a policy as it was shown to us. Throws 404, 409 when the loan is over, 422 for dates or a document that do not fit. */
export async function recordInsurance(
  actor: Actor,
  input: { id: string; policy: z.output<typeof InsuranceIn> },
): Promise<Loan> {
  const scope = authorise(actor, 'write:loans');
  const { policy } = input;
  if (policy.expiresOn <= policy.effectiveOn) throw invalid('/expiresOn', 'A policy ends after it begins.');
  return inTransaction(actor, async (tx) => {
    const loan = await repo.lockLoanRow(tx, scope, input.id);
    if (!loan) throw notFound();
    if (OVER.includes(loan.state)) throw conflict('loan_over', `The loan is ${loan.state}.`);
    await assertDocuments(tx, loan.id, { '/documentId': policy.documentId });
    await insertInsurance(tx, {
      loan_id: loan.id,
      kind: policy.kind,
      insurer: policy.insurer,
      policy_number: policy.policyNumber,
      coverage_cents: policy.coverageCents,
      effective_on: policy.effectiveOn,
      expires_on: policy.expiresOn,
      document_id: policy.documentId ?? null,
    });
    await repo.updateLoan(tx, loan.id, {});
    await publish(tx, 'loan.insured', subjectOf(loan), {
      number: loan.number,
      insurer: policy.insurer,
      expiresOn: policy.expiresOn,
    });
    return loanFor(actor, tx, scope, loan.id, tx.now);
  });
}

/** Throws 422 at the pointer of a document that is not this loan's or is quarantined. */
export async function assertDocuments(
  tx: Tx,
  loanId: string,
  ids: Record<string, string | undefined>,
): Promise<void> {
  const wanted = Object.entries(ids).filter((each): each is [string, string] => each[1] !== undefined);
  if (wanted.length === 0) return;
  const found = new Set(
    (
      await documentsOfLoan(
        tx,
        loanId,
        wanted.map(([, id]) => id),
      )
    ).map((each) => each.id),
  );
  const missing = wanted.filter(([, id]) => !found.has(id));
  if (missing.length > 0)
    throw unprocessable(
      missing.map(([pointer]) => ({ pointer, message: 'This loan has no such document.' })),
    );
}
