import { makePdf } from '../../../platform/pdf.ts';
import {
  borrowerOf,
  day,
  described,
  interestTerms,
  type PaperFacts,
  percent,
  signatureOf,
  usd,
} from './paper-facts.ts';

/** The promissory note: printed, signed in ink, kept as the original. */
export const note = (facts: PaperFacts): Promise<Buffer> => {
  const { loan, lender } = facts;
  const title = `Promissory note ${loan.number}`;
  return makePdf({ title, footer: `${title}. Sign the original in ink.`, now: facts.now }, (pen) => {
    pen.title('Promissory note', `Secured by a deed of trust, loan ${loan.number}`);
    pen.facts([
      ['Date', day(facts.date)],
      ['Maker', described(borrowerOf(facts))],
      ['Holder', lender.name],
      ['Principal', `Up to ${usd(loan.amount_cents)}, as advanced`],
    ]);
    pen.heading('Promise');
    pen.clause(
      '1',
      'Promise to pay.',
      `For value received the maker promises to pay to the order of ${lender.name} the principal advanced under the loan agreement of this date, up to ${usd(loan.amount_cents)}, with interest.`,
    );
    pen.clause(
      '2',
      'Interest.',
      `Interest runs from the settlement of each advance at ${interestTerms(facts)}.`,
    );
    pen.clause(
      '3',
      'Payment.',
      `Interest is due monthly. All principal and interest are due ${loan.months} months after the day of funding.`,
    );
    pen.clause(
      '4',
      'Late and default.',
      `An amount more than ${loan.grace_days} days late bears a charge of ${percent(loan.late_fee_rate)} of it. While the loan is in default, ${percent(loan.default_rate)} a year is added to the rate.`,
    );
    pen.clause(
      '5',
      'Acceleration.',
      'In default, and after the notice that the loan agreement requires, the holder may call the whole debt due.',
    );
    pen.clause(
      '6',
      'One original.',
      'There is one original of this note, signed in ink. A copy or an image of it is no original.',
    );
    pen.heading('Signature', 130);
    pen.signature(signatureOf(borrowerOf(facts), 1));
  });
};
