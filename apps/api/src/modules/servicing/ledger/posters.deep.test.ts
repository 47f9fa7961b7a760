import type { CivilDate } from '@connect/domain/calendar';
import { projectLoan } from '@connect/domain/project-loan';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomLoan } from '../../../../../../packages/domain/test/random-loan.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { cases } from '../../../../../../test/deep.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { authorise } from '../../identity/index.ts';
import { type Cast, givenCast, givenLoan, key } from '../test/given.ts';
import {
  anyOrder,
  booksAsProjected,
  booksOf,
  faultsOf,
  keptLoan,
  keptRecipes,
  patience,
  put,
} from '../test/random-books.ts';
import { requireTerms } from './books.ts';
import { historyOf } from './history.repo.ts';
import { noteOf } from './note.ts';

/** What holds for every history while several people post and ask at the front door. */

let server: TestApp;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
});
afterAll(() => server.close());

const many = cases(50, 10_000);

test(
  `an answer about what was known never changes, whoever posts meanwhile (${many.numRuns} histories)`,
  () =>
    fc.assert(
      fc.asyncProperty(keptRecipes, fc.nat(1_000_000), async (recipe, n) => {
        const random = randomLoan(recipe);
        const loan = await keptLoan(random);
        const waiting = anyOrder(random.history, n);
        const refused: typeof waiting = [];
        const poster = async () => {
          for (let event = waiting.shift(); event; event = waiting.shift())
            if (!(await put(loan, event))) refused.push(event);
        };
        const given: Asked[] = [];
        let posting = true;
        const asker = async () => {
          while (posting && given.length < ASKED) {
            const { date } = random.history[(n + given.length) % random.history.length]!;
            given.push(await ask(loan.id, date, IN_A_MINUTE()));
          }
        };
        const asking = asker();
        await Promise.all([poster(), poster(), poster()]);
        for (const event of refused) await put(loan, event);
        posting = false;
        await asking;
        for (const each of given) expect(await ask(loan.id, each.asOf, each.knownAt)).toEqual(each);
        expect(await faultsOf(loan)).toEqual([]);
      }),
      many,
    ),
  patience(many),
);

/** How often it is asked while others post. */
const ASKED = 3;
const IN_A_MINUTE = () => new Date(Date.now() + 60_000).toISOString();

interface Asked {
  asOf: string;
  /** The moment that the answer is of: no later than the watermark. */
  knownAt: string;
  balances: unknown;
  postings: unknown;
}

async function ask(loanId: string, asOf: string, knownAt: string): Promise<Asked> {
  const balances = (
    await cast.servicing.get(`/v1/loans/${loanId}/balances?asOf=${asOf}&knownAt=${knownAt}`)
  ).json();
  const list = `/v1/postings?loanId=${loanId}&limit=200&knownAt=${balances.knownAt}`;
  return {
    asOf,
    knownAt: balances.knownAt,
    balances,
    postings: (await cast.servicing.get(list)).json().items,
  };
}

/** Requests as a person makes them on a loan that was funded on September 15, 2024. */
const requests = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('payment' as const),
      amountCents: fc.integer({ min: 1, max: 50_000_000 }),
      principal: fc.nat(100),
      day: fc.integer({ min: 15, max: 75 }),
    }),
    fc.record({
      kind: fc.constantFrom('fee' as const, 'refund' as const),
      amountCents: fc.integer({ min: 1, max: 900_000 }),
      day: fc.integer({ min: 15, max: 75 }),
    }),
    fc.record({
      kind: fc.constant('rate' as const),
      percent: fc.nat(30),
      day: fc.integer({ min: 15, max: 75 }),
    }),
    fc.record({ kind: fc.constant('bill' as const), month: fc.constantFrom('2024-09', '2024-10') }),
    fc.record({ kind: fc.constant('apply' as const), day: fc.integer({ min: 15, max: 75 }) }),
  ),
  { minLength: 1, maxLength: 4 },
);
type Request = typeof requests extends fc.Arbitrary<(infer T)[]> ? T : never;

const dayOf = (day: number): string => new Date(Date.UTC(2024, 8, day)).toISOString().slice(0, 10);

function sent(loanId: string, request: Request): [path: string, body: object] {
  switch (request.kind) {
    case 'payment': {
      const { amountCents, principal } = request;
      const principalCents = Math.trunc((amountCents * principal) / 100);
      return [
        '/v1/payments',
        { loanId, amountCents, principalCents, method: 'wire', effectiveDate: dayOf(request.day) },
      ];
    }
    case 'fee':
      return [
        `/v1/loans/${loanId}/fees`,
        { kind: 'other', amountCents: request.amountCents, effectiveDate: dayOf(request.day) },
      ];
    case 'refund':
      return [
        `/v1/loans/${loanId}/refunds`,
        { amountCents: request.amountCents, effectiveDate: dayOf(request.day) },
      ];
    case 'rate':
      return [
        `/v1/loans/${loanId}/rate-changes`,
        {
          rate: `0.${String(request.percent).padStart(2, '0')}`,
          reason: 'Amendment',
          effectiveDate: dayOf(request.day),
        },
      ];
    case 'bill':
      return ['/v1/interest-bills', { loanId, period: request.month }];
    case 'apply':
      return [`/v1/loans/${loanId}/unapplied-applications`, { effectiveDate: dayOf(request.day) }];
  }
}

test(
  `a request that is made again with its key posts once (${many.numRuns} histories)`,
  () =>
    fc.assert(
      fc.asyncProperty(requests, fc.boolean(), async (list, hasReserve) => {
        const { id } = await givenLoan(hasReserve ? { reserveCents: 400_000 } : {});
        const loan = await requireTerms(reader(), authorise(systemActor('test'), 'read:loans'), id);
        let accepted = 0;
        const again: (() => Promise<void>)[] = [];
        for (const request of list) {
          const [path, body] = sent(id, request);
          const same = key();
          const send = async () => {
            const { statusCode, body: text } = await cast.servicing.post(path, body, { key: same });
            return { statusCode, text };
          };
          // Two at once, as a double click; one may be told to wait for the other.
          const both = await Promise.all([send(), send()]);
          expect(both.filter(({ statusCode }) => statusCode >= 500)).toEqual([]);
          const taken = both.filter(({ statusCode }) => statusCode === 201);
          if (taken.length === 0) continue;
          accepted += 1;
          again.push(async () =>
            expect([...taken, await send()]).toEqual(Array(taken.length + 1).fill(taken[0])),
          );
        }
        for (const retry of again) await retry();
        const history = await historyOf(reader(), id);
        expect(history.length).toBe(1 + accepted);
        const { worked_to: through } = await reader()
          .selectFrom('servicing.ledger_heads')
          .select('worked_to')
          .where('loan_id', '=', id)
          .executeTakeFirstOrThrow();
        const projection = projectLoan(noteOf(loan), history, through as CivilDate);
        expect(await booksOf(loan)).toEqual(booksAsProjected(projection));
        expect(await splitsOf(id)).toEqual(
          Object.fromEntries([...projection.applied].filter(([name]) => name.startsWith('payment:'))),
        );
        expect(await faultsOf(loan)).toEqual([]);
      }),
      many,
    ),
  patience(many),
);

/** How each payment was split, as its own row has it. */
async function splitsOf(loanId: string) {
  const rows = await reader()
    .selectFrom('servicing.payments')
    .select([
      'id',
      'fees_cents as fees',
      'default_interest_cents as defaultInterest',
      'interest_cents as interest',
      'principal_cents as principal',
      'unapplied_cents as unapplied',
    ])
    .where('loan_id', '=', loanId)
    .execute();
  return Object.fromEntries(rows.map(({ id, ...split }) => [`payment:${id}`, split]));
}
