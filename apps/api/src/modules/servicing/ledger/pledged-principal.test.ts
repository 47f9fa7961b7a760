import { readFileSync } from 'node:fs';
import type { CivilDate } from '@connect/domain/calendar';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { givenLoan, key } from '../test/given.ts';
import { givenDrawLoan, today } from '../test/given-draw.ts';
import { givenStage, type Stage, shift } from '../test/given-stage.ts';
import { requireTerms } from './books.ts';
import { workOut } from './enter.ts';

/** The ledger says what is pledged to the bank line as the bank line's page does, and what was on any day, as known then. */

let server: TestApp;
let stage: Stage;
let sam: Stage['sam'];
let accounting: Stage['accounting'];
beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
  ({ sam, accounting } = stage);
  for (const name of ['Sample Framing Co.', 'Sample Roofing Inc.']) await stage.entity(name);
});
afterAll(() => server.close());

let lines = 0;
const givenLine = async (): Promise<string> =>
  (
    await sam.post('/v1/bank-lines', {
      name: `Sample Bank line ${++lines}`,
      bankName: 'Sample Bank',
      commitmentCents: 500_000_000,
      advanceRate: '0.80',
    })
  ).json().id;

async function pledge(loanId: string, bankLineId: string, effectiveDate = today()) {
  const made = await sam.post('/v1/pledges', { loanId, bankLineId, effectiveDate }, { key: key() });
  expect(made.statusCode).toBe(201);
  return made.json();
}

async function takeBack(id: string): Promise<void> {
  const { version } = (await sam.get(`/v1/pledges/${id}`)).json();
  const released = await sam.move(`/v1/pledges/${id}`, version, { action: 'release', reason: 'Refinanced.' });
  expect(released.json()).toMatchObject({ state: 'released' });
}

async function pay(loanId: string, cents: number, effectiveDate: string) {
  const body = { loanId, amountCents: cents, principalCents: cents, method: 'wire', effectiveDate };
  const paid = await sam.post('/v1/payments', body, { key: key() });
  expect(paid.statusCode).toBe(201);
  return paid.json();
}

/** What the ledger holds as pledged: of the loan, and of the whole book; debits less credits of both accounts come to nothing. */
async function onLedger(loanId: string, asOf = today(), knownAt?: string): Promise<number> {
  const known = knownAt ? `&knownAt=${knownAt}` : '';
  const loan = (await sam.get(`/v1/loans/${loanId}/balances?asOf=${asOf}${known}`)).json();
  const book = await inBook(`from=${asOf}&to=${asOf}&by=effective${known}`);
  expect([book.pledged, book.pledged_contra]).toEqual([loan.pledgedCents, 0 - loan.pledgedCents]);
  return loan.pledgedCents;
}

async function inBook(query: string): Promise<{ pledged: number; pledged_contra: number }> {
  const { accounts, debitCents, creditCents } = (await accounting.get(`/v1/trial-balance?${query}`)).json();
  expect(debitCents).toBe(creditCents); // memo accounts are in neither
  const closing = (account: string): number =>
    accounts.find((each: { account: string }) => each.account === account)?.closingCents ?? 0;
  return { pledged: closing('pledged'), pledged_contra: closing('pledged_contra') };
}

const onPage = async (line: string): Promise<number> =>
  (await sam.get(`/v1/bank-lines/${line}`)).json().base.grossCents;

test('pledged, paid down, drawn, taken back: ledger and bank line agree, on days in between and as known before', async () => {
  const loan = await givenDrawLoan({ borrower: stage.builder });
  const line = await givenLine();
  const steps: { at: string; cents: number }[] = [];
  const agree = async (cents: number): Promise<void> => {
    expect(await onPage(line)).toBe(cents);
    expect(await onLedger(loan.id)).toBe(cents);
    steps.push({ at: new Date().toISOString(), cents });
  };
  await agree(0);
  const { id } = await pledge(loan.id, line, shift(-30));
  await agree(36_000_000);
  const paid = await pay(loan.id, 6_000_000, shift(-20));
  await agree(30_000_000);
  const drawn = await stage.approved({ loan });
  const file = await accounting.post('/v1/payment-files', { drawIds: [drawn.id] }, { key: key() });
  const confirm = { action: 'confirm', data: { settlementDate: today() } };
  await accounting.move(`/v1/payment-files/${file.json().id}`, file.json().version, confirm, { key: key() });
  await agree(34_320_000);
  const back = { action: 'return', reason: 'R01, no funds' };
  await sam.move(`/v1/payments/${paid.id}`, paid.version, back, { key: key() });
  await agree(40_320_000);
  await pay(loan.id, 1_000_000, shift(-10));
  await agree(39_320_000);
  await takeBack(id);
  await agree(0);

  expect(await onLedger(loan.id, shift(-31))).toBe(0);
  expect(await onLedger(loan.id, shift(-30))).toBe(36_000_000);
  expect(await onLedger(loan.id, shift(-11))).toBe(36_000_000);
  expect(await onLedger(loan.id, shift(-1))).toBe(35_000_000);
  expect(await onLedger(loan.id, shift(-11), steps[2]!.at)).toBe(30_000_000);
  for (const { at, cents } of steps) expect(await onLedger(loan.id, today(), at)).toBe(cents);
  expect((await stage.builder.get(`/v1/loans/${loan.id}/balances`)).json().pledgedCents).toBeNull();
});

test('a payoff leaves nothing pledged, whenever the bank lets go of it', async () => {
  const loan = await givenLoan({ fundedOn: '2024-09-15' });
  const { id } = await pledge(loan.id, await givenLine(), '2024-09-20');
  await sam.post('/v1/interest-bills', { loanId: loan.id, period: '2024-09' }, { key: key() });
  const quote = (await sam.post('/v1/payoff-quotes', { loanId: loan.id, payoffDate: '2024-10-21' })).json();
  const data = { amountCents: quote.totalCents, effectiveDate: '2024-10-21' };
  const paid = await sam.move(
    `/v1/payoff-quotes/${quote.id}`,
    quote.version,
    { action: 'pay', data },
    { key: key() },
  );
  expect(paid.json()).toMatchObject({ state: 'paid' });
  expect(await onLedger(loan.id, '2024-10-20')).toBe(36_000_000);
  expect(await onLedger(loan.id, '2024-10-21')).toBe(0);
  await takeBack(id);
  expect(await onLedger(loan.id)).toBe(0);
});

test('a posting of the memo says why, and is not reversed by hand', async () => {
  const loan = await givenLoan({ fundedOn: '2024-09-15' });
  const { id } = await pledge(loan.id, await givenLine(), '2024-09-20');
  await pay(loan.id, 1_000_000, '2024-09-25');
  await takeBack(id);
  const { items } = (
    await sam.get(`/v1/postings?loanId=${loan.id}&kind=pledge_set&sort=effectiveDate`)
  ).json();
  const why = async (at: number) => (await sam.get(`/v1/postings/${items[at].id}/explanation`)).json().why;
  expect(
    items.map(({ memo, effectiveDate, amountCents }: Record<string, unknown>) => [
      memo,
      effectiveDate,
      amountCents,
    ]),
  ).toEqual([
    ['Principal pledged to the bank line', '2024-09-20', 36_000_000],
    ['Pledged principal fell', '2024-09-25', 1_000_000],
    ['Principal released from the pledge', today(), 35_000_000],
  ]);
  expect(await why(1)).toBe(
    'The loan is pledged with all its principal, $350,000.00; $360,000.00 stood here before.',
  );
  expect(await why(2)).toBe('The loan is not pledged any more; $350,000.00 stood here before.');
  const undone = await sam.post(`/v1/postings/${items[0].id}/reversals`, { reason: 'Wrong' }, { key: key() });
  expect(undone.json()).toMatchObject({ status: 409, code: 'reverse_at_source' });
});

/** The pledges that stood before the ledger knew of them, entered by the migration itself. */
const migrate = () =>
  sql
    .raw(
      readFileSync('apps/api/migrations/0020-servicing-pledges.sql', 'utf8').split(/(?=^insert into)/m)[1]!,
    )
    .execute(reader());

test('what was pledged before the ledger knew, and what is entered late, leave a closed month as it was', async () => {
  const actor = systemActor('test');
  const [old, late] = [
    await givenLoan({ fundedOn: '2024-09-15' }),
    await givenLoan({ fundedOn: '2024-09-15' }),
  ];
  const line = await givenLine();
  for (const { id } of [old, late])
    await inTransaction(actor, async (tx) =>
      workOut(tx, await requireTerms(tx, authorise(actor, 'read:loans'), id), '2024-10-01' as CivilDate),
    );
  await sql`insert into lending.pledges (loan_id, bank_line_id, advance_rate, pledged_on, pledged_by_name, created_at, updated_at)
    values (${old.id}, ${line}, 0.8, '2024-09-18', 'Sample', now(), now())`.execute(reader());
  await sql`insert into servicing.accounting_periods (period, state, updated_at) values ('2024-09', 'closed', now())`.execute(
    reader(),
  );
  const SEPTEMBER = 'from=2024-09-01&to=2024-09-30';
  const ofSeptember = async () =>
    (await accounting.get(`/v1/trial-balance?${SEPTEMBER}`))
      .json()
      .accounts.filter(({ debitCents, creditCents }: Record<string, number>) => debitCents || creditCents);
  const before = await ofSeptember();
  const beforeThat = await inBook('from=2024-10-01&to=2024-10-01');
  await migrate();
  await migrate();
  await pledge(late.id, line, '2024-09-20');
  await sam.post('/v1/accrual-runs', {}, { key: key() });
  await server.settle();

  expect(await ofSeptember()).toEqual(before);
  // Both stand in the first open day of the books; the one that was told with its day counts from it.
  expect((await inBook('from=2024-10-01&to=2024-10-01')).pledged - beforeThat.pledged).toBe(72_000_000);
  const pledgedOn = async (id: string, asOf: string) =>
    (await sam.get(`/v1/loans/${id}/balances?asOf=${asOf}`)).json().pledgedCents;
  expect(await pledgedOn(late.id, '2024-09-20')).toBe(36_000_000);
  expect(await pledgedOn(old.id, '2024-09-30')).toBe(0);
  expect(await pledgedOn(old.id, '2024-10-01')).toBe(36_000_000);
  expect(await onPage(line)).toBe(72_000_000);

  for (const period of ['2024-09', '2024-10']) {
    await accounting.post(`/v1/accounting-periods/${period}/reconciliations`, {});
    await server.settle();
    const [found] = (await accounting.get(`/v1/accounting-periods/${period}/reconciliations`)).json().items;
    expect(found).toMatchObject({ state: 'done', differences: [], setAside: [] });
    for (const account of found.accounts) expect(account.differenceCents).toBe(0);
    expect(found.accounts.map(({ account }: { account: string }) => account)).toContain('pledged');
  }
});
