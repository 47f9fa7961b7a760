import { type CivilDate, formatDate } from '@connect/domain/calendar';
import { type Cents, formatAmount, formatUsd, negateCents } from '@connect/domain/money';
import { makePdf } from '../../../platform/pdf.ts';
import { lastDayOf, type Period } from '../billing/period.ts';
import { formulaOf } from '../ledger/books.ts';
import type { LoanTerms } from '../ledger/loans.repo.ts';
import { computation, roomFor } from './computation.ts';
import type { StatementFacts } from './statement-figures.ts';

const usd = (amount: bigint): string => formatUsd(amount as Cents);
const amount = (value: bigint): string => formatAmount(value as Cents);
const changed = (value: bigint): string => (value === 0n ? '' : amount(value));
const day = (date: string): string => formatDate(date as CivilDate);

/** The monthly statement: what is due, what happened, and how the interest was computed. */
export function statementPaper(
  lender: string,
  loan: LoanTerms,
  period: Period,
  facts: StatementFacts,
  now: Date,
): Promise<Buffer> {
  const { figures } = facts;
  const title = `Statement for ${period.label}`;
  return makePdf(
    { title: `${title}, loan ${loan.number}`, footer: `Loan ${loan.number} · ${title}`, now },
    (pen) => {
      pen.title(title, `${usd(facts.dueCents)} due ${day(facts.dueDate)}`);
      pen.facts([
        ['Lender', lender],
        ['Loan', loan.number],
        ['Borrower', loan.borrowerName],
        ['Property', `${loan.address}, ${loan.city}, ${loan.stateCode} ${loan.zip}`],
        ['Statement date', day(facts.statementDate)],
        ['Period', `${day(period.from)} to ${day(lastDayOf(period))}`],
        ...(facts.dueCents > 0n ? [['Late after', day(figures.lateAfter)] as const] : []),
        ['Per diem', `$${figures.perDiemDollars} at the principal of ${day(lastDayOf(period))}`],
      ]);
      pen.heading('Balances');
      pen.table(
        [
          { label: '', share: 0.4 },
          { label: 'Opening', share: 0.3, align: 'right' },
          { label: 'Closing', share: 0.3, align: 'right' },
        ],
        [
          ['Principal', amount(figures.opening.principalCents), amount(figures.closing.principalCents)],
          ['Interest and fees due', amount(figures.opening.dueCents), amount(figures.closing.dueCents)],
          [
            'Less unapplied cash',
            amount(negateCents(figures.opening.unappliedCents as Cents)),
            amount(negateCents(figures.closing.unappliedCents as Cents)),
          ],
          ...(loan.interestFrom === 'reserve'
            ? [
                [
                  'Interest reserve left to draw',
                  amount(figures.opening.reserveUndrawnCents),
                  amount(figures.closing.reserveUndrawnCents),
                ],
              ]
            : []),
        ],
      );
      pen.heading('Activity');
      if (figures.rows.length === 0) pen.paragraph('Nothing was posted in this period.');
      else
        pen.table(
          [
            { label: 'Date', share: 0.16 },
            { label: 'What happened', share: 0.46 },
            { label: 'Principal', share: 0.19, align: 'right' },
            { label: 'Due', share: 0.19, align: 'right' },
          ],
          figures.rows.map((row) => [
            day(row.date),
            row.unappliedCents === 0n
              ? row.memo
              : `${row.memo}, ${usd(row.unappliedCents)} ${row.unappliedCents > 0n ? 'held' : 'taken from what is held'} unapplied`,
            changed(row.principalCents),
            changed(row.dueCents),
          ]),
        );
      if (figures.interest) {
        pen.heading('How the interest was computed', roomFor(figures.interest.segments));
        pen.paragraph(
          `${formulaOf(loan)}. The first day counts, the last does not. The exact sum is rounded once.`,
        );
        computation(
          pen,
          figures.interest.segments,
          figures.interest.exactDollars,
          figures.interest.amountCents,
        );
        if (figures.interest.fromReserveCents > 0n)
          pen.paragraph(
            `${usd(figures.interest.fromReserveCents)} of it was paid from the interest reserve, which raised principal.`,
          );
      }
    },
  );
}
