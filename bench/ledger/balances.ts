/** Balances as of a day, of one loan and of the whole book. */
import { trialBalance } from '../../apps/api/src/modules/servicing/general-ledger/trial-balance.ts';
import { figuresOf } from '../../apps/api/src/modules/servicing/ledger/figures.ts';
import { sumAccounts } from '../../apps/api/src/modules/servicing/ledger/ledger.repo.ts';
import { systemActor } from '../../apps/api/src/platform/actor.ts';
import { reader } from '../../apps/api/src/platform/db.ts';
import type { CivilDate } from '../../packages/domain/src/calendar.ts';
import { type Book, middle, round, timed } from './book.ts';
import { loansOf } from './postings.ts';

const ONE =
  'select account, sum(amount_cents) from servicing.posting_lines where loan_id = $1 and effective_date <= $2 group by account';
const ALL =
  'select account, sum(amount_cents) from servicing.posting_lines where effective_date <= $1 group by account';

/** Of a loan: as worked out from its history (what pages and the API show), as summed from its lines. */
export async function ofALoan(book: Book, asOf: CivilDate, tries: number) {
  const loans = await loansOf(book, 1, tries);
  const each = async (ask: (loan: (typeof loans)[number]) => Promise<unknown>) => {
    await ask(loans[0]!);
    const times: number[] = [];
    for (const loan of loans) times.push(await timed(() => ask(loan)));
    return middle(times) * 1000;
  };
  const worked = await each((loan) => figuresOf(reader(), loan, asOf));
  const summed = await each((loan) => sumAccounts(reader(), loan.id, { asOf }));
  const floor = await each(({ id }) => book.owner.query(ONE, [id, asOf]));
  return {
    what: 'the balances of one loan as of a day',
    milliseconds: round(worked),
    millisecondsFromLines: round(summed),
    floor: { what: ONE, milliseconds: round(floor) },
    ratio: round(floor / worked),
  };
}

/** Of all loans: the trial balance by effective day and by the day of the books. */
export async function ofTheBook(book: Book, asOf: CivilDate) {
  const ask = (by: 'effective' | 'accounting') =>
    timed(() => trialBalance(systemActor('bench'), { from: asOf, to: asOf, by })).catch(
      (error) => (error as Error).message,
    );
  await book.owner.query(ALL, [asOf]);
  const floor = await timed(() => book.owner.query(ALL, [asOf]));
  const [effective, accounting] = [await ask('effective'), await ask('accounting')];
  const seconds = (answer: number | string) => (typeof answer === 'number' ? round(answer) : answer);
  return {
    what: 'the balances of every account of the book as of a day',
    seconds: seconds(effective),
    secondsByAccountingDay: seconds(accounting),
    floor: { what: ALL, seconds: round(floor) },
    ratio: typeof effective === 'number' ? round(floor / effective) : null,
  };
}
