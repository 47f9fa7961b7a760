import { addDays, type CivilDate, formatDate } from '@connect/domain/calendar';
import { type Cents, formatAmount, formatUsd, negateCents } from '@connect/domain/money';
import { makePdf } from '../../../platform/pdf.ts';
import { formulaOf } from '../ledger/books.ts';
import type { LoanTerms } from '../ledger/loans.repo.ts';
import { computation, roomFor } from '../statements/computation.ts';
import type { PayoffFigures } from './payoff.schemas.ts';

export interface PayoffLetter {
  number: number;
  lender: string;
  loan: LoanTerms;
  date: CivilDate;
  payoffDate: CivilDate;
  validThrough: CivilDate;
  figures: PayoffFigures;
  /** "2:00 PM Pacific Time". */
  cutOff: string;
  now: Date;
}

const usd = (amount: bigint): string => formatUsd(amount as Cents);

/** The payoff letter: what to wire on each day of validity, what it is made of, and how the interest was computed. */
export function payoffLetter(letter: PayoffLetter): Promise<Buffer> {
  const { loan, figures, payoffDate, validThrough, number } = letter;
  const title = `Payoff quote ${number}`;
  return makePdf(
    { title: `${title}, loan ${loan.number}`, footer: `Loan ${loan.number} · ${title}`, now: letter.now },
    (pen) => {
      pen.title(title, `${usd(figures.totalCents)} on ${formatDate(payoffDate)}`);
      pen.facts([
        ['Lender', letter.lender],
        ['Loan', loan.number],
        ['Borrower', loan.borrowerName],
        ['Property', `${loan.address}, ${loan.city}, ${loan.stateCode} ${loan.zip}`],
        ['Given', formatDate(letter.date)],
        ['Valid through', formatDate(validThrough)],
        ['Per diem', `$${figures.perDiemDollars} for each day after ${formatDate(payoffDate)}`],
      ]);
      pen.heading('What is owed');
      pen.table(
        [
          { label: '', share: 0.7 },
          { label: 'Amount', share: 0.3, align: 'right' },
        ],
        owedRows(figures, payoffDate),
        [`Total on ${formatDate(payoffDate)}`, formatAmount(figures.totalCents as Cents)],
      );
      if (figures.accrual.length > 0) {
        pen.heading('How the interest was computed', roomFor(figures.accrual));
        pen.paragraph(
          `${formulaOf(loan)}. The first day counts, the day of payment does not. The exact sum is rounded once.`,
        );
        computation(pen, figures.accrual, figures.exactDollars, figures.accruedInterestCents);
      }
      pen.heading('Total by day', 21 * (figures.totals.length + 1));
      pen.table(
        [
          { label: 'Money counts on', share: 0.7 },
          { label: 'Total', share: 0.3, align: 'right' },
        ],
        figures.totals.map(({ date, totalCents }) => [
          formatDate(date as CivilDate),
          formatAmount(totalCents as Cents),
        ]),
      );
      pen.paragraph(
        `Money counts on the day it is collected when it arrives before ${letter.cutOff} on a business day, otherwise on the next business day. The lien is released after the payoff is received in full. Advances, fees or returned payments after the date of this quote change the amount.`,
      );
    },
  );
}

function owedRows(figures: PayoffFigures, payoffDate: CivilDate): string[][] {
  const accrued = `Interest from ${formatDate(figures.accrualFrom as CivilDate)} through ${formatDate(addDays(payoffDate, -1))}`;
  const rows: [string, bigint][] = [
    ['Principal', figures.principalCents],
    ['Interest billed and unpaid', figures.billedInterestCents],
    ['Default and late interest billed', figures.billedDefaultInterestCents],
    [accrued, figures.accruedInterestCents],
    ['Unpaid fees', figures.unpaidFeesCents],
    ['Exit fee', figures.exitFeeCents],
    ['Minimum interest', figures.minimumInterestCents],
    ['Less unapplied cash', negateCents(figures.unappliedCents as Cents)],
    ['Less reserves paid in by the borrower', negateCents(figures.borrowerReserveCents as Cents)],
  ];
  return rows
    .filter(([label, amount]) => amount !== 0n || label === 'Principal')
    .map(([label, amount]) => [label, formatAmount(amount as Cents)]);
}
