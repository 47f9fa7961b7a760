import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { reader } from '../../../platform/db.ts';
import { type Cast, givenCast, givenLoan, key, type LoanWish, trialBalance } from '../test/given.ts';
import { expireQuotes } from './move-quote.ts';

let server: TestApp;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
});
afterAll(() => server.close());

async function quoted(wish: LoanWish = {}, more: object = {}) {
  const loan = await givenLoan({ borrower: cast.builder, exitFeeCents: 180_000, ...wish });
  await cast.servicing.post('/v1/interest-bills', { loanId: loan.id, period: '2024-09' }, { key: key() });
  const answer = await cast.servicing.post('/v1/payoff-quotes', {
    loanId: loan.id,
    payoffDate: '2024-10-21',
    ...more,
  });
  expect(answer.statusCode).toBe(201);
  return { loan, quote: answer.json() };
}

const payQuote = (quote: { id: string; version: number }, data: object, who = cast.servicing) =>
  who.move(`/v1/payoff-quotes/${quote.id}`, quote.version, { action: 'pay', data }, { key: key() });

const stateOf = async (loanId: string) =>
  (
    await reader()
      .selectFrom('lending.loans')
      .select('state')
      .where('id', '=', loanId)
      .executeTakeFirstOrThrow()
  ).state;

test('a quote by pencil and paper, with its per diem, its days and a letter for the borrower', async () => {
  const { quote } = await quoted();
  // 20 days of $90.00 since October 1, $1,440.00 billed, exit fee $1,800.00.
  expect(quote).toMatchObject({
    state: 'given',
    number: 1,
    totalCents: 36_000_000 + 144_000 + 180_000 + 180_000,
    validThrough: '2024-10-31',
    figures: {
      principalCents: 36_000_000,
      billedInterestCents: 144_000,
      accruedInterestCents: 180_000,
      exitFeeCents: 180_000,
      perDiemDollars: '90.0000',
    },
  });
  expect(quote.figures.totals).toHaveLength(11);
  expect(quote.figures.totals[1]).toEqual({ date: '2024-10-22', totalCents: quote.totalCents + 9_000 });
  const letter = await cast.builder.get(`/v1/documents/${quote.documentId}/content`);
  expect(letter.statusCode).toBe(200);
  expect(letter.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await cast.stranger.get(`/v1/documents/${quote.documentId}/content`)).statusCode).toBe(404);
  expect((await cast.builder.get(`/v1/payoff-quotes/${quote.id}`)).statusCode).toBe(200);
  expect((await cast.stranger.get(`/v1/payoff-quotes/${quote.id}`)).statusCode).toBe(404);
});

test('paid to the cent, nothing is owed, the loan is paid off and no interest runs', async () => {
  const { loan, quote } = await quoted({ reserveCents: 100 });
  const tired = await signIn(server, 'servicing', { steppedUp: false });
  const data = { amountCents: quote.totalCents, effectiveDate: '2024-10-21' };
  expect((await payQuote(quote, data, tired)).json().code).toBe('step_up_required');
  const paid = await payQuote(quote, data);
  expect(paid.json()).toMatchObject({
    state: 'paid',
    paidOn: '2024-10-21',
    paidCents: quote.totalCents,
    moves: [],
  });
  const sums = await trialBalance(loan.id);
  for (const [account, sum] of Object.entries(sums))
    if (!['cash', 'interest_income', 'fee_income'].includes(account))
      expect([account, sum]).toEqual([account, 0]);
  expect(await stateOf(loan.id)).toBe('paid_off');
  const later = (await cast.servicing.get(`/v1/loans/${loan.id}/balances?asOf=2024-12-31`)).json();
  expect(later).toMatchObject({
    principalCents: 0,
    accruedInterestCents: 0,
    outstandingCents: 0,
    nextBillOn: null,
  });
  const refused = await cast.servicing.post(
    '/v1/payments',
    { loanId: loan.id, amountCents: 1, method: 'wire' },
    { key: key() },
  );
  expect(refused.json()).toMatchObject({ status: 409, code: 'loan_not_running' });
});

test('a payment against a quote pays it off; later costs the per diem, and more is held for the borrower', async () => {
  const { loan, quote } = await quoted();
  const pay = (amountCents: number) =>
    cast.servicing.post(
      '/v1/payments',
      { loanId: loan.id, amountCents, method: 'wire', effectiveDate: '2024-10-23', payoffQuoteId: quote.id },
      { key: key() },
    );
  const short = await pay(quote.totalCents);
  expect(short.json()).toMatchObject({ status: 409, code: 'payoff_short' });
  expect(short.json().detail).toContain('$180.00');
  const paid = await pay(quote.totalCents + 18_000 + 7);
  expect(paid.json()).toMatchObject({
    state: 'collected',
    payoffQuoteId: quote.id,
    applied: { unappliedCents: 7 },
  });
  expect((await trialBalance(loan.id)).unapplied).toBe(-7);
  const refund = { amountCents: 7, effectiveDate: '2024-10-23' };
  expect((await cast.servicing.post(`/v1/loans/${loan.id}/refunds`, refund, { key: key() })).statusCode).toBe(
    201,
  );
  expect((await trialBalance(loan.id)).unapplied).toBe(0);
});

test('minimum interest makes up the contract’s minimum; unapplied cash is taken off', async () => {
  const loan = await givenLoan({ minimumInterestCents: 1_000_000 });
  const wire = { loanId: loan.id, amountCents: 50_000, method: 'wire', effectiveDate: '2024-09-20' };
  await cast.servicing.post('/v1/payments', wire, { key: key() });
  const quote = (
    await cast.servicing.post('/v1/payoff-quotes', { loanId: loan.id, payoffDate: '2024-10-21' })
  ).json();
  // 36 days of $90.00 is $3,240.00 of the $10,000.00.
  expect(quote).toMatchObject({
    totalCents: 36_000_000 + 1_000_000 - 50_000,
    figures: { accruedInterestCents: 324_000, minimumInterestCents: 676_000, unappliedCents: 50_000 },
  });
  const paid = await payQuote(quote, { amountCents: quote.totalCents, effectiveDate: '2024-10-21' });
  expect(paid.statusCode).toBe(200);
  expect((await trialBalance(loan.id)).interest_income).toBe(-1_000_000);
});

test('dates, amounts and moves that make no sense are refused', async () => {
  const { loan, quote } = await quoted();
  const ask = async (body: object) =>
    (
      await cast.servicing.post('/v1/payoff-quotes', { loanId: loan.id, payoffDate: '2024-10-21', ...body })
    ).json().errors[0].pointer;
  expect(await ask({ payoffDate: '2024-09-30' })).toBe('/payoffDate');
  expect(await ask({ payoffDate: '2199-01-01' })).toBe('/payoffDate');
  expect(await ask({ validThrough: '2024-10-20' })).toBe('/validThrough');
  expect(await ask({ validThrough: '2024-12-31' })).toBe('/validThrough');
  expect(await ask({ loanId: crypto.randomUUID() })).toBe('/loanId');
  expect((await payQuote(quote, { effectiveDate: '2024-10-21' })).json().errors[0].pointer).toBe(
    '/data/amountCents',
  );
  const late = await payQuote(quote, { amountCents: 40_000_000, effectiveDate: '2024-11-01' });
  expect(late.json()).toMatchObject({ status: 409, code: 'quote_ended' });
  const move = (body: object, version = quote.version) =>
    cast.servicing.move(`/v1/payoff-quotes/${quote.id}`, version, body, { key: key() });
  expect((await move({ action: 'cancel' })).json().errors[0].pointer).toBe('/reason');
  expect((await move({ action: 'accept' })).json()).toMatchObject({ state: 'accepted', version: 2 });
  expect((await move({ action: 'accept' })).statusCode).toBe(412);
  expect((await move({ action: 'accept' }, 2)).statusCode).toBe(409);
  expect((await move({ action: 'expire' }, 2)).statusCode).toBe(403);
  await expireQuotes();
  expect((await cast.servicing.get(`/v1/payoff-quotes/${quote.id}`)).json().state).toBe('expired');
});
