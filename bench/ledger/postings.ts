/** What it takes to put something on the books: one by one, a month for all loans, a year back. */
import { randomUUID } from 'node:crypto';
import { authorise } from '../../apps/api/src/modules/identity/index.ts';
import * as accruals from '../../apps/api/src/modules/servicing/accruals/accruals.repo.ts';
import { accrueLoans } from '../../apps/api/src/modules/servicing/accruals/accrue-loans.ts';
import { requireTerms } from '../../apps/api/src/modules/servicing/ledger/books.ts';
import { enter } from '../../apps/api/src/modules/servicing/ledger/enter.ts';
import type { NotedLoan } from '../../apps/api/src/modules/servicing/ledger/note.ts';
import { systemActor } from '../../apps/api/src/platform/actor.ts';
import { reader } from '../../apps/api/src/platform/db.ts';
import { inTransaction } from '../../apps/api/src/platform/transaction.ts';
import { addDays, addMonths, type CivilDate } from '../../packages/domain/src/calendar.ts';
import type { LoanEvent } from '../../packages/domain/src/loan-history.ts';
import type { Cents } from '../../packages/domain/src/money.ts';
import { type Book, middle, round, timed } from './book.ts';

const actor = systemActor('bench', 'Sample poster');

/** Loans by their number in the fill. */
export async function loansOf(book: Book, from: number, count: number): Promise<NotedLoan[]> {
  const { rows } = await book.owner.query<{ id: string }>(
    'select id from lending.loans where serial >= $1 order by serial limit $2',
    [from, count],
  );
  return Promise.all(rows.map(({ id }) => requireTerms(reader(), authorise(actor, 'read:loans'), id)));
}

const put = (loan: NotedLoan, event: LoanEvent) =>
  inTransaction(actor, (tx) => enter(tx, loan, { event, source: { type: 'bench', id: randomUUID() } }));

const payment = (date: CivilDate): LoanEvent => ({
  kind: 'payment',
  key: `payment:${randomUUID()}`,
  date,
  amountCents: 1_000_000n as Cents,
  principalCents: 1_000_000n as Cents,
});

/** How the product's time compares with COPY of the postings and lines that it wrote. */
async function besideCopy(book: Book, since: Date, seconds: number) {
  const { rows } = await book.owner.query<{ n: number }>(
    'select count(*)::int as n from servicing.postings where recorded_at >= $1',
    [since],
  );
  const copied = await book.copyAgain(`p.recorded_at >= '${since.toISOString()}'`);
  return {
    postings: rows[0]!.n,
    seconds: round(seconds),
    postingsPerSecond: round(rows[0]!.n / seconds),
    floor: { what: 'the same rows by plain COPY', ...copied, seconds: round(copied.seconds) },
    ratio: round(copied.seconds / seconds),
  };
}

async function measured(book: Book, work: () => Promise<unknown>) {
  const { rows } = await book.owner.query<{ now: Date }>('select clock_timestamp() as now');
  return besideCopy(book, rows[0]!.now, await timed(work));
}

const AT_ONCE = 4;

/** Fees, each entered in a transaction of its own, by four people at once on as many loans as there are. */
export async function entries(book: Book, count: number, date: CivilDate, loanCount: number) {
  const loans = await loansOf(book, 1, Math.min(count, loanCount));
  let next = 0;
  const person = async () => {
    for (let i = next++; i < count; i = next++)
      await put(loans[i % loans.length]!, {
        kind: 'fee',
        key: `fee:${i}`,
        date,
        amountCents: 5_000n as Cents,
        memo: 'Fee',
      });
  };
  const work = () => Promise.all(Array.from({ length: AT_ONCE }, person));
  return { what: `${count} fees, one a transaction, ${AT_ONCE} at once`, ...(await measured(book, work)) };
}

/** The job of each morning for all loans, through a day. */
export async function accrual(book: Book, day: CivilDate, what: string) {
  const work = async () => {
    await inTransaction(actor, async (tx) => {
      await accruals.openRun(tx, day);
      await accruals.addLoans(tx, day);
    });
    while ((await accruals.waitingLoans(reader(), day, 1)).length > 0) await accrueLoans({ day });
  };
  const result = await measured(book, work);
  const { rows } = await book.owner.query<{ done: number; failed: number }>(
    `select count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'failed')::int as failed
     from servicing.accrual_run_loans where day = $1`,
    [day],
  );
  return {
    what,
    loans: rows[0]!.done,
    failed: rows[0]!.failed,
    loansPerSecond: round(rows[0]!.done / result.seconds),
    ...result,
  };
}

/** A payment that pays principal down, entered twelve months late: the middle of several loans. */
export async function backdated(book: Book, workedTo: CivilDate, fundedOn: CivilDate, tries: number) {
  const wished = addMonths(workedTo, -12);
  const date = wished > fundedOn ? wished : addDays(fundedOn, 1);
  const times: number[] = [];
  const loans = await loansOf(book, 1, tries);
  const result = await measured(book, async () => {
    for (const loan of loans) times.push(await timed(() => put(loan, payment(date))));
  });
  return {
    what: 'a payment entered twelve months late: each day since then is reversed and posted anew',
    loans: loans.length,
    millisecondsEach: round(middle(times) * 1000),
    ...result,
  };
}
