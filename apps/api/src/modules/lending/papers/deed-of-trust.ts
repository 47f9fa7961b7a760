import { makePdf } from '../../../platform/pdf.ts';
import {
  borrowerOf,
  day,
  described,
  legalDescription,
  type PaperFacts,
  property,
  signatureOf,
  usd,
} from './paper-facts.ts';

/** The deed of trust: printed, signed before a notary, recorded by the county. */
export const deedOfTrust = (facts: PaperFacts): Promise<Buffer> => {
  const { loan, lender } = facts;
  const title = `Deed of trust ${loan.number}`;
  const borrower = borrowerOf(facts);
  return makePdf({ title, footer: title, now: facts.now }, (pen) => {
    pen.title('Deed of trust', `After recording return to ${lender.name}, loan ${loan.number}`);
    pen.facts([
      ['Date', day(facts.date)],
      ['Grantor', described(borrower)],
      ['Trustee', lender.trustee],
      ['Beneficiary', lender.name],
      [
        'Secures',
        `A note of this date of up to ${usd(loan.amount_cents)}, all advances under it and all that the loan agreement adds`,
      ],
      ['Property', property(facts)],
      ...(loan.parcel_number ? [['Parcel', loan.parcel_number] as const] : []),
      ['Legal description', legalDescription(facts)],
    ]);
    pen.heading('Grant');
    pen.clause(
      '1',
      'Grant.',
      'The grantor grants the property, with all buildings now or later on it, to the trustee in trust, with power of sale, to secure the debt.',
    );
    pen.clause(
      '2',
      'Future advances.',
      'Every advance under the loan agreement is secured with the rank of this deed of trust.',
    );
    pen.clause(
      '3',
      'Care of the property.',
      'The grantor keeps the property insured and free of liens that rank before this one, pays its taxes, completes the work and does not sell or encumber the property without consent.',
    );
    pen.clause(
      '4',
      'Default.',
      'In default the beneficiary may have the trustee sell the property as the law of the state provides.',
    );
    pen.clause(
      '5',
      'Reconveyance.',
      'When the debt is paid the beneficiary has the trustee reconvey the property.',
    );
    pen.heading('Signature of the grantor', 130);
    pen.signature(signatureOf(borrower, 1));
    pen.heading('Acknowledgment', 340);
    pen.blanks(['State of', 'County of']);
    pen.gap(10);
    pen.paragraph(
      `Before me appeared ${borrower.signerName ?? borrower.name}, known to me or proved by satisfactory evidence, who signed this deed of trust${borrower.kind === 'entity' ? ` for ${borrower.name}, with authority to do so` : ''}, and acknowledged it as a free and voluntary act for the uses it names.`,
    );
    pen.blanks([
      'Date',
      'Notary public, signature',
      'Printed name',
      'Commission number',
      'Commission expires',
    ]);
    pen.gap(16);
    pen.paragraph('Place the notary’s stamp here.');
  });
};
