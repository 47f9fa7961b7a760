import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { type Cast, givenCast, givenLoan, key, numbersOf, trialBalance } from '../test/given.ts';

let server: TestApp;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
});
afterAll(() => server.close());

/** A loan that owes 1,440.00 of September interest and a fee of 175.00. */
async function owing() {
  const loan = await givenLoan({ borrower: cast.builder });
  await cast.servicing.post('/v1/interest-bills', { loanId: loan.id, period: '2024-09' }, { key: key() });
  await cast.servicing.post(
    `/v1/loans/${loan.id}/fees`,
    { kind: 'inspection', amountCents: 17_500, effectiveDate: '2024-10-02' },
    { key: key() },
  );
  return loan;
}

const pay = (loanId: string, amountCents: number, more: object = {}) =>
  cast.servicing.post(
    '/v1/payments',
    { loanId, amountCents, method: 'wire', effectiveDate: '2024-10-05', ...more },
    { key: key() },
  );

test.each([
  [10_000, {}, [10_000, 0, 0, 0]],
  [20_000, {}, [17_500, 2_500, 0, 0]],
  [161_500, {}, [17_500, 144_000, 0, 0]],
  [200_000, {}, [17_500, 144_000, 0, 38_500]],
  [200_000, { principalCents: 30_000 }, [17_500, 144_000, 30_000, 8_500]],
  [200_000, { principalCents: 36_000_000 }, [17_500, 144_000, 38_500, 0]],
])(
  '%d cents %o: fees, then interest, then principal as asked, the rest is held',
  async (amount, more, split) => {
    const { id } = await owing();
    const answer = await pay(id, amount, more);
    expect(answer.statusCode).toBe(201);
    const { applied, state } = answer.json();
    expect([
      applied.feesCents,
      applied.interestCents,
      applied.principalCents,
      applied.unappliedCents,
    ]).toEqual(split);
    expect(state).toBe('collected');
    const sums = await trialBalance(id);
    expect(Object.values(sums).reduce((sum, each) => sum + each, 0)).toBe(0);
    expect(sums.principal).toBe(36_000_000 - split[2]!);
  },
);

test('two payments at once are both kept, whole', async () => {
  const { id } = await owing();
  const answers = await Promise.all([pay(id, 100_000), pay(id, 100_000)]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
  const numbers = await numbersOf(id);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(await trialBalance(id)).toMatchObject({
    fees_receivable: 0,
    interest_receivable: 0,
    unapplied: -38_500,
  });
});

test('a check counts when it clears', async () => {
  const { id } = await owing();
  const check = (await pay(id, 161_500, { method: 'check', reference: '1042' })).json();
  expect(check).toMatchObject({ state: 'received', effectiveDate: null, applied: null });
  expect((await trialBalance(id)).interest_receivable).toBe(144_000);
  const move = (body: object, version = check.version) =>
    cast.servicing.move(`/v1/payments/${check.id}`, version, body, { key: key() });
  expect(
    (await move({ action: 'collect', data: { effectiveDate: '2024-09-14' } })).json().errors[0].pointer,
  ).toBe('/data/effectiveDate');
  const cleared = await move({ action: 'collect', data: { effectiveDate: '2024-10-09' } });
  expect(cleared.json()).toMatchObject({
    state: 'collected',
    effectiveDate: '2024-10-09',
    applied: { interestCents: 144_000 },
  });
  expect((await move({ action: 'collect' }, check.version)).statusCode).toBe(412);
  const again = await move({ action: 'collect' }, cleared.json().version);
  expect(again.statusCode).toBe(409);
});

test('a payment the bank returned comes back as a reversal, with reason and second factor', async () => {
  const { id } = await owing();
  const before = await trialBalance(id);
  const payment = (await pay(id, 200_000)).json();
  const back = (body: object, who = cast.servicing) =>
    who.move(`/v1/payments/${payment.id}`, payment.version, body, { key: key() });
  const tired = await signIn(server, 'servicing', { steppedUp: false });
  expect((await back({ action: 'return', reason: 'R01' }, tired)).json().code).toBe('step_up_required');
  expect((await back({ action: 'return' })).json().errors[0].pointer).toBe('/reason');
  const returned = await back({ action: 'return', reason: 'R01, no funds' });
  expect(returned.json()).toMatchObject({
    state: 'returned',
    returnReason: 'R01, no funds',
    returnedOn: '2024-10-05',
    moves: [],
  });
  const after = await trialBalance(id);
  for (const account of ['principal', 'interest_receivable', 'fees_receivable', 'cash'])
    expect([account, after[account]]).toEqual([account, before[account]]);
  expect(after.unapplied).toBe(0);
});

test('unapplied cash is put to use or sent back, never more than there is', async () => {
  const { id } = await owing();
  await pay(id, 200_000);
  const refund = (amountCents: number) =>
    cast.servicing.post(
      `/v1/loans/${id}/refunds`,
      { amountCents, effectiveDate: '2024-10-06' },
      { key: key() },
    );
  expect((await refund(38_501)).json().errors[0].pointer).toBe('/amountCents');
  expect((await refund(8_500)).statusCode).toBe(201);
  const use = (body: object) =>
    cast.servicing.post(`/v1/loans/${id}/unapplied-applications`, body, { key: key() });
  expect((await use({ effectiveDate: '2024-10-06' })).json().code).toBe('nothing_to_apply');
  expect((await use({ effectiveDate: '2024-10-06', principalCents: 30_000 })).statusCode).toBe(201);
  expect(await trialBalance(id)).toMatchObject({ unapplied: 0, principal: 35_970_000 });
});

test('money after the cut-off, or on a closed day, counts on the next business day', async () => {
  const { id } = await owing();
  const at = async (receivedAt: string) =>
    (await pay(id, 100, { effectiveDate: undefined, receivedAt })).json().effectiveDate;
  // Friday, October 4, in Seattle: before and after two; then Columbus Day weekend.
  expect(await at('2024-10-04T20:59:00Z')).toBe('2024-10-04');
  expect(await at('2024-10-04T21:00:00Z')).toBe('2024-10-07');
  expect(await at('2024-10-12T17:00:00Z')).toBe('2024-10-15');
  const both = await pay(id, 100, { receivedAt: '2024-10-15T17:00:00Z' });
  expect(both.json().errors[0].pointer).toBe('/receivedAt');
  expect(
    (await pay(id, 100, { effectiveDate: undefined, receivedAt: '2199-01-01T00:00:00Z' })).statusCode,
  ).toBe(422);
});

test('bad payments are refused at the field, and nothing is posted', async () => {
  const { id } = await owing();
  const before = await numbersOf(id);
  const at = async (amount: unknown, more: object = {}) =>
    (await pay(id, amount as number, more)).json().errors[0].pointer;
  expect(await at(0)).toBe('/amountCents');
  expect(await at(-5)).toBe('/amountCents');
  expect(await at(1.5)).toBe('/amountCents');
  expect(await at(2 ** 60)).toBe('/amountCents');
  expect(await at('100')).toBe('/amountCents');
  expect(await at(100, { loanId: crypto.randomUUID() })).toBe('/loanId');
  expect(await at(100, { principalCents: 36_000_001 })).toBe('/principalCents');
  expect(await at(100, { effectiveDate: '2024-09-14' })).toBe('/effectiveDate');
  expect(await at(100, { reference: 'a\u0000b' })).toBe('/reference');
  expect(await at(100, { payoffQuoteId: crypto.randomUUID() })).toBe('/payoffQuoteId');
  expect(await at(100, { currency: 'EUR' })).toBe('/currency');
  expect(await numbersOf(id)).toEqual(before);
});

test('a borrower sees the own payments, another builder none', async () => {
  const { id } = await owing();
  const payment = (await pay(id, 100_000)).json();
  expect(payment.postingId).not.toBeNull();
  const own = await cast.builder.get(`/v1/payments/${payment.id}`);
  expect(own.json()).toMatchObject({ amountCents: 100_000, postingId: null, moves: [] });
  expect((await cast.builder.get(`/v1/payments?loanId=${id}`)).json().items).toHaveLength(1);
  const missing = await cast.stranger.get(`/v1/payments/${payment.id}`);
  expect(missing.statusCode).toBe(404);
  expect((await cast.stranger.get(`/v1/payments?loanId=${id}`)).json().items).toEqual([]);
  expect((await cast.builder.post('/v1/payments', {}, { key: key() })).statusCode).toBe(403);
});
