import { addMonths, type CivilDate, startOfMonth } from '@connect/domain/calendar';
import { type Balances, normalBalance } from '@connect/domain/ledger';
import { type Accrual, accrue, type BalanceStep, perDiem } from '@connect/domain/loan';
import { type Cents, sumCents } from '@connect/domain/money';
import { principalOn } from '@connect/domain/payoff';
import { Rational } from '@connect/domain/rational';
import type { Reader } from '../../../platform/db.ts';
import * as repo from './ledger.repo.ts';
import type { LoanTerms } from './loans.repo.ts';

/** What a loan's books say as of a day: the balances, and the interest that no bill covers yet. */
export interface Figures {
  asOf: CivilDate;
  balances: Balances;
  steps: BalanceStep[];
  /** The first day that no bill covers: the end of the last billed period, or settlement; null before funding. */
  billedThrough: CivilDate | null;
  /** Interest billed so far, final bills included, in cents. */
  billedCents: Cents;
  accrual: Accrual;
  /** Interest of one more day, dollars with four decimals. */
  perDiemDollars: string;
}

type Terms = Pick<LoanTerms, 'id' | 'rate' | 'dayCount'>;

/** Balances and accrued interest as of a day (interest runs to it and does not include it), as known at a moment or now. */
export async function figuresOf(
  db: Reader,
  loan: Terms,
  asOf: CivilDate,
  knownAt?: string | undefined,
): Promise<Figures> {
  const { balances, steps, billed } = await repo.ledgerFacts(db, loan.id, { asOf, knownAt });
  const billedThrough = billed.through ?? steps[0]?.from ?? null;
  return {
    asOf,
    balances,
    steps,
    billedThrough,
    billedCents: billed.cents,
    accrual: accrue(steps, loan.rate, billedThrough ?? asOf, asOf, loan.dayCount),
    perDiemDollars: perDiem(principalOn(steps, asOf), loan.rate, asOf, loan.dayCount)
      .dividedBy(Rational.of(100))
      .toDecimalString(4),
  };
}

/** Principal, interest and fees owed, less the borrower's unapplied cash. Interest that daily postings accrued is in the accrual. */
export const outstanding = ({ balances, accrual }: Figures): Cents =>
  sumCents([
    balances.principal,
    balances.interest_receivable,
    balances.default_interest_receivable,
    balances.fees_receivable,
    accrual.rounded,
    balances.unapplied, // a credit, so negative
  ]);

/** The day on which the month of the first unbilled day is billed: the first of the month after. */
export const nextBillOn = (billedThrough: CivilDate): CivilDate => addMonths(startOfMonth(billedThrough), 1);

/** The rows of an explanation, without the exact fractions. */
export const segmentsOf = ({ accrual }: Pick<Figures, 'accrual'>) =>
  accrual.segments.map(({ from, to, days, principal, rate, interestDollars }) => ({
    from,
    to,
    days,
    principalCents: principal,
    rate,
    interestDollars,
  }));

export { normalBalance };
