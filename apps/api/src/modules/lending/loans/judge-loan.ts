import type { Cents } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { permitsOf } from '../../entitlement/index.ts';
import { authorise } from '../../identity/index.ts';
import { productOf } from '../products.ts';
import type { AuditLine, LoanAudit } from './audit.schemas.ts';
import { type AuditFacts, auditLoan, openFindings } from './audit.ts';
import { acceptedReports, currentProforma } from './audit-facts.repo.ts';
import { findLoan, lockLoanRow, readLoanRow } from './loans.repo.ts';
import { listInsurance, listLines, listParties } from './parts.repo.ts';
import { insertWaiver, listWaivers } from './waivers.repo.ts';

const GRANTED = ['approved', 'issued', 'finaled', 'renewed'];
const OVER = ['denied', 'withdrawn', 'expired'];

/** The loan as its audit rules judge it now. Throws 404 when there is no such loan. */
export async function judgeLoan(db: Reader, loanId: string, today: string): Promise<AuditLine[]> {
  const loan = await readLoanRow(db, loanId);
  if (!loan) throw notFound();
  const [lines, parties, policies, reports, permits, proforma, waivers] = await Promise.all([
    listLines(db, loanId),
    listParties(db, loanId),
    listInsurance(db, loanId),
    acceptedReports(db, loan.project_id),
    permitsOf(db, loan.project_id),
    currentProforma(db, loan.project_id),
    listWaivers(db, loanId),
  ]);
  const facts: AuditFacts = {
    today,
    product: productOf(loan.product),
    builds: loan.product === 'construction',
    amountCents: loan.amount_cents as Cents,
    valueCents: loan.value_cents as Cents | null,
    rate: loan.rate,
    months: loan.months,
    interestFrom: loan.interest_from,
    originationFeeCents: loan.origination_fee_cents as Cents,
    legalDescription: loan.legal_description,
    lines,
    parties,
    policies,
    acceptedReports: reports.map((report) => report.type),
    permitsGranted: permits.filter((each) => GRANTED.includes(each.state)).map((each) => each.type),
    permitsOpen: permits
      .filter((each) => ![...GRANTED, ...OVER].includes(each.state))
      .map((each) => each.type),
    budgetProforma: loan.proforma_id ? { id: loan.proforma_id, version: loan.proforma_version! } : null,
    currentProforma: proforma ?? null,
  };
  return auditLoan(facts, waivers);
}

/** The audit of a loan as its own answer. Partners do not see what we look at, hence the permission of postings. Throws 404. */
export async function getAudit(actor: Actor, loanId: string): Promise<LoanAudit> {
  const scope = authorise(actor, 'read:postings');
  if (!(await findLoan(reader(), scope, loanId))) throw notFound();
  return presentAudit(loanId, await judgeLoan(reader(), loanId, bookDate(actor.now ?? new Date())));
}

/**
 * Waives a check with a reason; what holds cannot be waived. Throws 404, 409 when the loan is past underwriting or the
 * finding holds or is clear, 422 for an unknown rule.
 */
export async function waiveFinding(
  actor: Actor,
  input: { loanId: string; rule: string; reason: string },
): Promise<LoanAudit> {
  const scope = authorise(actor, 'approve:loans');
  return inTransaction(actor, async (tx) => {
    const loan = await lockLoanRow(tx, scope, input.loanId);
    if (!loan) throw notFound();
    if (loan.state !== 'draft' && loan.state !== 'underwriting')
      throw conflict('audit_closed', `The loan is ${loan.state.replaceAll('_', ' ')}: its audit is closed.`);
    const today = bookDate(tx.now);
    const line = (await judgeLoan(tx, loan.id, today)).find((each) => each.rule === input.rule);
    if (!line) throw invalid('/rule', 'There is no such rule.');
    if (line.status === 'clear' || line.status === 'waived')
      throw conflict('nothing_to_waive', `${line.title} is ${line.status} already.`);
    if (line.severity === 'holds')
      throw conflict(
        'not_waivable',
        `${line.sentence} This holds the loan and cannot be waived. Resolve it.`,
      );
    await insertWaiver(tx, {
      loan_id: loan.id,
      rule: line.rule,
      finding: line.sentence,
      reason: input.reason,
    });
    await publish(
      tx,
      'loan.finding_waived',
      { type: 'loan', id: loan.id, projectId: loan.project_id },
      { number: loan.number, finding: line.sentence, reason: input.reason },
    );
    return presentAudit(loan.id, await judgeLoan(tx, loan.id, today));
  });
}

const presentAudit = (loanId: string, lines: AuditLine[]): LoanAudit => ({
  loanId,
  lines,
  open: openFindings(lines).length,
});
