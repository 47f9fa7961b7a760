import { formatAmount } from '@connect/domain/money';
import { makePdf, type Pen } from '../../../platform/pdf.ts';
import { productOf } from '../products.ts';
import {
  borrowerOf,
  day,
  described,
  guarantorsOf,
  interestTerms,
  legalDescription,
  type PaperFacts,
  percent,
  property,
  signatureOf,
  totalOf,
  usd,
} from './paper-facts.ts';

/** The loan agreement: parties, terms, budget, conditions of an advance. Signed in the envelope. */
export const loanAgreement = (facts: PaperFacts): Promise<Buffer> => {
  const { loan, lender } = facts;
  return makePdf(
    { title: `Loan agreement ${loan.number}`, footer: `Loan agreement ${loan.number}`, now: facts.now },
    (pen) => {
      pen.title('Loan agreement', `${productOf(loan.product).name} ${loan.number}, ${property(facts)}`);
      parties(pen, facts);
      pen.heading('Terms');
      pen.facts(termsOf(facts));
      pen.heading('Budget');
      budget(pen, facts);
      pen.heading('Agreement');
      for (const [number, lead, text] of clauses(facts)) pen.clause(number, lead, text);
      pen.heading('Signatures', 130);
      pen.paragraph(`Signed by electronic signature and binding once ${lender.name} has funded the loan.`);
      pen.signature(signatureOf(borrowerOf(facts), 1));
      guarantorsOf(facts).forEach((party, i) => {
        pen.signature(signatureOf(party, i + 1));
      });
    },
  );
};

function parties(pen: Pen, facts: PaperFacts): void {
  pen.facts([
    ['Date', day(facts.date)],
    ['Lender', facts.lender.name],
    ['Borrower', described(borrowerOf(facts))],
    ['Guarantor', guarantorsOf(facts).map(described).join('; ')],
    ['Property', property(facts)],
    ...(facts.loan.parcel_number ? [['Parcel', facts.loan.parcel_number] as const] : []),
    ['Legal description', legalDescription(facts)],
  ]);
}

export function termsOf(facts: PaperFacts): [string, string][] {
  const { loan } = facts;
  return [
    ['Loan amount', usd(loan.amount_cents)],
    ['Interest', interestTerms(facts)],
    [
      'Payment of interest',
      loan.interest_from === 'reserve'
        ? 'Monthly, out of the interest reserve for as long as it lasts'
        : 'Billed monthly, due on the first day of the next month',
    ],
    ['Maturity', `${loan.months} months after the day of funding`],
    ['Origination fee', `${usd(loan.origination_fee_cents)}, kept back from the first advance`],
    ...(loan.exit_fee_cents > 0n ? [['Exit fee', usd(loan.exit_fee_cents)] as [string, string]] : []),
    ...(loan.minimum_interest_cents > 0n
      ? [['Minimum interest', usd(loan.minimum_interest_cents)] as [string, string]]
      : []),
    [
      'Late charge',
      `${percent(loan.late_fee_rate)} of an amount that is more than ${loan.grace_days} days late`,
    ],
    ['In default', `${percent(loan.default_rate)} a year is added to the rate`],
    ['Retainage', `${percent(loan.retainage_rate)} of the work, unless a budget line says otherwise`],
  ];
}

function budget(pen: Pen, { lines }: PaperFacts): void {
  const amount = (cents: bigint) => formatAmount(cents as never);
  pen.table(
    [
      { label: 'Line', share: 0.4 },
      { label: 'Loan', share: 0.2, align: 'right' },
      { label: 'Borrower', share: 0.2, align: 'right' },
      { label: 'Cost', share: 0.2, align: 'right' },
    ],
    lines.map((line) => [
      line.name,
      amount(line.originalCents),
      amount(line.equityCents),
      amount(line.originalCents + line.equityCents),
    ]),
    [
      'Total',
      amount(totalOf(lines, (line) => line.originalCents)),
      amount(totalOf(lines, (line) => line.equityCents)),
      amount(totalOf(lines, (line) => line.originalCents + line.equityCents)),
    ],
  );
}

const clauses = ({ loan, lender }: PaperFacts): [string, string, string][] => [
  [
    '1',
    'Advances.',
    `${lender.name} advances the loan in draws, each on the borrower's request and only for work in place or materials stored, line by line of the budget. No draw is paid before the deed of trust is recorded and title is insured.`,
  ],
  [
    '2',
    'Conditions of a draw.',
    "An inspection supports the amount of each line; the loan is in balance; builder's-risk insurance is current; title is clear since the last advance; permits are active; lien waivers are complete; no earlier draw is open; the loan is not in default and has not matured.",
  ],
  [
    '3',
    'In balance.',
    'Should the undisbursed loan and the equity still to come in not suffice to complete the work and pay its interest, the borrower brings the difference before the next draw.',
  ],
  [
    '4',
    'Interest.',
    `Interest is counted ${loan.day_count} on the principal outstanding each day, rounded once a bill.`,
  ],
  [
    '5',
    'Order of payments.',
    'A payment goes to fees first, then to default and late interest, to interest and to principal. What is left is held for the borrower and shown.',
  ],
  [
    '6',
    'Prepayment.',
    'The borrower may pay off the loan at any time against a payoff quote, which states principal, interest to the day, fees and the daily amount.',
  ],
  [
    '7',
    'Insurance and taxes.',
    'The borrower keeps the property insured with the lender as mortgagee and loss payee, and pays taxes and assessments when due.',
  ],
  [
    '8',
    'Changes.',
    'A change of the budget, the plans, the rate, the amount or the maturity needs an amendment signed by both sides.',
  ],
  [
    '9',
    'Default.',
    'A payment not made within the days of grace, work stopped for thirty days, an uninsured property, a lien not removed, or a false statement is a default. The lender says so in writing; the borrower may cure within ten days.',
  ],
  [
    '10',
    'Release.',
    'When everything owed is paid, the lender has the deed of trust reconveyed and the reconveyance recorded.',
  ],
];
