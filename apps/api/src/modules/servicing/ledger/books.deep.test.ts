import { addDays, type CivilDate } from '@connect/domain/calendar';
import { balances } from '@connect/domain/ledger';
import { compareEvents, type EventOf, type LoanEvent } from '@connect/domain/loan-history';
import type { Cents } from '@connect/domain/money';
import { type Projection, projectLoan } from '@connect/domain/project-loan';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RandomLoan, randomLoan } from '../../../../../../packages/domain/test/random-loan.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { cases } from '../../../../../../test/deep.ts';
import { reader } from '../../../platform/db.ts';
import {
  accrue,
  anyOrder,
  booksAsProjected,
  booksOf,
  faultsOf,
  isValid,
  keptLoan,
  keptRecipes,
  mostLent,
  patience,
  put,
  putAll,
  take,
} from '../test/random-books.ts';
import { sumAccounts } from './ledger.repo.ts';
import { type NotedLoan, noteOf } from './note.ts';

/** What holds for every history that PostgreSQL keeps, in whatever order it came. */

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

const many = cases(50, 10_000);
/** What the first property has shown of the same histories need not be shown as often again. */
const some = cases(50, 10_000);
const holds = (
  name: string,
  times: typeof many,
  check: (random: RandomLoan, n: number) => Promise<void>,
): void =>
  test(
    `${name} (${times.numRuns} histories)`,
    () =>
      fc.assert(
        fc.asyncProperty(keptRecipes, fc.nat(1_000_000), (recipe, n) => check(randomLoan(recipe), n)),
        times,
      ),
    patience(times),
  );

const project = (loan: NotedLoan, history: readonly LoanEvent[], through: CivilDate): Projection =>
  projectLoan(noteOf(loan), history, through);

holds(
  'any order of entry ends in the same books, which are those of the projection',
  many,
  async (random, n) => {
    const { through } = random;
    const [anyhow, byDate] = [await keptLoan(random), await keptLoan(random)];
    const entered: LoanEvent[] = [];
    // What is refused is entered again later, as a person would who learns what has to be entered first.
    for (const event of [...anyOrder(random.history, n), ...anyOrder(random.history, n + 1)]) {
      if (entered.includes(event)) continue;
      const taken = await put(anyhow, event);
      expect(taken).toBe(isValid(anyhow, [...entered, event], through));
      if (taken) entered.push(event);
    }
    await putAll(byDate, [...entered].sort(compareEvents));
    const projection = project(anyhow, entered, through);
    for (const loan of [anyhow, byDate]) {
      await accrue(loan, through);
      expect(await booksOf(loan)).toEqual(booksAsProjected(projection));
      expect(await faultsOf(loan)).toEqual([]);
    }
    const day = addDays(through, -(n % 40));
    const untilThen = projection.postings.filter(({ effectiveDate }) => effectiveDate <= day);
    expect(await sumAccounts(reader(), anyhow.id, { asOf: day })).toEqual(balances(untilThen));
    await neverLendsMore(anyhow, entered, projection);
  },
);

/** Than the commitment: not at any moment as it was known then, nor a cent now. */
async function neverLendsMore(
  loan: NotedLoan,
  entered: readonly LoanEvent[],
  { undrawnCents, through }: Projection,
): Promise<void> {
  const agreed = entered
    .filter((event): event is EventOf<'modified'> => event.kind === 'modified')
    .flatMap(({ commitmentCents }) => commitmentCents ?? []);
  const most = [loan.amountCents, ...agreed].reduce((a, b) => (a > b ? a : b));
  expect((await mostLent(loan)) <= most).toBe(true);
  const before = await booksOf(loan);
  const oneMore: LoanEvent = {
    kind: 'draw',
    key: 'one cent more',
    date: through,
    grossCents: (undrawnCents + 1n) as Cents,
    retainageCents: 0n as Cents,
    memo: 'Draw',
  };
  expect(await put(loan, oneMore)).toBe(false);
  expect(await booksOf(loan)).toEqual(before);
}

holds(
  'an event taken back leaves nothing, and entered again leaves all as it was',
  some,
  async (random, n) => {
    const { through } = random;
    const loan = await keptLoan(random);
    const history = [...random.history].sort(compareEvents);
    await putAll(loan, history);
    await accrue(loan, through);
    const before = await booksOf(loan);
    expect(before).toEqual(booksAsProjected(project(loan, history, through)));

    const extra: LoanEvent = {
      kind: 'fee',
      key: 'extra',
      date: history[n % history.length]!.date,
      amountCents: 1_234n as Cents,
      memo: 'Fee',
    };
    if (await put(loan, extra)) {
      expect(await booksOf(loan)).not.toEqual(before);
      expect(await take(loan, extra)).toBe(true);
    }
    expect(await booksOf(loan)).toEqual(before);

    const event = history[n % history.length]!;
    const without = history.filter((each) => each !== event);
    const taken = await take(loan, event);
    expect(taken).toBe(isValid(loan, without, through));
    if (taken) {
      expect(await booksOf(loan)).toEqual(booksAsProjected(project(loan, without, through)));
      // A sign below every other that a key goes on with: on its day the event stands where it stood.
      const again = { ...event, key: `${event.key}#2` };
      expect(await put(loan, again)).toBe(true);
      const after = await booksOf(loan);
      expect(after.balances).toEqual(before.balances);
      expect(after).toEqual(booksAsProjected(project(loan, [...without, again], through)));
    } else expect(await booksOf(loan)).toEqual(before);
    expect(await faultsOf(loan)).toEqual([]);
  },
);
