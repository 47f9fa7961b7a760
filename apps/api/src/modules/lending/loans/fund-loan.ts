import { initialAdvance } from '@connect/domain/loan-budget';
import { type Cents, formatUsd, minCents, subtractCents, sumCents } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { followProject } from '../../projects/index.ts';
import { loanLedger } from '../ledger-port.ts';
import { assertDocuments, subjectOf } from './change-loan.ts';
import type { LockedLoan } from './loans.repo.ts';
import { addToLine, insertFunding, listLines } from './parts.repo.ts';
import type { FundData } from './transition.schemas.ts';

/**
 * Wires the initial advance (land and fees, as the budget has them) to escrow: principal from the settlement date on, the
 * origination fee kept back. Throws 422 when the amount said is not the budget's, 409 when there is nothing to wire.
 */
export async function fundLoan(tx: Tx, loan: LockedLoan, date: string, data: FundData): Promise<void> {
  await assertDocuments(tx, loan.id, {
    '/data/escrowInstructionsDocumentId': data.escrowInstructionsDocumentId,
  });
  const lines = await listLines(tx, loan.id);
  const advance = initialAdvance(
    lines.map((line) => ({
      ...line,
      originalCents: line.originalCents as Cents,
      changesCents: line.changesCents as Cents,
    })),
  );
  const principalCents = sumCents(advance.map((each) => each.amountCents));
  if (principalCents === 0n)
    throw conflict(
      'nothing_to_fund',
      'The loan pays no land and no fees: there is nothing to wire at funding.',
    );
  if (data.amountCents !== principalCents)
    throw invalid(
      '/data/amountCents',
      `The initial advance is ${formatUsd(principalCents)}: land and fees as the budget has them.`,
    );
  const feeCents = minCents(loan.origination_fee_cents as Cents, principalCents);
  const wireCents = subtractCents(principalCents, feeCents);

  for (const { line, amountCents } of advance)
    await addToLine(tx, loan.id, { lineId: line.id, drawnCents: amountCents, retainedCents: 0n });
  await insertFunding(tx, {
    loan_id: loan.id,
    funded_on: date,
    principal_cents: principalCents,
    fee_cents: feeCents,
    wire_cents: wireCents,
    wire_reference: data.wireReference,
    escrow_agent: data.escrowAgent,
    escrow_number: data.escrowNumber ?? null,
    instructions_document_id: data.escrowInstructionsDocumentId ?? null,
    instructions_reference: data.escrowInstructionsReference ?? null,
  });
  await loanLedger().postFunding(tx, {
    loanId: loan.id,
    projectId: loan.project_id,
    effectiveDate: date,
    principalCents,
    feeCents,
    wireCents,
    wireReference: data.wireReference,
    lines: advance.map(({ line, amountCents }) => ({ lineId: line.id, kind: line.kind, amountCents })),
  });
  await publish(tx, 'loan.funded', subjectOf(loan, date), {
    number: loan.number,
    principalCents,
    wireCents,
    escrowAgent: data.escrowAgent,
  });
  await followProject(tx, loan.project_id, 'fund', date);
}
