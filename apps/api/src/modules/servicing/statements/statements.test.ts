import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { type Cast, givenCast, givenLoan, key } from '../test/given.ts';

let server: TestApp;
let cast: Cast;
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
});
afterAll(() => server.close());

const bill = (loanId: string, period: string) =>
  cast.servicing.post('/v1/interest-bills', { loanId, period }, { key: key() });
const issue = (loanId: string, period: string) => cast.servicing.post('/v1/statements', { loanId, period });

test('statements chain: one month closes where the next opens, and every row adds up', async () => {
  const { id } = await givenLoan({ borrower: cast.builder });
  await bill(id, '2024-09');
  const september = (await issue(id, '2024-09')).json();
  expect(september).toMatchObject({
    statementDate: '2024-10-01',
    interestCents: 144_000,
    dueCents: 144_000,
    openingPrincipalCents: 0,
    closingPrincipalCents: 36_000_000,
    figures: { perDiemDollars: '90.0000', lateAfter: '2024-10-11' },
  });
  const pay = { loanId: id, amountCents: 150_000, method: 'ach', effectiveDate: '2024-10-07' };
  await cast.servicing.post('/v1/payments', pay, { key: key() });
  await bill(id, '2024-10');
  const october = (await issue(id, '2024-10')).json();
  expect(october.figures.opening).toEqual(september.figures.closing);
  expect(october).toMatchObject({ paidCents: 150_000, interestCents: 279_000, dueCents: 279_000 - 6_000 });
  for (const column of ['principalCents', 'dueCents', 'unappliedCents'] as const) {
    const moved = october.figures.rows.reduce(
      (sum: number, row: Record<string, number>) => sum + row[column]!,
      0,
    );
    expect(october.figures.opening[column] + moved).toBe(october.figures.closing[column]);
  }
});

test('issued once and never changed; what is recorded later stands on the next', async () => {
  const { id } = await givenLoan();
  await bill(id, '2024-09');
  const { id: statement } = (await issue(id, '2024-09')).json();
  expect((await issue(id, '2024-09')).json()).toMatchObject({ status: 409, code: 'issued_already' });
  const [september] = (await cast.servicing.get(`/v1/interest-bills?loanId=${id}`)).json().items;
  const reversal = await cast.servicing.post(
    `/v1/postings/${september.postingId}/reversals`,
    { reason: 'Billed twice' },
    { key: key() },
  );
  expect(reversal.statusCode).toBe(201);
  await bill(id, '2024-09');
  await bill(id, '2024-10');
  const october = (await issue(id, '2024-10')).json();
  expect(october.figures.rows.map((row: { dueCents: number }) => row.dueCents)).toEqual([
    -144_000, 144_000, 279_000,
  ]);
  expect((await cast.servicing.get(`/v1/statements/${statement}`)).json().dueCents).toBe(144_000);
  expect((await issue(id, '2024-08')).statusCode).toBe(422);
});

test('the borrower finds the PDF, another builder nothing', async () => {
  const { id } = await givenLoan({ borrower: cast.builder });
  await bill(id, '2024-09');
  const { documentId, id: statement } = (await issue(id, '2024-09')).json();
  const pdf = await cast.builder.get(`/v1/documents/${documentId}/content`);
  expect(pdf.statusCode).toBe(200);
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect((await cast.builder.get(`/v1/statements?loanId=${id}`)).json().items).toHaveLength(1);
  expect((await cast.stranger.get(`/v1/statements?loanId=${id}`)).json().items).toHaveLength(0);
  expect((await cast.stranger.get(`/v1/statements/${statement}`)).statusCode).toBe(404);
  expect((await cast.stranger.get(`/v1/documents/${documentId}/content`)).statusCode).toBe(404);
  expect((await cast.builder.post('/v1/statements', { loanId: id, period: '2024-10' })).statusCode).toBe(403);
});
