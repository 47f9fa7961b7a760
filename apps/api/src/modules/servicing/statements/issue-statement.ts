import { randomUUID } from 'node:crypto';
import { type Cents, cents, centsToNumber } from '@connect/domain/money';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict, invalid } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { storeGenerated } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { findLender } from '../../lending/index.ts';
import { closedPeriod } from '../billing/bill-interest.ts';
import { lastDayOf, type Period } from '../billing/period.ts';
import { aboutLoan } from '../ledger/act.ts';
import { lockHead } from '../ledger/ledger.repo.ts';
import { type LoanScope, type LoanTerms, lockTerms } from '../ledger/loans.repo.ts';
import { type StatementFacts, statementFacts } from './statement-figures.ts';
import { statementPaper } from './statement-paper.ts';
import { insertStatement, issuedOf } from './statements.repo.ts';
import type { Statement } from './statements.schemas.ts';
import { statementFor } from './statements.service.ts';

/**
 * Issues the statement of a loan and month, once. Throws 409 `issued_already` or `later_statement`, 422 for a month that is not over
 * or in which the loan was not funded yet.
 */
export async function issueStatement(
  actor: Actor,
  input: { loanId: string; period: string },
): Promise<Statement> {
  const scope = authorise(actor, 'write:statements');
  return inTransaction(actor, async (tx) => {
    const period = closedPeriod(tx, input.period);
    const issued = await issuedOf(tx, input.loanId, period.key);
    if (issued.id) throw conflict('issued_already', `The statement for ${period.label} is issued already.`);
    const id = await issueIn(tx, scope, input.loanId, period);
    return statementFor(tx, scope, id);
  });
}

/** The same for the month-end run: answers the statement that there is, or the one it issues. */
export async function issueIn(tx: Tx, scope: LoanScope, loanId: string, period: Period): Promise<string> {
  const loan = await lockTerms(tx, scope, loanId);
  if (!loan) throw invalid('/loanId', 'No such loan.');
  const { last_number } = await lockHead(tx, loan.id); // nothing is posted while the statement is drawn up
  if (!loan.fundedOn || loan.fundedOn >= period.to)
    throw invalid('/period', `Loan ${loan.number} was not funded yet in ${period.label}.`);
  const { latest, id: existing } = await issuedOf(tx, loan.id, period.key);
  if (existing) return existing;
  if (latest && latest > period.key)
    throw conflict('later_statement', 'A statement of a later month is issued already.');
  const facts = await statementFacts(tx, scope, loan, period);
  const id = randomUUID();
  const documentId = await keep(tx, id, loan, period, facts);
  await insertStatement(tx, {
    id,
    loan_id: loan.id,
    period: period.key,
    from_date: period.from,
    through_date: lastDayOf(period),
    statement_date: facts.statementDate,
    due_date: facts.dueDate,
    opening_principal_cents: facts.figures.opening.principalCents,
    closing_principal_cents: facts.figures.closing.principalCents,
    interest_cents: facts.interestCents,
    paid_cents: facts.paidCents,
    due_cents: facts.dueCents,
    figures: JSON.parse(
      JSON.stringify(facts.figures, (_, value) =>
        typeof value === 'bigint' ? centsToNumber(cents(value)) : value,
      ),
    ),
    document_id: documentId,
    through_number: last_number,
  });
  await publish(tx, 'statement.issued', aboutLoan(loan, facts.statementDate), {
    statementId: id,
    month: period.month,
    dueCents: centsToNumber(facts.dueCents as Cents),
  });
  return id;
}

async function keep(
  tx: Tx,
  id: string,
  loan: LoanTerms,
  period: Period,
  facts: StatementFacts,
): Promise<string> {
  const stored = await storeGenerated(tx, {
    subject: { type: 'statement', id, projectId: loan.projectId, loanId: loan.id },
    kind: 'statement',
    title: `Statement for ${period.label}, loan ${loan.number}`,
    fileName: `${loan.number}-statement-${period.key}.pdf`,
    mediaType: 'application/pdf',
    bytes: await statementPaper((await findLender(tx)).name, loan, period, facts, tx.now),
    shareWith: loan.borrowerId ? [loan.borrowerId] : [],
  });
  return stored.documentId;
}
