import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { run } from '../../../../../../test/jobs.ts';
import { reader } from '../../../platform/db.ts';
import { type Cast, givenCast, givenLoan, key } from '../test/given.ts';

let server: TestApp;
let cast: Cast;
let accounting: SignedIn;
let admin: SignedIn;
let loan: { id: string; number: string };
beforeAll(async () => {
  server = await startApp();
  cast = await givenCast(server);
  accounting = await signIn(server, 'accounting');
  admin = await signIn(server, 'admin');
  loan = await givenLoan({ fundedOn: '2024-09-15' });
  await givenLoan({ fundedOn: '2024-09-20', reserveCents: 500_000 });
});
afterAll(() => server.close());

const months = async () => (await accounting.get('/v1/accounting-periods')).json().items;
const month = async (period: string) => (await accounting.get(`/v1/accounting-periods/${period}`)).json();
const move = async (who: SignedIn, period: string, action: string, reason?: string) =>
  who.post(
    `/v1/accounting-periods/${period}/transitions`,
    { action, ...(reason ? { reason } : {}) },
    { key: key(), version: (await month(period)).version },
  );
const jobs = () => run(server.ownerUrl);
async function reconcile(period: string) {
  const started = await accounting.post(`/v1/accounting-periods/${period}/reconciliations`, {});
  expect(started.statusCode).toBe(202);
  expect(started.json()).toMatchObject({ period, state: 'running' });
  await jobs();
  return (await accounting.get(`/v1/accounting-periods/${period}/reconciliations`)).json().items[0];
}
const trialBalance = async (query: string) => (await accounting.get(`/v1/trial-balance?${query}`)).json();
const SEPTEMBER = 'from=2024-09-01&to=2024-09-30';
const closing = (answer: { accounts: { account: string; closingCents: number }[] }, account: string) =>
  answer.accounts
    .filter((each) => each.account === account)
    .reduce((sum, each) => sum + each.closingCents, 0);
const journal = (who: SignedIn, body: object) =>
  who.post(
    `/v1/loans/${loan.id}/journals`,
    {
      memo: 'Sample journal',
      reason: 'Agreed',
      lines: [
        { account: 'suspense', amountCents: 12_345 },
        { account: 'fee_income', amountCents: -12_345 },
      ],
      ...body,
    },
    { key: key() },
  );

test('a month says what it waits for, in the order in which it is done', async () => {
  const all = await months();
  expect(all.at(-1)).toMatchObject({ period: '2024-09', to: '2024-09-30', state: 'open', version: 1 });
  expect(all[0].openItems[0]).toMatch(/is not over yet/);
  expect((await month('2024-10')).openItems).toEqual(['Close September 2024 first.']);
  const september = await month('2024-09');
  expect(september.openItems).toEqual([
    'Interest of 2 loans is not accrued to the end of September 2024.',
    'Run the month end of September 2024.',
    'Reconcile September 2024.',
  ]);
  const asks = september.moves.find((each: { action: string }) => each.action === 'request_close');
  expect(asks).toMatchObject({ allowed: false, reason: september.openItems.join(' ') });
  expect((await move(accounting, '2024-09', 'request_close')).json()).toMatchObject({
    status: 409,
    code: 'period_not_ready',
  });
  expect((await move(cast.servicing, '2024-09', 'request_close')).statusCode).toBe(403);
  expect((await accounting.get('/v1/accounting-periods/2024-08')).statusCode).toBe(404);
  expect((await accounting.get('/v1/accounting-periods/2024-13')).statusCode).toBe(400);
  expect((await accounting.get('/v1/accounting-periods/2024-09/reconciliations')).json().items).toEqual([]);
});

test('the books of the loans are the control accounts to the cent', async () => {
  expect(
    (await cast.servicing.post('/v1/month-ends', { period: '2024-09' }, { key: key() })).statusCode,
  ).toBe(202);
  expect((await cast.servicing.post('/v1/accrual-runs', {}, { key: key() })).statusCode).toBe(202);
  await jobs();
  const found = await reconcile('2024-09');
  expect(found).toMatchObject({
    state: 'done',
    loans: 2,
    done: 2,
    differences: [],
    setAside: [],
    isCurrent: true,
  });
  expect(found.accounts.length).toBeGreaterThan(4);
  for (const account of found.accounts) expect(account).toMatchObject({ laterCents: 0, differenceCents: 0 });
  const principal = found.accounts.find((each: { account: string }) => each.account === 'principal');
  expect(principal).toMatchObject({ controlCents: 72_000_000, loansCents: 72_000_000 });
  // 16 days of $90.00 and 11 days of $90.00: earned in September, billed on October 1.
  expect(
    found.accounts.find((each: { account: string }) => each.account === 'accrued_interest'),
  ).toMatchObject({
    controlCents: 243_000,
  });
  expect((await month('2024-09')).openItems).toEqual([]);
});

test('two people close a month: its numbers have no gaps, and it never changes again', async () => {
  expect((await move(accounting, '2024-09', 'request_close')).json()).toMatchObject({
    state: 'close_requested',
  });
  expect((await move(accounting, '2024-09', 'close')).json()).toMatchObject({
    status: 409,
    code: 'own_request',
  });
  expect((await move(admin, '2024-09', 'decline_close')).json().errors[0].pointer).toBe('/reason');
  const stale = await admin.post(
    '/v1/accounting-periods/2024-09/transitions',
    { action: 'close' },
    { key: key(), version: 1 },
  );
  expect(stale.statusCode).toBe(412);
  const closed = (await move(admin, '2024-09', 'close')).json();
  expect(closed).toMatchObject({ state: 'closed', numberedFrom: 1, openItems: [] });
  expect(closed.numberedTo).toBe(closed.postings);
  expect(await eventsOf('period.moved')).toHaveLength(2);

  const before = await trialBalance(SEPTEMBER);
  expect(before.debitCents).toBe(before.creditCents);
  expect(closing(before, 'principal')).toBe(72_000_000);
  const knownAt = new Date().toISOString();

  // Entered late: it counts from its own day, and stands in the first open month of the books.
  const late = await cast.servicing.post(
    '/v1/payments',
    {
      loanId: loan.id,
      amountCents: 6_000_000,
      principalCents: 6_000_000,
      method: 'wire',
      effectiveDate: '2024-09-20',
    },
    { key: key() },
  );
  expect(late.statusCode).toBe(201);
  const posted = (await accounting.get(`/v1/postings?loanId=${loan.id}&kind=payment_received`)).json()
    .items[0];
  expect(posted).toMatchObject({ effectiveDate: '2024-09-20', accountingDate: '2024-10-01' });
  expect(await trialBalance(SEPTEMBER)).toEqual(before);
  const effective = await trialBalance(`${SEPTEMBER}&by=effective`);
  expect(closing(effective, 'principal')).toBe(66_000_000);
  const asKnown = await trialBalance(`${SEPTEMBER}&by=effective&knownAt=${knownAt}`);
  expect(closing(asKnown, 'principal')).toBe(72_000_000);
  const again = await reconcile('2024-09');
  expect(again.differences).toEqual([]);
  for (const account of again.accounts) expect(account.differenceCents).toBe(0);
  expect(again.accounts.find((each: { account: string }) => each.account === 'principal')).toMatchObject({
    controlCents: 72_000_000,
    laterCents: -6_000_000,
    loansCents: 66_000_000,
  });
});

test('a journal is balanced, dated into an open month and reversed like any other posting', async () => {
  const closed = await journal(accounting, { effectiveDate: '2024-09-30' });
  expect(closed.json()).toMatchObject({ status: 422, errors: [{ pointer: '/effectiveDate' }] });
  expect(closed.json().errors[0].message).toBe(
    'The books are closed to Sep 30, 2024. Date the journal after that.',
  );
  const lines = (cents: number[]) =>
    cents.map((amountCents, i) => ({ account: i === 0 ? 'suspense' : 'fee_income', amountCents }));
  const pointer = async (body: object) => (await journal(accounting, body)).json().errors?.[0].pointer;
  expect(await pointer({ lines: lines([100, -99]) })).toBe('/lines');
  expect(await pointer({ lines: lines([0, 0]) })).toBe('/lines');
  expect(await pointer({ lines: lines([100]) })).toBe('/lines');
  expect(await pointer({ lines: [{ account: 'petty_cash', amountCents: 1 }, ...lines([-1])] })).toBe(
    '/lines/0/account',
  );
  expect(await pointer({ lines: lines([0.5, -0.5]) })).toBe('/lines/0/amountCents');
  expect(await pointer({ currency: 'EUR' })).toBe('/currency');
  expect(await pointer({ effectiveDate: '2199-01-01' })).toBe('/effectiveDate');
  expect((await journal(cast.servicing, {})).statusCode).toBe(403);

  const made = await journal(accounting, { effectiveDate: '2024-10-05' });
  expect(made.statusCode).toBe(201);
  expect((await eventsOf('journal.posted')).at(-1)).toMatchObject({ subject_id: loan.id });
  expect(made.json()).toMatchObject({ kind: 'journal', memo: 'Sample journal', amountCents: 12_345 });
  expect(closing(await trialBalance('from=2024-10-01&to=2024-10-31'), 'suspense')).toBe(12_345);
  const undone = await cast.servicing.post(
    `/v1/postings/${made.json().id}/reversals`,
    { reason: 'Wrong loan' },
    { key: key() },
  );
  expect(undone.statusCode).toBe(201);
  expect(closing(await trialBalance('from=2024-10-01&to=2024-10-31'), 'suspense')).toBe(0);
});

test('the general ledger leaves as CSV and as journal entries, both balanced, both on record', async () => {
  const path = '/v1/accounting-periods/2024-09/journal';
  const csv = await accounting.get(path);
  expect(csv.headers['content-type']).toMatch(/^text\/csv/);
  const rows = parse(csv.body, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
  const sum = (column: string) =>
    rows.reduce((total, row) => total + Math.round(Number(row[column] || 0) * 100), 0);
  expect(sum('Debit')).toBe(sum('Credit'));
  const numbers = [...new Set(rows.map((row) => Number(row['Book number'])))];
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(rows[0]).toMatchObject({ 'Accounting date': '2024-09-15', Posting: 'P-1', Currency: 'USD' });

  const unnamed = await accounting.get(`${path}?format=quickbooks`);
  expect(unnamed.json()).toMatchObject({ status: 409, code: 'account_code_missing' });
  for (const account of (await accounting.get('/v1/accounts')).json().items)
    expect(
      (
        await accounting.patch(`/v1/accounts/${account.key}`, account.version, {
          externalCode: `1${account.name.length}`,
        })
      ).json(),
    ).toMatchObject({ key: account.key, version: 2 });
  const entries = (await accounting.get(`${path}?format=quickbooks`)).json().JournalEntry;
  expect(entries).toHaveLength(16); // September 15 to 30: each day accrues
  for (const entry of entries) {
    const of = (side: string) =>
      entry.Line.filter(
        (line: { JournalEntryLineDetail: { PostingType: string } }) =>
          line.JournalEntryLineDetail.PostingType === side,
      ).reduce((total: number, line: { Amount: number }) => total + Math.round(line.Amount * 100), 0);
    expect(of('Debit')).toBe(of('Credit'));
    expect(entry).toMatchObject({ DocNumber: `CN-${entry.TxnDate}`, CurrencyRef: { value: 'USD' } });
  }
  expect(await eventsOf('general-ledger.exported')).toHaveLength(2);
  expect((await eventsOf('account.changed')).length).toBeGreaterThan(10);
  expect((await accounting.get('/v1/accounting-periods/2019-01/journal')).statusCode).toBe(404);
  expect(
    (await accounting.get('/v1/trial-balance?from=2024-10-01&to=2024-09-01')).json().errors[0].pointer,
  ).toBe('?to');
});

test('two people reopen the last closed month; closed again, only what is new is numbered', async () => {
  const first = await month('2024-09');
  expect((await move(admin, '2024-09', 'request_reopen')).json().errors[0].pointer).toBe('/reason');
  await move(admin, '2024-09', 'request_reopen', 'A fee is missing');
  expect((await move(admin, '2024-09', 'reopen')).json()).toMatchObject({ code: 'own_request' });
  expect((await journal(accounting, { effectiveDate: '2024-09-30' })).statusCode).toBe(422); // asked for is not open
  expect((await move(accounting, '2024-09', 'reopen')).json()).toMatchObject({ state: 'open' });
  expect((await journal(accounting, { effectiveDate: '2024-09-30' })).statusCode).toBe(201);
  expect((await month('2024-09')).openItems).toEqual([
    'Something was posted since the reconciliation. Reconcile again.',
  ]);
  await reconcile('2024-09');
  await move(accounting, '2024-09', 'request_close');
  expect((await move(admin, '2024-09', 'close')).json()).toMatchObject({
    state: 'closed',
    numberedFrom: 1,
    numberedTo: first.numberedTo + 1,
  });
});

test('a ledger that says what no history does is found, by loan and account', async () => {
  const other = await givenLoan({ fundedOn: '2024-10-10' });
  await cast.servicing.post('/v1/accrual-runs', {}, { key: key() });
  await jobs();
  const id = randomUUID();
  await reader()
    .transaction()
    .execute(async (tx) => {
      const { rows } = await sql<{ n: number }>`
        update servicing.ledger_heads set last_number = last_number + 1 where loan_id = ${other.id}::uuid
        returning last_number as n`.execute(tx);
      await sql`insert into servicing.postings (id, loan_id, number, kind, key, memo, effective_date, accounting_date, recorded_at,
          line_count, source_type, source_id, actor_name)
        values (${id}, ${other.id}, ${rows[0]!.n}, 'journal', 'planted', 'Planted', '2024-10-20', '2024-10-20', '2024-10-20T12:00:00Z',
          2, 'journal', ${id}, 'Nobody')`.execute(tx);
      await sql`insert into servicing.posting_lines (posting_id, line_no, line_count, account, loan_id, amount_cents, currency,
          effective_date, recorded_at)
        select ${id}::uuid, v.n, 2, v.account, ${other.id}::uuid, v.cents, 'USD', '2024-10-20', '2024-10-20T12:00:00Z'
        from (values (1, 'suspense', 100), (2, 'fee_income', -100)) v(n, account, cents)`.execute(tx);
    });
  const found = await reconcile('2024-10');
  expect(found.differences).toEqual([
    expect.objectContaining({
      loanNumber: other.number,
      account: 'suspense',
      ledgerCents: 100,
      loanCents: 0,
    }),
    expect.objectContaining({
      loanNumber: other.number,
      account: 'fee_income',
      ledgerCents: -100,
      loanCents: 0,
    }),
  ]);
  expect((await month('2024-10')).openItems).toContain('The reconciliation found differences.');
});
