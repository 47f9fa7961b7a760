import { addDays, type CivilDate } from '@connect/domain/calendar';
import { cents } from '@connect/domain/money';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { systemActor } from '../../platform/actor.ts';
import { bookDate } from '../../platform/book-time.ts';
import { reader } from '../../platform/db.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { servicingLedger } from '../servicing/index.ts';

let server: TestApp;
let acquisitions: SignedIn;
let entitlement: SignedIn;
let agent: SignedIn;
beforeAll(async () => {
  server = await startApp();
  [acquisitions, entitlement, agent] = await Promise.all([
    signIn(server, 'acquisitions', { displayName: 'Ada Acquisitions' }),
    signIn(server, 'entitlement'),
    signIn(server, 'agent'),
  ]);
});
afterAll(() => server.close());

async function givenLead(address: string): Promise<{ id: string; version: number }> {
  const lead = { address, city: 'Seattle', state: 'WA', zip: '98104', askCents: 64_000_000 };
  return (await agent.post('/v1/leads', lead)).json();
}

// Civil days are counted, not hours: a day of the clock change has 23 or 25.
const day = (back: number): string => addDays(bookDate(new Date()) as CivilDate, -back);

/** A funded loan of $1,000,000 with $500,000 out since 36 days at 9 %, a tenth of whose hard cost is drawn. */
async function givenLoan(projectId: string, serial: number): Promise<string> {
  const db = reader();
  const funded = day(36);
  const { rows } = await sql<{ id: string }>`
    insert into lending.loans (serial, number, project_id, product, state, state_since, address, city, state_code, zip, market,
      value_cents, amount_cents, rate, day_count, months, interest_from, default_rate, late_fee_rate, grace_days, retainage_rate,
      funded_on, maturity_date, last_act_on, created_at, updated_at)
    values (${serial}, ${`L-${serial}`}, ${projectId}, 'construction', 'servicing', now(), 'x', 'Seattle', 'WA', '98104', 'seattle',
      160000000, 100000000, 0.09, 'actual/360', 12, 'reserve', 0.18, 0.05, 10, 0.1, ${funded}, ${funded}::date + 365, ${funded}, now(), now())
    returning id`.execute(db);
  const id = rows[0]!.id;
  await sql`insert into lending.budget_lines (loan_id, position, kind, name, original_cents, equity_cents, drawn_cents, retainage_rate) values
    (${id}, 1, 'land', 'Land', 40000000, 25000000, 40000000, 0), (${id}, 2, 'hard', 'Framing', 50000000, 0, 5000000, 0.1),
    (${id}, 3, 'interest_reserve', 'Interest reserve', 10000000, 0, 0, 0)`.execute(db);
  await inTransaction(systemActor('test'), (tx) =>
    servicingLedger.postFunding(tx, {
      loanId: id,
      projectId,
      effectiveDate: funded,
      principalCents: cents(50_000_000),
      feeCents: cents(0),
      wireCents: cents(50_000_000),
      wireReference: 'FED 0001',
      lines: [],
    }),
  );
  return id;
}

test('a fresh lead asks to be answered, and taking it moves the step on', async () => {
  const lead = await givenLead('600 4th Ave');
  const before = (await acquisitions.get(`/v1/reports/projects/${lead.id}`)).json();
  expect(before.next).toMatchObject({ title: 'answer the lead', action: { transition: 'take' } });
  await acquisitions.patch(`/v1/projects/${lead.id}`, lead.version, { ownerId: acquisitions.userId });
  const after = (await acquisitions.get(`/v1/reports/projects/${lead.id}`)).json();
  expect(after.next).toMatchObject({
    title: 'start feasibility or pass',
    action: { transition: 'start_feasibility' },
  });
  expect(after).toMatchObject({ loan: null, draw: null, permits: [], progress: [] });
});

test('loan facts come from the ledger: principal, interest to the day, shares of cost and value', async () => {
  const lead = await givenLead('700 5th Ave');
  await givenLoan(lead.id, 9001);
  const { loan, progress } = (await acquisitions.get(`/v1/reports/projects/${lead.id}`)).json();
  // 500,000 × 9 % × 36 ÷ 360
  expect(loan).toMatchObject({
    number: 'L-9001',
    principalCents: 50_000_000,
    accruedCents: 450_000,
    drawnOfHardCost: '0.1000',
    builtOfHardCost: null,
    loanToCost: '0.8000',
    loanToValue: '0.6250',
    reserveLeftCents: 10_000_000,
  });
  // $45,000 of interest a year, $100,000 of reserve: it lasts to maturity.
  expect(loan.reserveLastsUntil).toBeNull();
  expect(progress).toEqual([
    expect.objectContaining({ name: 'Framing', drawnPercent: 10, builtPercent: null }),
  ]);
});

test('a role that does not read loans sees neither loan nor draws, anywhere', async () => {
  const lead = await givenLead('800 6th Ave');
  await givenLoan(lead.id, 9002);
  const seen = (await entitlement.get(`/v1/reports/projects/${lead.id}`)).json();
  expect(seen).toMatchObject({ loan: null, draw: null, progress: [], counts: { draws: 0, inspections: 0 } });
  expect(JSON.stringify(seen)).not.toContain('9002');
  const board = (await entitlement.get('/v1/reports/dashboard')).json();
  expect(board).toMatchObject({ loans: null, draws: null });
  expect((await entitlement.get('/v1/reports/servicing')).statusCode).toBe(403);
});

test('no partner reads a report; a project that is not there is a 404', async () => {
  const lead = await givenLead('900 7th Ave');
  expect((await agent.get(`/v1/reports/projects/${lead.id}`)).statusCode).toBe(403);
  expect((await agent.get('/v1/reports/dashboard')).statusCode).toBe(403);
  const answer = await acquisitions.get('/v1/reports/projects/0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11');
  expect(answer.json()).toMatchObject({ status: 404, code: 'not_found' });
  expect((await acquisitions.get('/v1/reports/projects/nonsense')).statusCode).toBe(400);
});

test('the dashboard counts what waits and what is lent', async () => {
  const before = (await acquisitions.get('/v1/reports/dashboard')).json();
  const lead = await givenLead('1000 8th Ave');
  await sql`update projects.projects set created_at = now() - interval '21 minutes' where id = ${lead.id}`.execute(
    reader(),
  );
  const loan = await givenLoan(lead.id, 9003);
  await sql`insert into servicing.draws (id, loan_id, project_id, number, state, state_since, requested_at, requested_by_name,
      requested_cents, created_at, updated_at)
    values (${crypto.randomUUID()}, ${loan}, ${lead.id}, 1, 'inspection_scheduled', now(), now() - interval '4 days', 'Sample Builder',
      1000000, now(), now())`.execute(reader());
  const after = (await acquisitions.get('/v1/reports/dashboard')).json();
  expect(after.leads.waiting).toBe(before.leads.waiting + 1);
  expect(after.leads.late).toBe(before.leads.late + 1);
  expect(after.loans.principalCents).toBe(before.loans.principalCents + 50_000_000);
  expect(after.loans.states).toContainEqual(expect.objectContaining({ state: 'servicing' }));
  expect(after.draws).toMatchObject({ open: 1, requestedCents: 1_000_000, medianMinutes: null });
  expect(after.draws.ages).toContainEqual({ age: '3_to_5_days', us: 0, inspector: 1, builder: 0 });
});

test('a loan on one page is the loan and its newest draws, as they are read one by one', async () => {
  const lead = await givenLead('1050 8th Ave');
  const id = await givenLoan(lead.id, 9005);
  for (const number of [1, 2])
    await sql`insert into servicing.draws (id, loan_id, project_id, number, state, state_since, requested_at, requested_by_name,
        requested_cents, created_at, updated_at)
      values (${crypto.randomUUID()}, ${id}, ${lead.id}, ${number}, 'requested', now(), now(), 'Sample Builder', ${number * 1000}, now() + ${`${number} minutes`}::interval, now())`.execute(
      reader(),
    );
  const page = (await acquisitions.get(`/v1/reports/loans/${id}`)).json();
  const { draws, moreDraws, ...loan } = page;
  const listed = (await acquisitions.get(`/v1/loans?projectId=${lead.id}`)).json().items;
  expect(listed).toEqual([loan]);
  expect(moreDraws).toBe(false);
  expect(draws).toEqual((await acquisitions.get(`/v1/draws?loanId=${id}`)).json().items);
  expect(draws).toMatchObject([{ number: 2 }, { number: 1 }]);
  expect((await entitlement.get(`/v1/reports/loans/${id}`)).statusCode).toBe(403);
  expect((await acquisitions.get(`/v1/reports/loans/${lead.id}`)).statusCode).toBe(404);
  const whole = (await acquisitions.get(`/v1/loans/${id}`)).json();
  expect(whole.budget.lines[0]).toMatchObject({ originalCents: 40_000_000, retainageRate: '0' });
});

test('a late payment is late since its oldest unpaid bill, and only by what is past due', async () => {
  const lead = await givenLead('1100 9th Ave');
  const loan = await givenLoan(lead.id, 9004);
  const posting = (
    await sql<{ id: string }>`select id from servicing.postings where loan_id = ${loan}`.execute(reader())
  ).rows[0]!.id;
  const bill = (period: string, due: string, cents: number) =>
    sql`insert into servicing.interest_bills (id, loan_id, key, period, from_date, to_date, effective_date, due_date, amount_cents,
        from_reserve_cents, rate, day_count, exact_dollars, segments, posting_id, billed_at, billed_by_name)
      values (${crypto.randomUUID()}, ${loan}, ${`bill:${period}`}, ${period}, ${due}::date - 31, ${due}::date - 1, ${due}::date - 1, ${due}, ${cents}, 0, 0.09,
        'actual/360', '1', '[]', ${posting}, now(), 'Test')`.execute(reader());
  await bill('2020-01', day(70), 300_00);
  await bill('2020-02', day(40), 200_00);
  await bill('2020-03', day(-5), 100_00);
  // Of the first bill a third is paid: 500 is owed, 100 of it not yet due.
  await sql`update servicing.ledger_heads set last_number = last_number + 1 where loan_id = ${loan}`.execute(
    reader(),
  );
  await reader()
    .transaction()
    .execute(async (tx) => {
      const id = crypto.randomUUID();
      const today = day(0);
      await sql`insert into servicing.postings (id, loan_id, number, kind, key, memo, effective_date, accounting_date, recorded_at, line_count,
          source_type, source_id, actor_name)
        values (${id}, ${loan}, (select last_number from servicing.ledger_heads where loan_id = ${loan}), 'journal', 'owed', 'Owed', ${today}, ${today}, '2026-01-02T00:00:00Z', 2, 'loan', ${loan}, 'Test')`.execute(
        tx,
      );
      await sql`insert into servicing.posting_lines (posting_id, line_no, line_count, account, loan_id, amount_cents, currency, effective_date, recorded_at)
        values (${id}, 1, 2, 'interest_receivable', ${loan}, 50000, 'USD', ${today}, '2026-01-02T00:00:00Z'),
          (${id}, 2, 2, 'interest_income', ${loan}, -50000, 'USD', ${today}, '2026-01-02T00:00:00Z')`.execute(
        tx,
      );
    });
  const desk = (await acquisitions.get('/v1/reports/servicing')).json();
  expect(desk.late).toMatchObject({
    loans: 1,
    dueCents: 400_00,
    items: [{ loanNumber: 'L-9004', dueSince: day(70), daysLate: 70, dueCents: 400_00 }],
  });
  expect(desk.monthEnd).toBeNull();
});

test('the pipeline can be asked for what waits to be answered, and for a range of asks', async () => {
  const open = await givenLead('1200 10th Ave');
  const taken = await givenLead('1300 11th Ave');
  await acquisitions.patch(`/v1/projects/${taken.id}`, taken.version, {
    ownerId: acquisitions.userId,
    askCents: 100_000_000,
  });
  const ids = async (query: string): Promise<string[]> =>
    (await acquisitions.get(`/v1/reports/deals?limit=200&${query}`))
      .json()
      .items.map((item: { id: string }) => item.id);
  const waiting = await ids('waits=answer');
  expect(waiting).toContain(open.id);
  expect(waiting).not.toContain(taken.id);
  expect(await ids('waits=answered')).toContain(taken.id);
  // A bound belongs to the upper range.
  expect(await ids('ask=1m_to_2m')).toEqual([taken.id]);
  expect(await ids('ask=500k_to_1m&waits=answer')).toContain(open.id);
  expect((await acquisitions.get('/v1/reports/deals?waits=nobody')).statusCode).toBe(422);
});
