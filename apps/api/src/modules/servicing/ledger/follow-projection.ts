import { addDays } from '@connect/domain/calendar';
import type { ProjectedBill, ProjectedPosting } from '@connect/domain/loan-run';
import { type Cents, cents, negateCents, sumCents } from '@connect/domain/money';
import type { Projection } from '@connect/domain/project-loan';
import type { Tx } from '../../../platform/db.ts';
import * as bills from '../billing/bills.repo.ts';
import { drawOnReserve } from '../billing/reserve-lines.ts';
import { updateSplit } from '../payments/payments.repo.ts';
import type { KeptEvent } from './history.repo.ts';
import type { NotedLoan } from './note.ts';

interface Written {
  id: string;
  key: string | null;
}

/**
 * What other tables copy from the books follows them: how payments were split, what was billed, what the reserve paid of the budget.
 * The caller holds the loan.
 */
export async function followProjection(
  tx: Tx,
  loan: NotedLoan,
  projection: Projection,
  replayed: { history: readonly KeptEvent[]; written: readonly Written[] },
): Promise<void> {
  const made = new Map(replayed.written.flatMap(({ id, key }) => (key ? [[key, id] as const] : [])));
  await followPayments(tx, projection, replayed.history, made);
  await followBills(tx, loan, projection, made);
}

async function followPayments(
  tx: Tx,
  projection: Projection,
  history: readonly KeptEvent[],
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const payments = new Map(
    history.filter(({ sourceType }) => sourceType === 'payment').map((event) => [event.key, event.sourceId]),
  );
  for (const posting of projection.postings) {
    const payment = payments.get(posting.key);
    const postingId = made.get(posting.key);
    if (payment && postingId)
      await updateSplit(tx, payment, {
        posting_id: postingId,
        effective_date: posting.effectiveDate,
        ...splitOf(posting),
      });
  }
}

/** How collected money was used, out of the lines of its posting. */
function splitOf({ lines }: ProjectedPosting) {
  const credited = (...accounts: string[]): Cents =>
    negateCents(
      sumCents(
        lines
          .filter(({ account, amountCents }) => accounts.includes(account) && amountCents < 0n)
          .map(({ amountCents }) => amountCents),
      ),
    );
  return {
    fees_cents: credited('fees_receivable', 'fee_income'),
    default_interest_cents: credited('default_interest_receivable', 'accrued_default_interest'),
    interest_cents: credited('interest_receivable', 'accrued_interest', 'interest_income'),
    principal_cents: credited('principal'),
    unapplied_cents: credited('unapplied'),
  };
}

/** A bill whose cents changed is kept as it was, marked, and stands anew beside it. */
async function followBills(
  tx: Tx,
  loan: NotedLoan,
  projection: Projection,
  made: ReadonlyMap<string, string>,
): Promise<void> {
  const standing = new Map((await bills.liveBills(tx, loan.id)).map((bill) => [bill.key, bill]));
  const anew = projection.bills
    .map((bill) => {
      const kept = standing.get(bill.key);
      const postingId = made.get(bill.key) ?? kept?.posting_id;
      const reservePostingId = made.get(`${bill.key}/reserve`) ?? kept?.reserve_posting_id ?? null;
      return { bill, kept, postingId, reservePostingId };
    })
    .filter(({ bill, kept, postingId }) => {
      const same =
        kept &&
        kept.posting_id === postingId &&
        kept.amount_cents === bill.interestCents &&
        kept.from_reserve_cents === bill.fromReserveCents;
      if (same) standing.delete(bill.key);
      return !same;
    });
  let fromReserve = 0n;
  // First what does not stand any more: another bill may take its month.
  for (const gone of standing.values()) {
    await bills.markReversed(tx, gone.id);
    fromReserve -= gone.from_reserve_cents;
  }
  for (const { bill, kept, postingId, reservePostingId } of anew) {
    fromReserve += bill.fromReserveCents;
    if (postingId && bill.interestCents > 0n)
      await bills.insertBill(
        tx,
        rowOf(loan, projection, bill, { postingId, reservePostingId, kept }),
        bill.segments,
      );
  }
  if (fromReserve !== 0n) await drawOnReserve(tx, loan.id, cents(fromReserve));
}

const rowOf = (
  loan: NotedLoan,
  projection: Projection,
  bill: ProjectedBill,
  {
    postingId,
    reservePostingId,
    kept,
  }: { postingId: string; reservePostingId: string | null; kept: bills.LiveBill | undefined },
): bills.BillRow => ({
  id: crypto.randomUUID(),
  loan_id: loan.id,
  key: bill.key,
  period: addDays(bill.to, -1).slice(0, 7),
  from_date: bill.from,
  to_date: bill.to,
  effective_date: bill.to,
  due_date: kept?.due_date ?? bill.to,
  amount_cents: bill.interestCents,
  default_interest_cents: bill.defaultInterestCents,
  from_reserve_cents: bill.fromReserveCents,
  rate: bill.segments.at(-1)?.rate ?? projection.rate,
  day_count: loan.dayCount,
  exact_dollars: bill.exactDollars,
  posting_id: postingId,
  reserve_posting_id: bill.fromReserveCents > 0n ? reservePostingId : null,
  is_final: bill.final,
});
