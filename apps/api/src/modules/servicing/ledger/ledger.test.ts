import type { CivilDate } from '@connect/domain/calendar';
import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import { POSTING_KINDS } from '@connect/domain/ledger';
import { cents } from '@connect/domain/money';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
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

const line = (posting: string, no: number, account: string, amount: number, loan: string) =>
  `insert into servicing.posting_lines (posting_id, line_no, line_count, account, sub_account, loan_id, amount_cents, currency, effective_date, recorded_at)
   select '${posting}', ${no}, line_count, '${account}', 'operating', '${loan}', ${amount}, currency, effective_date, recorded_at
   from servicing.postings where id = '${posting}'`;
const header = (posting: string, loan: string, number: number, count = 2) =>
  `insert into servicing.postings (id, loan_id, number, kind, key, memo, effective_date, accounting_date, recorded_at, line_count, source_type, source_id, actor_name)
   values ('${posting}', '${loan}', ${number}, 'journal', 'by hand', 'By hand', '2024-10-01', '2024-10-01', now(), ${count}, 'test', '${posting}', 'Nobody')`;

/** Runs SQL as the application would, in one transaction. */
async function asApplication(...statements: string[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query('begin');
    for (const statement of statements) await client.query(statement);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

test('the database refuses what is not balanced, not whole, or leaves a gap', async () => {
  const { id } = await givenLoan();
  const next = (await numbersOf(id)).length + 1;
  const p = crypto.randomUUID();
  await expect(
    asApplication(header(p, id, next), line(p, 1, 'cash', 5, id), line(p, 2, 'principal', -4, id)),
  ).rejects.toThrow('off by 1 cents');
  await expect(
    asApplication(header(p, id, next), line(p, 1, 'cash', 5, id), line(p, 2, 'retainage_withheld', -5, id)),
  ).rejects.toThrow('off by');
  await expect(asApplication(header(p, id, next), line(p, 1, 'cash', 5, id))).rejects.toThrow(
    'has 1 of its 2 lines',
  );
  await expect(asApplication(header(p, id, next))).rejects.toThrow('has 0 of its 2 lines');
  await expect(asApplication(header(p, id, next, 1))).rejects.toThrow('line_count');
  await expect(
    asApplication(header(p, id, next), line(p, 1, 'cash', 0, id), line(p, 2, 'principal', 0, id)),
  ).rejects.toThrow('amount_cents');
  await expect(
    asApplication(header(p, id, next + 1), line(p, 1, 'cash', 5, id), line(p, 2, 'principal', -5, id)),
  ).rejects.toThrow('leaves a gap');
  await expect(
    asApplication(header(p, id, next - 1), line(p, 1, 'cash', 5, id), line(p, 2, 'principal', -5, id)),
  ).rejects.toThrow('postings_loan_id_number_key');
  expect(await numbersOf(id)).toHaveLength(next - 1);
});

test('nobody changes, deletes, extends or truncates what is on the books', async () => {
  const { id } = await givenLoan();
  const { rows } = await pool().query(`select id from servicing.postings where loan_id = '${id}' limit 1`);
  const posting = rows[0].id as string;
  for (const statement of [
    `update servicing.postings set memo = 'Other' where id = '${posting}'`,
    `delete from servicing.postings where id = '${posting}'`,
    `update servicing.posting_lines set amount_cents = 1 where posting_id = '${posting}'`,
    `delete from servicing.posting_lines where posting_id = '${posting}'`,
    'truncate servicing.posting_lines',
    line(posting, 3, 'cash', 5, id),
    line(posting, 2, 'cash', 5, id),
    `update servicing.statements set due_cents = 0`,
    `insert into servicing.accounts values ('mine', 'Mine', 'debit', false, 99)`,
  ])
    await expect(asApplication(statement), statement).rejects.toThrow();
  // Not even the owner of the tables.
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await expect(
    owner.query(`delete from servicing.posting_lines where posting_id = '${posting}'`),
  ).rejects.toThrow('append-only');
  await owner.end();
});

test('accounts and kinds in the database are those of the domain', async () => {
  const accounts = await reader().selectFrom('servicing.accounts').selectAll().orderBy('position').execute();
  const shape = ({ key, name, normal, memo }: { key: string; name: string; normal: string; memo: boolean }) =>
    `${key} ${name} ${normal} ${memo}`;
  expect(accounts.map(shape).sort()).toEqual(ACCOUNTS.map(shape).sort());
  const { rows } = await pool().query(
    `select pg_get_constraintdef(oid) as def from pg_constraint where conname = 'postings_kind_check'`,
  );
  const kinds = [...(rows[0].def as string).matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1]);
  expect(kinds.sort()).toEqual([...POSTING_KINDS].sort());
});

test('numbers have no gaps when many post at once, and loans do not wait for each other', async () => {
  const [a, b] = [await givenLoan(), await givenLoan()];
  const fee = (loan: string) =>
    cast.servicing.post(`/v1/loans/${loan}/fees`, { kind: 'other', amountCents: 100 }, { key: key() });
  const answers = await Promise.all([a, b, a, b, a, b, a, b].map(({ id }) => fee(id)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(201));
  for (const { id } of [a, b]) {
    const numbers = await numbersOf(id);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect((await trialBalance(id)).fees_receivable).toBe(400);
  }
  // While one transaction holds loan a, loan b takes a posting at once.
  await inTransaction(systemActor('test'), async (tx) => {
    const loan = await requireTerms(tx, authorise(systemActor('test'), 'read:loans'), a.id);
    const date = bookDate(tx.now) as CivilDate;
    await enter(tx, loan, {
      event: { kind: 'fee', key: 'held', date, amountCents: cents(1), memo: 'Held' },
      source: { type: 'test', id: a.id },
    });
    expect((await fee(b.id)).statusCode).toBe(201);
  });
});

test('a retry with one key posts once', async () => {
  const { id } = await givenLoan();
  const body = { loanId: id, amountCents: 500_000, method: 'wire', effectiveDate: '2024-10-02' };
  const same = key();
  const first = await cast.servicing.post('/v1/payments', body, { key: same });
  const again = await cast.servicing.post('/v1/payments', body, { key: same });
  expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
  expect(again.json()).toEqual(first.json());
  const list = await cast.servicing.get(`/v1/postings?loanId=${id}&kind=payment_received`);
  expect(list.json().items).toHaveLength(1);
  expect((await cast.servicing.post('/v1/payments', body)).json()).toMatchObject({
    status: 400,
    code: 'idempotency_key_required',
  });
});

test('nothing is dated in the future or before funding; the past is open', async () => {
  const { id } = await givenLoan();
  const fee = (effectiveDate: string) =>
    cast.servicing.post(
      `/v1/loans/${id}/fees`,
      { kind: 'draw', amountCents: 100, effectiveDate },
      { key: key() },
    );
  expect((await fee('2024-10-10')).statusCode).toBe(201);
  for (const day of ['2024-09-14', '2024-09-01', '2199-01-01']) {
    const refused = await fee(day);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().errors[0].pointer).toBe('/effectiveDate');
  }
  expect((await fee('2024-11-31')).statusCode).toBe(422);
  expect((await fee('2024-10-09')).statusCode).toBe(201);
});

test('a fee is reversed once, with its reason; a reversal never', async () => {
  const { id } = await givenLoan();
  const fee = (
    await cast.servicing.post(
      `/v1/loans/${id}/fees`,
      { kind: 'inspection', amountCents: 17_500, effectiveDate: '2024-10-02' },
      { key: key() },
    )
  ).json();
  const reverse = (posting: string, who = cast.servicing) =>
    who.post(`/v1/postings/${posting}/reversals`, { reason: 'Waived by agreement' }, { key: key() });
  const tired = await signIn(server, 'servicing', { steppedUp: false });
  expect((await reverse(fee.postingId, tired)).json().code).toBe('step_up_required');
  const done = await reverse(fee.postingId);
  expect(done.statusCode).toBe(201);
  expect(done.json()).toMatchObject({
    kind: 'reversal',
    amountCents: -17_500,
    effectiveDate: '2024-10-02',
    reversesId: fee.postingId,
    reason: 'Waived by agreement',
  });
  expect((await reverse(fee.postingId)).json()).toMatchObject({ status: 409, code: 'reversed_already' });
  expect((await reverse(done.json().id)).json()).toMatchObject({ status: 409, code: 'reversal_of_reversal' });
  expect((await trialBalance(id)).fees_receivable).toBe(0);
  expect((await cast.servicing.get(`/v1/loans/${id}/fees`)).json().items[0].reversed).toBe(true);
});

test('balances as of a day, as known at a moment, with the reason for the interest', async () => {
  const { id } = await givenLoan();
  const pay = { loanId: id, amountCents: 6_000_000, method: 'wire', principalCents: 6_000_000 };
  await cast.servicing.post('/v1/payments', { ...pay, effectiveDate: '2024-10-05' }, { key: key() });
  const balances = async (query: string) =>
    (await cast.servicing.get(`/v1/loans/${id}/balances?${query}`)).json();
  // 20 days of $90.00, then 5 of $75.00.
  expect(await balances('asOf=2024-10-10')).toMatchObject({
    principalCents: 30_000_000,
    accruedInterestCents: 217_500,
    perDiemDollars: '75.0000',
    advancedCents: 36_000_000,
    undrawnCents: 91_500_000,
    outstandingCents: 30_217_500,
    billedThrough: '2024-09-15',
    nextBillOn: '2024-10-01',
  });
  expect(await balances('asOf=2024-10-04')).toMatchObject({ principalCents: 36_000_000 });
  expect(await balances('asOf=2024-09-14')).toMatchObject({ principalCents: 0, accruedInterestCents: 0 });
  // Before the payment was recorded, nobody knew of it.
  expect(await balances('asOf=2024-10-10&knownAt=2024-09-30T00:00:00Z')).toMatchObject({
    principalCents: 36_000_000,
    accruedInterestCents: 225_000,
  });
  const why = (await cast.servicing.get(`/v1/loans/${id}/accrual?asOf=2024-10-10`)).json();
  expect(why).toMatchObject({
    roundedCents: 217_500,
    exactDollars: '2175.0000',
    formula: 'Principal × 9.00% × days ÷ 360',
    segments: [
      {
        from: '2024-09-15',
        to: '2024-10-05',
        days: 20,
        principalCents: 36_000_000,
        interestDollars: '1800.0000',
      },
      {
        from: '2024-10-05',
        to: '2024-10-10',
        days: 5,
        principalCents: 30_000_000,
        interestDollars: '375.0000',
      },
    ],
  });
});

test('postings are listed, filtered and asked as known; pages meet without overlap', async () => {
  const { id } = await givenLoan();
  for (const day of ['2024-10-01', '2024-10-02', '2024-10-03'])
    await cast.servicing.post(
      `/v1/loans/${id}/fees`,
      { kind: 'draw', amountCents: 100, effectiveDate: day },
      { key: key() },
    );
  const list = async (query: string) =>
    (await cast.servicing.get(`/v1/postings?loanId=${id}&${query}`)).json();
  const all = await list('daily=false&withTotal=true');
  expect(all.total).toBe(5);
  expect(all.items.map((each: { memo: string }) => each.memo)).toEqual([
    'Draw fee',
    'Draw fee',
    'Draw fee',
    'Loan funded, wire FED 0001',
    'Wired to escrow',
  ]);
  expect(all.items[0]).toMatchObject({
    principalAfterCents: 36_000_000,
    amountCents: 100,
    kind: 'fee_charged',
  });
  expect(all.items.at(-1)).toMatchObject({ kind: 'escrow_wired', principalAfterCents: 0 });
  const seen: number[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await list(`daily=false&limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.items.map((each: { number: number }) => each.number));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all.items.map((each: { number: number }) => each.number));
  expect((await list('withTotal=true')).total).toBe(5 + 18); // and a posting for each day of interest
  expect((await list('kind=fee_charged&from=2024-10-02')).items).toHaveLength(2);
  expect((await list('kind=fee_charged&sort=-recordedAt&limit=1')).items[0].effectiveDate).toBe('2024-10-03');
  expect((await list('knownAt=2024-09-30T00:00:00Z')).items).toHaveLength(2);
  expect((await cast.servicing.get('/v1/postings?knownAt=yesterday')).statusCode).toBe(422);
});

test('who may never see the books is told so; what is another’s does not exist', async () => {
  const { id } = await givenLoan({ borrower: cast.builder });
  expect((await cast.builder.get('/v1/postings')).statusCode).toBe(403);
  expect((await cast.builder.get(`/v1/loans/${id}/balances`)).statusCode).toBe(200);
  expect((await cast.stranger.get(`/v1/loans/${id}/balances`)).statusCode).toBe(404);
  expect((await cast.stranger.get(`/v1/loans/${id}/accrual`)).statusCode).toBe(404);
  expect((await cast.stranger.get(`/v1/loans/${id}/fees`)).statusCode).toBe(404);
  const inspector = await signIn(server, 'inspector');
  expect((await inspector.get(`/v1/loans/${id}/balances`)).statusCode).toBe(403);
  const manager = await signIn(server, 'manager');
  expect((await manager.get(`/v1/postings?loanId=${id}`)).json().items).toHaveLength(2);
  expect(
    (await manager.post(`/v1/loans/${id}/fees`, { kind: 'draw', amountCents: 1 }, { key: key() })).statusCode,
  ).toBe(403);
});
