import type { Tx } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import { createEnvelope, storeGenerated, voidEnvelope } from '../../documents/index.ts';
import { deedOfTrust } from '../papers/deed-of-trust.ts';
import { guaranty } from '../papers/guaranty.ts';
import { findLender } from '../papers/lender.ts';
import { loanAgreement } from '../papers/loan-agreement.ts';
import { note } from '../papers/note.ts';
import type { PaperFacts } from '../papers/paper-facts.ts';
import type { LockedLoan } from './loans.repo.ts';
import { insertLoanDocument, listLoanDocuments, supersedeLoanDocuments } from './papers.repo.ts';
import { type FoundParty, listLines, listParties } from './parts.repo.ts';

type Kind = 'loan_agreement' | 'guaranty' | 'note' | 'deed_of_trust';
interface Paper {
  kind: Kind;
  title: string;
  bytes: Buffer;
}

/**
 * Draws up the loan documents: agreement and guaranties go out for signature in one envelope, note and deed of trust are
 * printed, signed in ink and come back as paper. Throws 409 when somebody cannot be written to.
 */
export async function sendDocuments(
  tx: Tx,
  loan: LockedLoan,
  date: string,
  options: { message?: string | undefined; validDays?: number | undefined },
): Promise<void> {
  const facts: PaperFacts = {
    now: tx.now,
    date,
    lender: await findLender(tx),
    loan,
    parties: await listParties(tx, loan.id),
    lines: await listLines(tx, loan.id),
  };
  const guarantors = facts.parties.filter((party) => party.role === 'guarantor');
  const signed = [
    await keep(tx, loan, facts, {
      kind: 'loan_agreement',
      title: 'Loan agreement',
      bytes: await loanAgreement(facts),
    }),
  ];
  for (const [i, guarantor] of guarantors.entries())
    signed.push(
      await keep(tx, loan, facts, {
        kind: 'guaranty',
        title: guarantors.length > 1 ? `Guaranty of ${guarantor.name}` : 'Guaranty',
        bytes: await guaranty(facts, guarantor, i + 1),
      }),
    );
  const envelopeId = await createEnvelope(tx, {
    subject: { type: 'loan', id: loan.id, projectId: loan.project_id, loanId: loan.id },
    title: `Loan ${loan.number}, ${loan.address}`,
    ...(options.message ? { message: options.message } : {}),
    ...(options.validDays ? { validDays: options.validDays } : {}),
    documents: signed.map(({ documentId }) => ({ documentId })),
    recipients: facts.parties.map((party) => ({
      partyId: party.partyId,
      ...signerOf(party),
      role: party.role as 'borrower' | 'guarantor',
    })),
  });
  const papers = [
    await keep(tx, loan, facts, { kind: 'note', title: 'Promissory note', bytes: await note(facts) }),
    await keep(tx, loan, facts, {
      kind: 'deed_of_trust',
      title: 'Deed of trust',
      bytes: await deedOfTrust(facts),
    }),
  ];
  for (const { kind, title, documentId } of signed)
    await insertLoanDocument(tx, {
      loan_id: loan.id,
      kind,
      title,
      method: 'envelope',
      document_id: documentId,
      envelope_id: envelopeId,
    });
  for (const { kind, title, documentId } of papers)
    await insertLoanDocument(tx, {
      loan_id: loan.id,
      kind,
      title,
      method: 'paper',
      document_id: documentId,
      envelope_id: null,
    });
}

/** The person who signs, and where the link goes. */
function signerOf(party: FoundParty): { name: string; email: string } {
  const name = party.kind === 'entity' ? party.signerName : party.name;
  const email = party.kind === 'entity' ? party.signerEmail : party.email;
  if (!name || !email)
    throw conflict(
      'signer_missing',
      `Nobody with an e-mail address signs for ${party.name}. Return the loan to name one.`,
    );
  return { name, email };
}

/** Files a drawn-up paper with the loan; the borrower sees it in the portal. */
async function keep(tx: Tx, loan: LockedLoan, facts: PaperFacts, paper: Paper) {
  const borrower = facts.parties.find((party) => party.role === 'borrower');
  const { documentId } = await storeGenerated(tx, {
    subject: { type: 'loan', id: loan.id, projectId: loan.project_id, loanId: loan.id },
    kind: paper.kind,
    title: `${paper.title} ${loan.number}`,
    fileName: `${loan.number} ${paper.title}.pdf`,
    mediaType: 'application/pdf',
    bytes: paper.bytes,
    shareWith: borrower ? [borrower.partyId] : [],
  });
  return { kind: paper.kind, title: paper.title, documentId };
}

const OUT: readonly string[] = ['created', 'sent', 'delivered'];

/** Takes the sending back: the envelope's links end, and the documents no longer count. What was signed stays on file. */
export async function recallDocuments(tx: Tx, loan: LockedLoan, reason: string): Promise<void> {
  const current = await listLoanDocuments(tx, loan.id);
  const envelopes = new Map(
    current.flatMap((each) => (each.envelopeId ? [[each.envelopeId, each.envelopeState]] : [])),
  );
  for (const [id, state] of envelopes) if (state && OUT.includes(state)) await voidEnvelope(tx, id, reason);
  await supersedeLoanDocuments(tx, loan.id);
}
