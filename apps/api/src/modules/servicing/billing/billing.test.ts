import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { reader } from '../../../platform/db.ts';
import { type Cast, givenCast, givenLoan, key, numbersOf, trialBalance } from '../test/given.ts';

let server: TestApp;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
});
afterAll(() => server.close());

const bill = (loanId: string, period: string, effectiveDate?: string) =>
  cast.servicing.post(
    '/v1/interest-bills',
    { loanId, period, ...(effectiveDate ? { effectiveDate } : {}) },
    { key: key() },
  );

/** What the budget says was drawn of the interest reserve, in cents. */
const reserveDrawn = async (loanId: string): Promise<bigint> =>
  (
    await reader()
      .selectFrom('lending.budget_lines')
      .select('drawn_cents')
      .where('loan_id', '=', loanId)
      .where('kind', '=', 'interest_reserve')
      .executeTakeFirstOrThrow()
  ).drawn_cents;

test('a month is billed once, dated on the first of the next, and says why', async () => {
  const { id } = await givenLoan({ borrower: cast.builder });
  const first = await bill(id, '2024-09');
  expect(first.statusCode).toBe(201);
  // 16 days of $90.00: September 15 counts, October 1 does not.
  expect(first.json()).toMatchObject({
    amountCents: 144_000,
    fromReserveCents: 0,
    fromDate: '2024-09-15',
    toDate: '2024-10-01',
    effectiveDate: '2024-10-01',
    exactDollars: '1440.0000',
    segments: [{ days: 16, principalCents: 36_000_000 }],
  });
  expect((await bill(id, '2024-09')).json()).toMatchObject({ status: 409, code: 'billed_already' });
  expect((await bill(id, '2024-11')).json()).toMatchObject({ status: 409, code: 'earlier_month_open' });
  expect((await bill(id, '2024-10', '2024-10-31')).json().errors[0].pointer).toBe('/effectiveDate');
  expect((await bill(id, '2198-10')).json().errors[0].pointer).toBe('/period');
  expect((await bill(id, '2024-13')).statusCode).toBe(422);
  expect((await bill(id, '2024-08')).statusCode).toBe(409);
  expect((await trialBalance(id)).interest_receivable).toBe(144_000);
  expect((await cast.builder.get(`/v1/interest-bills?loanId=${id}`)).json().items).toHaveLength(1);
  expect((await cast.stranger.get(`/v1/interest-bills?loanId=${id}`)).json().items).toHaveLength(0);
});

test('the reserve pays while it lasts, which raises principal; the borrower pays the rest', async () => {
  const { id } = await givenLoan({ reserveCents: 200_000 });
  expect((await bill(id, '2024-09')).json()).toMatchObject({
    amountCents: 144_000,
    fromReserveCents: 144_000,
  });
  const after = (await cast.servicing.get(`/v1/loans/${id}/balances?asOf=2024-10-01`)).json();
  expect(after).toMatchObject({
    principalCents: 36_144_000,
    reserveUndrawnCents: 56_000,
    interestReceivableCents: 0,
    reserveLastsUntil: '2024-10-07',
  });
  // 31 days on 361,440.00: 280,116 cents; 56,000 of it is left in the reserve.
  expect((await bill(id, '2024-10')).json()).toMatchObject({
    amountCents: 280_116,
    fromReserveCents: 56_000,
  });
  expect(await trialBalance(id)).toMatchObject({
    principal: 36_200_000,
    reserve_undrawn: 0,
    reserve_contra: 0,
    interest_receivable: 224_116,
    interest_income: -424_116,
  });
  expect(await reserveDrawn(id)).toBe(200_000n);
});

test('a bill is taken back with what the reserve paid, and billed again', async () => {
  const { id } = await givenLoan({ reserveCents: 200_000 });
  const first = (await bill(id, '2024-09')).json();
  const second = (await bill(id, '2024-10')).json();
  const reverse = (posting: string) =>
    cast.servicing.post(`/v1/postings/${posting}/reversals`, { reason: 'Wrong rate' }, { key: key() });
  expect((await reverse(first.postingId)).json()).toMatchObject({ status: 409, code: 'later_bill' });
  expect((await reverse(second.postingId)).statusCode).toBe(201);
  expect(await trialBalance(id)).toMatchObject({ principal: 36_144_000, reserve_undrawn: 56_000 });
  expect(await reserveDrawn(id)).toBe(144_000n);
  expect((await bill(id, '2024-10')).json()).toMatchObject({
    amountCents: 280_116,
    fromReserveCents: 56_000,
  });
});

test('a bill that was paid is taken back: the money is held for the borrower', async () => {
  const { id } = await givenLoan();
  const { postingId } = (await bill(id, '2024-09')).json();
  const pay = { loanId: id, amountCents: 144_000, method: 'wire', effectiveDate: '2024-10-02' };
  await cast.servicing.post('/v1/payments', pay, { key: key() });
  const done = await cast.servicing.post(
    `/v1/postings/${postingId}/reversals`,
    { reason: 'Wrong rate' },
    { key: key() },
  );
  expect(done.statusCode).toBe(201);
  expect(await trialBalance(id)).toMatchObject({ interest_receivable: 0, unapplied: -144_000 });
  const [payment] = (await cast.servicing.get(`/v1/payments?loanId=${id}`)).json().items;
  expect(payment.applied).toMatchObject({ interestCents: 0, unappliedCents: 144_000 });
});

test('month end bills and states every loan once, sets one aside and can be taken up again', async () => {
  const fine = await givenLoan({ borrower: cast.builder });
  const late = await givenLoan({ fundedOn: '2024-08-20' });
  const unborn = await givenLoan({ fundedOn: '2024-12-05' });
  // Its November statement is out, so October's cannot be issued any more: this one is set aside.
  const stuck = await givenLoan();
  for (const month of ['2024-09', '2024-10', '2024-11']) await bill(stuck.id, month);
  await cast.servicing.post('/v1/statements', { loanId: stuck.id, period: '2024-11' });

  const started = await cast.servicing.post('/v1/month-ends', { period: '2024-10' }, { key: key() });
  expect(started.statusCode).toBe(202);
  expect(started.json()).toMatchObject({ period: '2024-10', state: 'running' });
  await server.settle();
  const progress = (await cast.servicing.get('/v1/month-ends/2024-10')).json();
  expect(progress.state).toBe('done');
  expect(progress.setAside).toMatchObject([{ loanNumber: stuck.number, step: 'statement' }]);
  expect(progress.steps[0]).toMatchObject({ name: 'bill', failed: 0, done: progress.loans });

  const [event] = (await eventsOf('interest.billed')).filter((each) => each.project_id === fine.projectId);
  expect(event!.actor_name).toMatch(/^Automatic, started by Sample servicing \d+$/);

  const billed = (loan: string) =>
    cast.servicing.get(`/v1/interest-bills?loanId=${loan}`).then((r) => r.json().items);
  expect((await billed(fine.id)).map((each: { period: string }) => each.period)).toEqual([
    '2024-10',
    '2024-09',
  ]);
  expect((await billed(late.id)).map((each: { period: string }) => each.period)).toEqual([
    '2024-10',
    '2024-09',
    '2024-08',
  ]);
  expect(await billed(unborn.id)).toEqual([]);

  const before = await numbersOf(fine.id);
  await cast.servicing.post('/v1/month-ends', { period: '2024-10' }, { key: key() });
  await server.settle();
  expect(await numbersOf(fine.id)).toEqual(before);
  expect((await cast.servicing.get('/v1/month-ends')).json().items).toHaveLength(1);
  expect((await cast.builder.get('/v1/month-ends')).statusCode).toBe(403);
  expect((await cast.servicing.get('/v1/month-ends/2024-01')).statusCode).toBe(404);
});

test('fees need an amount, a kind and a running loan', async () => {
  const { id } = await givenLoan();
  const fee = (body: object, loan = id) =>
    cast.servicing.post(`/v1/loans/${loan}/fees`, body, { key: key() });
  expect((await fee({ kind: 'draw', amountCents: 0 })).json().errors[0].pointer).toBe('/amountCents');
  expect((await fee({ kind: 'draw', amountCents: 10.5 })).statusCode).toBe(422);
  expect((await fee({ kind: 'bribe', amountCents: 1 })).json().errors[0].pointer).toBe('/kind');
  expect((await fee({ kind: 'draw', amountCents: 1 }, crypto.randomUUID())).statusCode).toBe(404);
  const draft = await givenLoan({ state: 'paid_off' });
  expect((await fee({ kind: 'draw', amountCents: 1 }, draft.id)).json().code).toBe('loan_not_running');
  const accounting = await signIn(server, 'accounting');
  expect(
    (await accounting.post(`/v1/loans/${id}/fees`, { kind: 'draw', amountCents: 1 }, { key: key() }))
      .statusCode,
  ).toBe(403);
});
