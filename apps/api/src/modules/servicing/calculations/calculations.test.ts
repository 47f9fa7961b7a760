import { INTERNAL_ROLES } from '@connect/domain/permissions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { givenLoan, numbersOf } from '../test/given.ts';
import { LoanCalculation } from './calculations.schemas.ts';

let server: TestApp;
let design: SignedIn;
beforeAll(async () => {
  server = await startApp();
  design = await signIn(server, 'design');
});
afterAll(() => server.close());

const [reserve, late] = LoanCalculation.meta()!.examples as Record<string, unknown>[];
const ask = (body: object, who = design) => who.post('/v1/loan-calculations', body);

test('the worked examples of the reference come out as on paper', async () => {
  const loan = (await ask(reserve!)).json();
  // 15 days of $137.50 to July 1, paid from the reserve.
  expect(loan.bills[0]).toMatchObject({
    interestCents: 206_250,
    fromReserveCents: 206_250,
    exactDollars: '2062.5000',
  });
  expect(loan.postings.find((each: { key: string }) => each.key === 'bill:2026-06').why).toContain(
    'Jun 16, 2026 to Jun 30, 2026, 15 days on $550,000.00 at 9.00%',
  );
  expect(
    loan.balances.reduce((sum: number, each: { amountCents: number }) => sum + each.amountCents, 0),
  ).toBe(0);

  const index = (await ask(late!)).json();
  // 17 days at 8.25 % on 500,000; from February 1 on 4.33 + 4.25 = 8.58 %.
  expect(index.bills[0]).toMatchObject({ interestCents: 194_792 });
  expect(index.rate).toBe('0.0858');
  const fee = index.postings.find((each: { kind: string }) => each.kind === 'late_fee');
  expect(fee).toMatchObject({ effectiveDate: '2026-02-12' });
  expect(fee.lines[0].amountCents).toBe(9_740); // 5 % of 1,947.92, half to even
  expect(index.payments).toMatchObject([
    { key: 'p-1', feesCents: 9_740, interestCents: 194_792, unappliedCents: 45_468 },
  ]);
});

test('the schedule is what the note itself says, to maturity', async () => {
  const { history } = late!;
  const terms = {
    ...(late!.terms as object),
    dayCount: '30E/360',
    rate: { kind: 'fixed', rate: '0.12' },
    maturity: '2026-04-01',
    repayment: { kind: 'level', paymentCents: 1_000_000, from: '2026-02-01' },
  };
  const { schedule } = (await ask({ ...late, terms })).json();
  expect(schedule).toMatchObject([
    { date: '2026-01-15', lentCents: 50_000_000, balanceCents: 50_000_000, rate: '0.12' },
    // 16 days of 5,000 a month; what is left of the payment is principal.
    { date: '2026-02-01', interestCents: 266_667, principalCents: 733_333, balanceCents: 49_266_667 },
    { date: '2026-03-01', interestCents: 492_667, principalCents: 507_333, balanceCents: 48_759_334 },
    { date: '2026-04-01', interestCents: 487_593, principalCents: 48_759_334, balanceCents: 0 },
  ]);
  expect((await ask({ ...late, history: [] })).json().schedule).toEqual([]);
  expect(
    (await ask({ ...late, terms: { ...terms, maturity: '2090-01-01' }, history })).json().schedule,
  ).toEqual([]);
});

test('whoever works for the lender may ask, nobody else', async () => {
  for (const role of INTERNAL_ROLES)
    expect((await ask(reserve!, await signIn(server, role))).statusCode, role).toBe(200);
  expect((await ask(reserve!, await signIn(server, 'builder'))).statusCode).toBe(403);
});

test('a history that breaks a rule is refused at the event, with the name of the rule', async () => {
  const history = reserve!.history as Record<string, unknown>[];
  const broken = async (more: object) => {
    const answer = await ask({
      ...reserve,
      history: [...history, { key: 'x', date: '2026-09-01', ...more }],
    });
    expect(answer.statusCode, JSON.stringify(answer.json())).toBe(422);
    return answer.json().errors[0];
  };
  expect(await broken({ kind: 'draw', grossCents: 100_000_000 })).toMatchObject({
    pointer: '/history/2',
    message: expect.stringContaining('over_commitment'),
  });
  expect((await broken({ kind: 'payment', amountCents: 0 })).message).toContain('amount_not_positive');
  expect((await broken({ kind: 'payment', amountCents: 1, currency: 'EUR' })).message).toContain(
    'wrong_currency',
  );
  expect((await broken({ kind: 'fee', amountCents: 1, date: '2026-06-01' })).message).toContain(
    'not_settled',
  );
  expect((await broken({ kind: 'rate', rate: '-0.01' })).message).toContain('negative_rate');
  expect(
    (await broken({ kind: 'journal', memo: 'x', lines: [{ account: 'cash', amountCents: 1 }] })).message,
  ).toContain('journal_unbalanced');
  expect((await broken({ kind: 'fee', amountCents: 0.5 })).pointer).toBe('/history/2/amountCents');
  expect((await ask({ ...reserve, through: '2090-01-01' })).json().errors[0].pointer).toBe('/through');
  const many = Array.from({ length: 5001 }, (_, i) => ({ kind: 'bill', key: `b${i}`, date: '2026-07-01' }));
  expect((await ask({ ...reserve, history: many })).json().errors[0].pointer).toBe('/history');
});

test('a what-if starts from the loan’s own history and saves nothing', async () => {
  const servicing = await signIn(server, 'servicing');
  const { id } = await givenLoan({ maturityDate: '2099-09-15', reserveCents: 500_000 });
  const before = await numbersOf(id);
  const body = {
    suppose: [{ kind: 'draw', date: '2099-01-10', amountCents: 1_000_000 }],
    through: '2099-03-01',
  };
  const answer = (await servicing.post(`/v1/loans/${id}/what-ifs`, body)).json();
  expect(answer.supposed.principalCents - answer.asItGoes.principalCents).toBe(1_000_000);
  // 50 days at 9 % on $10,000.
  expect(answer.supposed.interestToComeCents - answer.asItGoes.interestToComeCents).toBe(12_500);
  const much = {
    suppose: [{ kind: 'draw', date: '2099-01-10', amountCents: 900_000_000 }],
    through: '2099-03-01',
  };
  expect((await servicing.post(`/v1/loans/${id}/what-ifs`, much)).json().errors[0].pointer).toBe(
    '/suppose/0',
  );
  expect((await design.post(`/v1/loans/${id}/what-ifs`, body)).statusCode).toBe(403);
  expect(await numbersOf(id)).toEqual(before);
});
