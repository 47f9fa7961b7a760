import { makePdf } from '../../../platform/pdf.ts';
import type { FoundParty } from '../loans/parts.repo.ts';
import { borrowerOf, day, described, type PaperFacts, property, signatureOf, usd } from './paper-facts.ts';

/** One guarantor's guaranty of payment and completion. Signed in the envelope. */
export const guaranty = (facts: PaperFacts, guarantor: FoundParty, place: number): Promise<Buffer> => {
  const { loan, lender } = facts;
  const title = `Guaranty of loan ${loan.number}`;
  return makePdf({ title, footer: title, now: facts.now }, (pen) => {
    pen.title('Guaranty', `Of payment and completion, loan ${loan.number}`);
    pen.facts([
      ['Date', day(facts.date)],
      ['Guarantor', described(guarantor)],
      ['Lender', lender.name],
      ['Borrower', described(borrowerOf(facts))],
      ['Loan amount', usd(loan.amount_cents)],
      ['Property', property(facts)],
    ]);
    pen.heading('Guaranty');
    pen.clause(
      '1',
      'What is guaranteed.',
      'The guarantor guarantees, without condition, that the borrower pays what the note and the loan agreement require when it is due, and completes the work free of liens.',
    );
    pen.clause(
      '2',
      'No prior steps.',
      'The lender may turn to the guarantor without first turning to the borrower, the property or anybody else.',
    );
    pen.clause(
      '3',
      'Changes of the loan.',
      'The guaranty holds when the loan is extended, modified or partly released. An increase of the loan amount binds the guarantor only with a new signature.',
    );
    pen.clause(
      '4',
      'Statements.',
      'The guarantor gives the lender a true statement of assets and debts once a year and on request.',
    );
    pen.clause(
      '5',
      'End.',
      'The guaranty ends when the loan is paid in full and no payment can be reclaimed.',
    );
    pen.heading('Signature', 130);
    pen.signature(signatureOf(guarantor, place));
  });
};
