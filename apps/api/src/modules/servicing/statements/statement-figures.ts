import { addDays, type CivilDate } from '@connect/domain/calendar';
import { type Cents, cents, floorAtZero, subtractCents, ZERO } from '@connect/domain/money';
import type { Tx } from '../../../platform/db.ts';
import { findBill, findLiveBill } from '../billing/bills.repo.ts';
import { lastDayOf, type Period } from '../billing/period.ts';
import { figuresOf } from '../ledger/figures.ts';
import type { LoanScope, LoanTerms } from '../ledger/loans.repo.ts';
import { type StatementPosting, statementPostings } from './statements.repo.ts';
import type { StatementFigures } from './statements.schemas.ts';

export interface StatementFacts {
  statementDate: CivilDate;
  dueDate: CivilDate;
  interestCents: Cents;
  paidCents: Cents;
  dueCents: Cents;
  figures: StatementFigures;
}

/** What happened on the loan in a month, and where it stands after it. */
export async function statementFacts(
  tx: Tx,
  scope: LoanScope,
  loan: LoanTerms,
  period: Period,
): Promise<StatementFacts> {
  const postings = await statementPostings(tx, loan.id);
  const before = postings.filter(({ month }) => month < period.key);
  const within = postings.filter(({ month }) => month === period.key);
  const live = await findLiveBill(tx, loan.id, period.key);
  const bill = live ? await findBill(tx, scope, live.id) : undefined;
  const closing = standing([...before, ...within]);
  const statementDate = (bill?.effectiveDate ?? period.to) as CivilDate;
  const dueDate = (bill?.dueDate ?? period.to) as CivilDate;
  const { perDiemDollars } = await figuresOf(tx, loan, lastDayOf(period));
  return {
    statementDate,
    dueDate,
    interestCents: cents(bill?.amountCents ?? 0n),
    paidCents: received(within),
    dueCents: floorAtZero(subtractCents(cents(closing.dueCents), cents(closing.unappliedCents))),
    figures: {
      opening: standing(before),
      closing,
      rows: within.filter(concernsBorrower).map(rowOf),
      interest: bill
        ? {
            segments: bill.segments as NonNullable<StatementFigures['interest']>['segments'],
            exactDollars: bill.exactDollars,
            amountCents: bill.amountCents,
            fromReserveCents: bill.fromReserveCents,
            rate: bill.rate,
            dayCount: bill.dayCount,
          }
        : null,
      perDiemDollars,
      lateAfter: addDays(dueDate, loan.graceDays),
    },
  };
}

function standing(postings: readonly StatementPosting[]): StatementFigures['opening'] {
  const total = (of: (posting: StatementPosting) => bigint): bigint =>
    postings.reduce((sum, posting) => sum + of(posting), 0n);
  return {
    principalCents: total((each) => each.principalCents),
    dueCents: total((each) => each.dueCents),
    unappliedCents: total((each) => each.unappliedCents),
    reserveUndrawnCents: total((each) => each.reserveCents),
  };
}

/** Wires and pledges of our own do not move what the borrower owes. */
const concernsBorrower = (posting: StatementPosting): boolean =>
  posting.principalCents !== 0n || posting.dueCents !== 0n || posting.unappliedCents !== 0n;

const rowOf = (posting: StatementPosting) => ({
  date: posting.effectiveDate,
  memo: posting.memo,
  principalCents: posting.principalCents,
  dueCents: posting.dueCents,
  unappliedCents: posting.unappliedCents,
});

const received = (postings: readonly StatementPosting[]): Cents =>
  postings
    .filter(({ kind }) => kind === 'payment_received' || kind === 'payoff_received')
    .reduce((sum, { cashCents }) => cents(sum + cashCents), ZERO);
