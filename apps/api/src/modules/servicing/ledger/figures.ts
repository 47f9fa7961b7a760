import { addMonths, type CivilDate, startOfMonth } from '@connect/domain/calendar';
import { type Balances, normalBalance } from '@connect/domain/ledger';
import type { Accrual } from '@connect/domain/loan';
import { type Cents, sumCents } from '@connect/domain/money';
import { comingBills, type Projection, projectLoan } from '@connect/domain/project-loan';
import { Rational } from '@connect/domain/rational';
import type { Reader } from '../../../platform/db.ts';
import { historyOf, isOfLoan } from './history.repo.ts';
import { type NotedLoan, noteOf } from './note.ts';

/** What a loan's history says as of a day: the balances, and the interest that no bill covers yet. */
export interface Figures {
  asOf: CivilDate;
  projection: Projection;
  balances: Balances;
  /** The first day that no bill covers: the end of the last billed period, or settlement; null before funding. */
  billedThrough: CivilDate | null;
  /** The day of the last event by then, pledges aside; null before the first. */
  lastEventOn: CivilDate | null;
  accrual: Accrual;
  /** Interest of one more day, dollars with four decimals. */
  perDiemDollars: string;
  /** The first day whose interest the reserve no longer covers, if nothing more is drawn; null when it lasts or there is none. */
  reserveLastsUntil: CivilDate | null;
}

/** Balances and accrued interest as of a day (interest runs to it and does not include it), as known at a moment or now. */
export async function figuresOf(
  db: Reader,
  loan: NotedLoan,
  asOf: CivilDate,
  knownAt?: string | undefined,
): Promise<Figures> {
  const note = noteOf(loan);
  const history = await historyOf(db, loan.id, { asOf, ...(knownAt === undefined ? {} : { knownAt }) });
  const projection = projectLoan(note, history, asOf, { daily: false });
  const { balances, billedThrough, accrual, perDiem } = projection;
  const ahead = [...history, ...comingBills(billedThrough ?? asOf, projection.maturity)];
  const lasts =
    note.interest.from === 'reserve' &&
    billedThrough &&
    balances.reserve_undrawn > 0n &&
    asOf < projection.maturity
      ? projectLoan(note, ahead, projection.maturity, { daily: false }).reserveDepletedOn
      : projection.reserveDepletedOn;
  return {
    asOf,
    projection,
    balances,
    billedThrough,
    lastEventOn: history.findLast(isOfLoan)?.date ?? null,
    accrual,
    perDiemDollars: perDiem.dividedBy(Rational.of(100)).toDecimalString(4),
    reserveLastsUntil: lasts,
  };
}

/** Principal, interest and fees owed, less the borrower's unapplied cash. Interest that daily postings accrued is in the accruals. */
export const outstanding = ({ projection: { balances, accrual, defaultAccrual } }: Figures): Cents =>
  sumCents([
    balances.principal,
    balances.interest_receivable,
    balances.default_interest_receivable,
    balances.fees_receivable,
    accrual.rounded,
    defaultAccrual.rounded,
    balances.unapplied, // a credit, so negative
  ]);

/** The day on which the month of the first unbilled day is billed: the first of the month after. */
export const nextBillOn = (billedThrough: CivilDate): CivilDate => addMonths(startOfMonth(billedThrough), 1);

/** The rows of an explanation, without the exact fractions. */
export const segmentsOf = ({ accrual }: { accrual: Pick<Accrual, 'segments'> }) =>
  accrual.segments.map(({ from, to, days, principal, rate, interestDollars }) => ({
    from,
    to,
    days,
    principalCents: principal,
    rate,
    interestDollars,
  }));

export { normalBalance };
