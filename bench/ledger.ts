/**
 * `npm run bench:ledger`: what the ledger does per second, beside a floor measured in the same run. Prints JSON; progress goes to stderr.
 * Sizes by environment: BENCH_LOANS, BENCH_LINES, BENCH_POSTINGS, BENCH_TRIES, BENCH_SECONDS.
 */
import { addDays, type CivilDate } from '../packages/domain/src/calendar.ts';
import { projections } from './ledger/arithmetic.ts';
import { ofALoan, ofTheBook } from './ledger/balances.ts';
import { openBook, round, timed } from './ledger/book.ts';
import { type Filled, fill } from './ledger/fill.ts';
import { accrual, backdated, entries } from './ledger/postings.ts';

const sizeOf = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const sizes = {
  loans: sizeOf('BENCH_LOANS', 10_000),
  lines: sizeOf('BENCH_LINES', 10_000_000),
  postings: sizeOf('BENCH_POSTINGS', 2_000),
  tries: sizeOf('BENCH_TRIES', 20),
  seconds: sizeOf('BENCH_SECONDS', 5),
};

const book = await openBook();
try {
  const found: Record<string, unknown> = {};
  const measure = async (name: string, work: () => unknown) => {
    found[name] = await work();
    console.error(name, JSON.stringify(found[name]));
  };
  await measure('projections', () => projections(sizes.seconds));
  let filled: Filled | undefined;
  const fillSeconds = round(
    await timed(async () => {
      filled = await fill(book.owner, sizes.loans, sizes.lines);
    }),
  );
  const { fundedOn, days } = filled!;
  const workedTo = filled!.workedTo as CivilDate;
  console.error(`filled in ${fillSeconds} s: each loan has ${days} days of interest`);
  await measure('balanceOfALoan', () =>
    ofALoan(book, addDays(workedTo, -Math.min(100, days - 1)), sizes.tries),
  );
  await measure('balancesOfTheBook', () => ofTheBook(book, addDays(workedTo, -Math.min(100, days - 1))));
  await measure('postings', () => entries(book, sizes.postings, addDays(workedTo, -1), sizes.loans));
  await measure('backdatedPayment', () => backdated(book, workedTo, fundedOn as CivilDate, sizes.tries));
  await measure('accrualOfADay', () => accrual(book, addDays(workedTo, 1), 'all loans through one more day'));
  await measure('accrualOfAMonth', () =>
    accrual(book, addDays(workedTo, 31), 'all loans through thirty more days'),
  );
  const report = {
    at: new Date().toISOString(),
    machine: await book.machine(),
    sizes,
    fillSeconds,
    ...found,
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  await book.close();
}
