import { addDays, type CivilDate } from '@connect/domain/calendar';
import { perDiem } from '@connect/domain/loan';
import { type Cents, cents, centsToNumber } from '@connect/domain/money';
import { type Projection, projectLoan } from '@connect/domain/project-loan';
import { Rational } from '@connect/domain/rational';
import type { Reader } from '../../../platform/db.ts';
import { segmentsOf } from '../ledger/figures.ts';
import { historyOf } from '../ledger/history.repo.ts';
import type { LoanTerms } from '../ledger/loans.repo.ts';
import { noteOf } from '../ledger/note.ts';
import type { PayoffFigures } from './payoff.schemas.ts';

interface Quoted {
  payoffDate: CivilDate;
  validThrough: CivilDate;
  exitFeeCents: Cents;
}

/**
 * The payoff of a day with the totals of every day it is good for, as the loan's history has it. Nothing that happened may lie after the
 * payoff date: ask `lastEventOn` first.
 */
export async function figuresOfQuote(
  db: Reader,
  loan: LoanTerms,
  { payoffDate, validThrough, exitFeeCents }: Quoted,
): Promise<PayoffFigures> {
  const history = await historyOf(db, loan.id);
  const projection = projectLoan(noteOf(loan), history, payoffDate, { daily: false });
  const { accruedDefaultInterestCents, billedDefaultInterestCents, ...parts } = projection.payoffOn(
    payoffDate,
    exitFeeCents,
  );
  return {
    ...parts,
    billedDefaultInterestCents: (billedDefaultInterestCents + accruedDefaultInterestCents) as Cents,
    perDiemDollars: dayOf(projection, loan, payoffDate),
    accrualFrom: projection.billedThrough ?? payoffDate,
    accrual: segmentsOf(projection),
    exactDollars: projection.accrual.exactDollars,
    rate: projection.rate,
    dayCount: loan.dayCount,
    totals: daysFrom(payoffDate, validThrough).map((date) => ({
      date,
      totalCents: projection.payoffOn(date, exitFeeCents).totalCents,
    })),
  };
}

const dayOf = (projection: Projection, loan: LoanTerms, date: CivilDate): string =>
  perDiem(projection.balances.principal, projection.rate, date, loan.dayCount)
    .dividedBy(Rational.of(100))
    .toDecimalString(4);

function daysFrom(first: CivilDate, last: CivilDate): CivilDate[] {
  const days: CivilDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) days.push(date);
  return days;
}

/** Kept as JSON: cents as integers. */
export const toJson = (figures: PayoffFigures): object =>
  JSON.parse(
    JSON.stringify(figures, (_, value) => (typeof value === 'bigint' ? centsToNumber(cents(value)) : value)),
  );
