import type { CivilDate } from '@connect/domain/calendar';
import { type Cents, cents, centsToNumber } from '@connect/domain/money';
import { type PayoffInput, type PayoffQuote, payoffTotals, quotePayoff } from '@connect/domain/payoff';
import type { Reader } from '../../../platform/db.ts';
import { normalBalance, segmentsOf } from '../ledger/figures.ts';
import { billedSoFar, principalSteps, sumAccounts } from '../ledger/ledger.repo.ts';
import type { LoanTerms } from '../ledger/loans.repo.ts';
import type { PayoffFigures } from './payoff.schemas.ts';

/** What the books say today, for a payoff on a day. */
export async function payoffInput(
  db: Reader,
  loan: LoanTerms,
  act: { payoffDate: CivilDate; validThrough: CivilDate; exitFeeCents: Cents },
): Promise<PayoffInput> {
  const [sums, steps, billed] = await Promise.all([
    sumAccounts(db, loan.id),
    principalSteps(db, loan.id),
    billedSoFar(db, loan.id),
  ]);
  return {
    ...act,
    principal: steps,
    rate: loan.rate,
    basis: loan.dayCount,
    billedThrough: billed.through ?? steps[0]?.from ?? act.payoffDate,
    billedInterestCents: sums.interest_receivable,
    billedDefaultInterestCents: sums.default_interest_receivable,
    unpaidFeesCents: sums.fees_receivable,
    contractMinimumInterestCents: loan.minimumInterestCents,
    interestBilledToDateCents: billed.cents,
    unappliedCents: normalBalance(sums, 'unapplied'),
    borrowerReserveCents: normalBalance(sums, 'borrower_reserve'),
  };
}

/** The quote of a day with the totals of every day it is good for, as it is kept and shown. */
export function figuresOfQuote(input: PayoffInput): { quote: PayoffQuote; figures: PayoffFigures } {
  const quote = quotePayoff(input);
  const { payoffDate: _, validThrough: __, accrual, ...amounts } = quote;
  return {
    quote,
    figures: {
      ...amounts,
      accrualFrom: input.billedThrough,
      accrual: segmentsOf({ accrual }),
      exactDollars: accrual.exactDollars,
      rate: input.rate,
      dayCount: input.basis,
      totals: payoffTotals(input),
    },
  };
}

/** Kept as JSON: cents as integers. */
export const toJson = (figures: PayoffFigures): object =>
  JSON.parse(
    JSON.stringify(figures, (_, value) => (typeof value === 'bigint' ? centsToNumber(cents(value)) : value)),
  );
