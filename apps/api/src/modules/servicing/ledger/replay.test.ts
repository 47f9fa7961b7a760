import type { CivilDate } from '@connect/domain/calendar';
import type { LoanEvent } from '@connect/domain/loan-history';
import { cents } from '@connect/domain/money';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { systemActor } from '../../../platform/actor.ts';
import { pool, reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { type Cast, givenCast, givenLoan, key, numbersOf, trialBalance } from '../test/given.ts';
import { requireTerms } from './books.ts';
import { enter } from './enter.ts';

let server: TestApp;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
});
afterAll(() => server.close());

const post = (path: string, body: object) => cast.servicing.post(path, body, { key: key() });
const bill = async (loanId: string, period: string) => {
  const made = await post('/v1/interest-bills', { loanId, period });
  expect(made.statusCode).toBe(201);
  return made.json();
};
const pay = (loanId: string, amountCents: number, effectiveDate: string, more: object = {}) =>
  post('/v1/payments', { loanId, amountCents, method: 'wire', effectiveDate, ...more });
const balances = async (loanId: string, query: string) =>
  (await cast.servicing.get(`/v1/loans/${loanId}/balances?${query}`)).json();
const replays = async (loanId: string) =>
  (await cast.servicing.get(`/v1/loans/${loanId}/replays`)).json().items;

test('a payment entered late changes the bills after it, and says so; the statement stays as it was issued', async () => {
  const { id } = await givenLoan();
  await bill(id, '2024-09');
  const september = (await post('/v1/statements', { loanId: id, period: '2024-09' })).json();
  expect(september.dueCents).toBe(144_000);
  await bill(id, '2024-10');
  // $60,000 of principal came on September 20 and was forgotten: $15.00 a day less from then on.
  const late = await pay(id, 6_000_000, '2024-09-20', { principalCents: 6_000_000 });
  expect(late.json().applied).toMatchObject({ principalCents: 6_000_000, interestCents: 0 });
  const bills = (await cast.servicing.get(`/v1/interest-bills?loanId=${id}`)).json().items;
  const standing = bills.filter((each: { reversedAt: string | null }) => each.reversedAt === null);
  expect(standing.map((each: { amountCents: number }) => each.amountCents)).toEqual([
    279_000 - 31 * 1_500,
    144_000 - 11 * 1_500,
  ]);
  expect(bills).toHaveLength(4);
  const [replay] = await replays(id);
  expect(replay).toMatchObject({
    sentence: 'The payment of Sep 20, 2024 was entered; interest since then is $630.00 less.',
    interestChangeCents: -42 * 1_500,
    fromDate: '2024-09-20',
  });
  const timeline = (await cast.servicing.get(`/v1/postings?loanId=${id}&kind=reversal&daily=false`)).json();
  expect(timeline.items).toHaveLength(2); // the two bills
  const numbers = await numbersOf(id);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(Object.values(await trialBalance(id)).reduce((sum, each) => sum + each, 0)).toBe(0);

  expect((await cast.servicing.get(`/v1/statements/${september.id}`)).json()).toEqual(september);
  const october = (await post('/v1/statements', { loanId: id, period: '2024-10' })).json();
  expect(october.figures.opening).toEqual(september.figures.closing);
  const moved = (column: string) =>
    october.figures.rows.reduce((sum: number, row: Record<string, number>) => sum + row[column]!, 0);
  expect(october.figures.opening.dueCents + moved('dueCents')).toBe(october.figures.closing.dueCents);
  expect(october.figures.closing).toMatchObject({ principalCents: 30_000_000, dueCents: 127_500 + 232_500 });
});

test('what was known at a moment stays known, whatever is entered later', async () => {
  const { id } = await givenLoan();
  await bill(id, '2024-09');
  const before = (await cast.servicing.get(`/v1/postings?loanId=${id}&sort=-recordedAt&limit=1`)).json()
    .items[0];
  const then = await balances(id, `asOf=2024-10-10&knownAt=${before.recordedAt}`);
  const list = await cast.servicing.get(`/v1/postings?loanId=${id}&knownAt=${before.recordedAt}&limit=200`);
  await pay(id, 6_000_000, '2024-09-20', { principalCents: 6_000_000 });
  await post(`/v1/loans/${id}/rate-changes`, {
    rate: '0.12',
    reason: 'Amendment',
    effectiveDate: '2024-09-25',
  });
  expect(await balances(id, `asOf=2024-10-10&knownAt=${before.recordedAt}`)).toEqual(then);
  const again = await cast.servicing.get(`/v1/postings?loanId=${id}&knownAt=${before.recordedAt}&limit=200`);
  expect(again.json().items).toEqual(list.json().items);
  expect(await balances(id, 'asOf=2024-10-10')).toMatchObject({ principalCents: 30_000_000 });
});

test('a question about now stops before a posting that is under way', async () => {
  const { id } = await givenLoan();
  const asked = new Date().toISOString();
  const before = await balances(id, `asOf=2024-10-10&knownAt=${asked}`);
  expect(before.knownAt).toBe(asked);
  const slow = await pool().connect();
  try {
    await slow.query('begin');
    const { rows } = await slow.query('select servicing.announce() as at');
    const far = new Date(Date.now() + 60_000).toISOString();
    const answer = await balances(id, `asOf=2024-10-10&knownAt=${far}`);
    expect(Date.parse(answer.knownAt)).toBeLessThanOrEqual(Date.parse(rows[0].at));
    // What was asked before it began is answered as it was, be it in the same second.
    expect(await balances(id, `asOf=2024-10-10&knownAt=${asked}`)).toEqual(before);
  } finally {
    await slow.query('rollback');
    slow.release();
  }
});

test('a rate set in the past works interest out anew, once a day', async () => {
  const { id } = await givenLoan();
  await bill(id, '2024-09');
  const change = (body: object) =>
    post(`/v1/loans/${id}/rate-changes`, { rate: '0.12', reason: 'Amendment', ...body });
  expect((await change({ effectiveDate: '2024-09-21' })).statusCode).toBe(201);
  // 6 days at $90.00, 10 at $120.00.
  const [standing] = (await cast.servicing.get(`/v1/interest-bills?loanId=${id}`))
    .json()
    .items.filter((each: { reversedAt: string | null }) => each.reversedAt === null);
  expect(standing).toMatchObject({ amountCents: 54_000 + 120_000, segments: [{ days: 6 }, { days: 10 }] });
  const twice = await change({ effectiveDate: '2024-09-21', rate: '0.11' });
  expect(twice.json().errors[0].pointer).toBe('/effectiveDate');
  expect((await change({ effectiveDate: '2024-09-14' })).json().errors[0].pointer).toBe('/effectiveDate');
  expect((await change({ rate: '-0.01' })).json().errors[0].pointer).toBe('/rate');
  const why = (await cast.servicing.get(`/v1/postings/${standing.postingId}/explanation`)).json();
  expect(why.segments).toHaveLength(2);
  expect(why.why).toContain('10 days on $360,000.00 at 12.00%: 1200.0000');
  expect(why.replay.sentence).toContain('The rate of Sep 21, 2024 was entered');
});

test('an act that would break a later one is refused whole, with the later one and the rule', async () => {
  const { id } = await givenLoan({ principalCents: 120_000_000 });
  await pay(id, 120_000_000, '2024-10-05', { principalCents: 120_000_000 });
  const before = await numbersOf(id);
  const early = await pay(id, 1_000_000, '2024-09-20', { principalCents: 1_000_000 });
  expect(early.json()).toMatchObject({ status: 409, code: 'later_event_breaks', rule: 'principal_overpaid' });
  expect(early.json().detail).toContain('payment of Oct 5, 2024');
  expect(await numbersOf(id)).toEqual(before);
});

test('a day is accrued once for all loans; one whose history is broken is set aside with its reason', async () => {
  const [fine, broken] = [
    await givenLoan({ fundedOn: '2026-01-02' }),
    await givenLoan({ fundedOn: '2026-01-02' }),
  ];
  await sql`insert into servicing.loan_events (id, loan_id, client_key, kind, effective_date, details, source_type, source_id, recorded_at, actor_name)
    values (gen_random_uuid(), ${broken.id}, 'wrong', 'draw', '2026-01-03', '{"grossCents": 900000000000, "retainageCents": 0, "memo": "Wrong"}',
      'test', ${broken.id}, now(), 'Test')`.execute(reader());
  const start = async () => {
    expect((await post('/v1/accrual-runs', {})).statusCode).toBe(202);
    await server.settle();
    return (await cast.servicing.get('/v1/accrual-runs')).json().items[0];
  };
  const run = await start();
  expect(run).toMatchObject({ state: 'done', setAside: [{ loanNumber: broken.number }] });
  expect(run.setAside[0].reason).toContain('more than the loan');
  expect(run.done).toBe(run.loans - 1);
  const numbers = await numbersOf(fine.id);
  const { accruedInterestCents } = await balances(fine.id, '');
  expect((await trialBalance(fine.id)).accrued_interest).toBe(accruedInterestCents);
  expect(numbers.length).toBeGreaterThan(200);
  expect((await start()).done).toBe(run.done);
  expect(await numbersOf(fine.id)).toEqual(numbers);
  expect((await cast.builder.get('/v1/accrual-runs')).statusCode).toBe(403);
});

test('a month that a payoff on its last evening settled is billed after all, and stands once', async () => {
  const { id } = await givenLoan();
  const actor = systemActor('test');
  const loan = await requireTerms(reader(), authorise(actor, 'read:loans'), id);
  const date = '2024-10-01' as CivilDate;
  const put = (event: LoanEvent) =>
    inTransaction(actor, (tx) => enter(tx, loan, { event, source: { type: 'test', id: key() } }));
  await put({ kind: 'payoff', key: 'payoff', date, collectedCents: cents(36_000_000 + 144_000) });
  await put({ kind: 'bill', key: 'bill:2024-09', date });
  const { items } = (await cast.servicing.get(`/v1/interest-bills?loanId=${id}`)).json();
  const standing = items.filter((each: { reversedAt: string | null }) => each.reversedAt === null);
  expect(standing).toMatchObject([{ period: '2024-09', amountCents: 144_000, isFinal: false }]);
});
