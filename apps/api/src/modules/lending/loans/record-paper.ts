import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { conflict, type FieldError, notFound, unprocessable } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { assertDocuments, subjectOf } from './change-loan.ts';
import { lockLoanRow, updateLoan } from './loans.repo.ts';
import type { Loan } from './loans.schemas.ts';
import { loanFor } from './loans.service.ts';
import { completePaper, type PaperFacts } from './papers.repo.ts';
import type { SignedPaper } from './papers.schemas.ts';

const TITLES = { note: 'Promissory note', deed_of_trust: 'Deed of trust' } as const;

/**
 * Keeps a document as it was signed on paper, with the facts only the paper can give; recording it again corrects it while
 * documents are out. Throws 404, 409 when no documents are out, 422 for dates and scans that do not fit.
 */
export async function recordPaper(actor: Actor, input: { id: string; paper: SignedPaper }): Promise<Loan> {
  const scope = authorise(actor, 'write:loans');
  const { paper } = input;
  return inTransaction(actor, async (tx) => {
    const loan = await lockLoanRow(tx, scope, input.id);
    if (!loan) throw notFound();
    if (loan.state !== 'documents_out')
      throw conflict('documents_not_out', 'The loan documents are not out: there is no paper to record.');
    assertDates(paper, loan.last_act_on, bookDate(tx.now));
    await assertDocuments(tx, loan.id, { '/scanDocumentId': paper.scanDocumentId });
    if (!(await completePaper(tx, loan.id, paper.kind, factsOf(paper)))) throw notFound();
    await updateLoan(tx, loan.id, {});
    await publish(tx, 'loan.document_signed', subjectOf(loan, paper.signedOn), {
      number: loan.number,
      title: TITLES[paper.kind],
      detail:
        paper.kind === 'note'
          ? `original kept by ${paper.custodian}`
          : `before ${paper.notaryName}, commission ${paper.notaryCommission}`,
    });
    return loanFor(actor, tx, scope, loan.id, tx.now);
  });
}

/** @param sent the loan's last act: its documents went out */
function assertDates(paper: SignedPaper, sent: string, today: string): void {
  const errors: FieldError[] = [];
  if (paper.signedOn > today) errors.push({ pointer: '/signedOn', message: 'Not in the future.' });
  if (paper.signedOn < sent)
    errors.push({ pointer: '/signedOn', message: `Not before the documents went out on ${sent}.` });
  if (paper.kind === 'deed_of_trust') {
    if (paper.notarizedOn > today) errors.push({ pointer: '/notarizedOn', message: 'Not in the future.' });
    else if (paper.notarizedOn < paper.signedOn)
      errors.push({ pointer: '/notarizedOn', message: 'A notary acknowledges a signature that was given.' });
    if (paper.notaryCommissionExpiresOn && paper.notaryCommissionExpiresOn < paper.notarizedOn)
      errors.push({ pointer: '/notaryCommissionExpiresOn', message: 'The commission had expired that day.' });
  }
  if (errors.length > 0) throw unprocessable(errors);
}

const factsOf = (paper: SignedPaper): PaperFacts =>
  paper.kind === 'note'
    ? {
        signed_on: paper.signedOn,
        scan_document_id: paper.scanDocumentId,
        custodian: paper.custodian,
        custodian_location: paper.custodianLocation ?? null,
      }
    : {
        signed_on: paper.signedOn,
        scan_document_id: paper.scanDocumentId,
        notary_name: paper.notaryName,
        notary_commission: paper.notaryCommission,
        notary_commission_expires_on: paper.notaryCommissionExpiresOn ?? null,
        notarized_on: paper.notarizedOn,
      };
