import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { assertDocuments, requireLoan } from '../../lending/index.ts';
import { lockTerms } from '../ledger/loans.repo.ts';
import { type EvidenceValues, findEvidence, saveEvidence } from './evidence.repo.ts';
import type { Evidence, EvidencePut } from './evidence.schemas.ts';

/** What was recorded of insurance, title and credit of a loan. Not for partners. Throws 404. */
export async function evidenceOf(actor: Actor, loanId: string): Promise<Evidence> {
  authorise(actor, 'read:postings');
  await requireLoan(reader(), authorise(actor, 'read:loans'), loanId);
  return present(reader(), loanId);
}

async function present(db: Reader, loanId: string): Promise<Evidence> {
  const row = await findEvidence(db, loanId);
  return {
    loanId,
    insurance: row?.insuranceExpiresOn
      ? { expiresOn: row.insuranceExpiresOn, documentId: row.insuranceDocumentId }
      : null,
    title: row?.titleThrough
      ? { through: row.titleThrough, exceptions: row.titleExceptions, documentId: row.titleDocumentId }
      : null,
    credit: row?.creditReportedOn
      ? { reportedOn: row.creditReportedOn, documentId: row.creditDocumentId }
      : null,
    version: row?.version ?? 0,
    updatedAt: row?.updatedAt ?? null,
    updatedByName: row?.updatedByName ?? null,
  };
}

/** Records what a person has seen. Throws 404, 412, 422. */
export async function recordEvidence(
  actor: Actor,
  input: { loanId: string; version: number; evidence: EvidencePut },
): Promise<Evidence> {
  authorise(actor, 'write:loans');
  return inTransaction(actor, async (tx) => {
    const loan = await lockTerms(tx, authorise(actor, 'read:loans'), input.loanId);
    if (!loan) throw notFound();
    const before = await present(tx, loan.id);
    expectVersion(before, input.version);
    const { insurance, title, credit } = input.evidence;
    const today = bookDate(tx.now);
    if (title && title.through > today) throw invalid('/title/through', 'Not in the future.');
    if (credit && credit.reportedOn > today) throw invalid('/credit/reportedOn', 'Not in the future.');
    await assertDocuments(tx, loan.id, {
      '/insurance/documentId': insurance?.documentId,
      '/title/documentId': title?.documentId,
      '/credit/documentId': credit?.documentId,
    });
    await saveEvidence(tx, loan.id, valuesOf(before, input.evidence));
    const after = await present(tx, loan.id);
    const { insurance: i, title: t, credit: c } = after;
    await publish(
      tx,
      'evidence.changed',
      { type: 'loan', id: loan.id, projectId: loan.projectId },
      { loan: loan.number, ...changes(before, { insurance: i, title: t, credit: c }) },
    );
    return after;
  });
}

function valuesOf(before: Evidence, put: EvidencePut): EvidenceValues {
  const insurance = put.insurance === undefined ? before.insurance : put.insurance;
  const title = put.title === undefined ? before.title : put.title;
  const credit = put.credit === undefined ? before.credit : put.credit;
  return {
    insurance_expires_on: insurance?.expiresOn ?? null,
    insurance_document_id: insurance?.documentId ?? null,
    title_through: title?.through ?? null,
    title_exceptions: title?.exceptions ?? [],
    title_document_id: title?.documentId ?? null,
    credit_reported_on: credit?.reportedOn ?? null,
    credit_document_id: credit?.documentId ?? null,
  };
}
