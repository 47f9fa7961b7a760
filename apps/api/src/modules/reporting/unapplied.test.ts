import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { type Cast, type GivenLoan, givenCast, givenLoan, key } from '../servicing/test/given.ts';

const URL = '/v1/reports/unapplied';
let server: TestApp;
let cast: Cast;
/** Holds 300.00 since the 5th and owes a fee of 20.00 charged after it; holds 100.00 since the 3rd; has used up what it held. */
let owing: GivenLoan;
let waiting: GivenLoan;
let empty: GivenLoan;

beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
  [owing, waiting, empty] = [
    await givenLoan({ borrower: cast.builder }),
    await givenLoan({ borrower: cast.stranger, state: 'default' }),
    await givenLoan(),
  ];
  await pay(owing.id, 30_000, '2024-10-05');
  await pay(waiting.id, 10_000, '2024-10-03');
  await pay(empty.id, 5_000, '2024-10-04');
  await act(`/v1/loans/${owing.id}/fees`, {
    kind: 'inspection',
    amountCents: 2_000,
    effectiveDate: '2024-10-06',
  });
  await act(`/v1/loans/${empty.id}/refunds`, { amountCents: 5_000, effectiveDate: '2024-10-06' });
});
afterAll(() => server.close());

async function act(url: string, body: object): Promise<void> {
  const answer = await cast.servicing.post(url, body, { key: key() });
  expect(answer.statusCode).toBe(201);
}
const pay = (loanId: string, amountCents: number, effectiveDate: string) =>
  act('/v1/payments', { loanId, amountCents, method: 'wire', effectiveDate });

const idsOf = async (query = ''): Promise<string[]> => {
  const { items } = (await cast.servicing.get(`${URL}?${query}`)).json();
  return items.map(({ id }: { id: string }) => id);
};

test('shows every loan that holds cash of its borrower, with what it could pay, and no other', async () => {
  const answer = await cast.servicing.get(`${URL}?withTotal=true`);
  expect(answer.json()).toMatchObject({
    total: 2,
    nextCursor: null,
    items: [
      {
        id: owing.id,
        loanNumber: owing.number,
        borrowerName: 'Sample Builder LLC',
        unappliedCents: 30_000,
        dueCents: 2_000,
        movedOn: '2024-10-05',
      },
      { id: waiting.id, state: 'default', unappliedCents: 10_000, dueCents: 0, movedOn: '2024-10-03' },
    ],
  });
});

test('is narrowed by what is due, by the loan’s state and by a part of number, address or borrower', async () => {
  expect(await idsOf('due=true')).toEqual([owing.id]);
  expect(await idsOf('due=false')).toEqual([waiting.id]);
  expect(await idsOf('state=default,paid_off')).toEqual([waiting.id]);
  expect(await idsOf(`q=${waiting.number}`)).toEqual([waiting.id]);
  expect(await idsOf('q=builder b')).toEqual([waiting.id]);
  expect(await idsOf('q=4th')).toHaveLength(2);
  expect(await idsOf('q=%25')).toEqual([]);
});

test.each([
  ['unapplied', [1, 0]],
  ['-unapplied', [0, 1]],
  ['movedOn', [1, 0]],
  ['-movedOn', [0, 1]],
])('by %s, page after page', async (sort, order) => {
  const both = [owing.id, waiting.id];
  const expected = order.map((at) => both[at]);
  expect(await idsOf(`sort=${sort}`)).toEqual(expected);
  const first = (await cast.servicing.get(`${URL}?sort=${sort}&limit=1`)).json();
  const rest = (await cast.servicing.get(`${URL}?sort=${sort}&limit=1&cursor=${first.nextCursor}`)).json();
  expect([first.items[0].id, rest.items[0].id]).toEqual(expected);
  expect(rest.nextCursor).toBeNull();
});

test('a loan past the two hundredth is there', async () => {
  const last = await givenLoan();
  for (let i = 0; i < 201; i++) await givenLoan();
  await pay(last.id, 100, '2024-10-05');
  expect(await idsOf()).toContain(last.id);
});

test('is for those who read the books', async () => {
  expect((await cast.builder.get(URL)).statusCode).toBe(403);
  const design = await signIn(server, 'design');
  expect((await design.get(URL)).statusCode).toBe(403);
});
