/** Loans with a daily interest posting for each day of their life, written by SQL; the sums are those of the arithmetic. */
import type pg from 'pg';

/** $360,000 at 9 % on actual/360: $90.00 a day, so that every day's posting is the same. */
const PRINCIPAL = 36_000_000;
const DAILY = 9_000;

export interface Filled {
  /** How far the books are worked out. */
  workedTo: string;
  fundedOn: string;
  days: number;
}

/**
 * Fills an empty book with so many loans and, between them, so many ledger lines. Ids ascend as the rows are written: indexes then grow at
 * their end, which is the difference between minutes and an hour.
 */
export async function fill(owner: pg.Client, loans: number, lines: number): Promise<Filled> {
  const days = Math.max(2, Math.round((lines / loans - 4) / 2));
  const dates = `current_date - 40 - ${days} as funded, current_date - 40 as worked`;
  await owner.query(
    "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '256MB'",
  );
  const indexes = await dropIndexes(owner);
  await owner.query(`
    insert into projects.projects (id, address, city, zip, market, state, stage, stage_since, source, created_at, updated_at)
      values (gen_random_uuid(), '600 4th Ave', 'Seattle', '98104', 'seattle', 'WA', 'servicing', now(), 'phone', now(), now());
    insert into lending.loans (serial, number, project_id, product, state, state_since, address, city, zip, market, state_code, amount_cents,
      rate, day_count, months, interest_from, default_rate, late_fee_rate, grace_days, retainage_rate, funded_on, maturity_date, last_act_on,
      created_at, updated_at)
    select k, 'L-' || k, (select id from projects.projects), 'construction', 'servicing', now(), '600 4th Ave', 'Seattle', '98104',
      'seattle', 'WA', 100000000, 0.09, 'actual/360', 24, 'billed', 0.05, 0.05, 10, 0.1, funded, '2099-01-01', funded, now(), now()
    from generate_series(1, ${loans}) k, (select ${dates}) d;
    insert into servicing.ledger_heads (loan_id, last_number, last_effective_date, last_recorded_at, worked_to)
    select id, 2 + ${days}, worked - 1, worked, worked from lending.loans, (select ${dates}) d;
    insert into servicing.loan_events (id, loan_id, client_key, kind, effective_date, details, source_type, source_id, recorded_at, actor_name)
    select gen_random_uuid(), id, 'settled', 'settled', funded_on,
      '{"wireCents": ${PRINCIPAL}, "feeCents": 0, "reserveCents": 0}', 'loan', id, funded_on, 'Sample loader' from lending.loans;
    insert into servicing.postings (id, loan_id, number, kind, key, memo, effective_date, accounting_date, recorded_at, line_count,
      source_type, source_id, actor_name)
    select (lpad(to_hex(l.serial), 8, '0') || lpad(to_hex(n), 24, '0'))::uuid, l.id, n,
      case n when 1 then 'escrow_wired' when 2 then 'loan_settled' else 'interest_accrued' end,
      case n when 1 then 'settled/wire' when 2 then 'settled' else 'day:' || day end,
      case n when 1 then 'Wired to escrow' when 2 then 'Loan settled' else 'Interest accrued' end,
      day, day, day + 1, 2, 'loan', l.id, 'Sample loader'
    from lending.loans l, generate_series(1, 2 + ${days}) n, lateral (select l.funded_on + greatest(n - 3, 0) as day) d;
    insert into servicing.posting_lines (posting_id, line_no, line_count, account, sub_account, loan_id, amount_cents, currency,
      effective_date, recorded_at)
    select p.id, no, 2,
      (array['escrow', 'cash', 'principal', 'escrow', 'accrued_interest', 'interest_income'])[2 * least(p.number, 3) - 2 + no],
      case when p.number = 1 and no = 2 then 'operating' end, p.loan_id,
      case when p.number < 3 then ${PRINCIPAL} else ${DAILY} end * (3 - 2 * no), 'USD', p.effective_date, p.recorded_at
    from servicing.postings p, generate_series(1, 2) no`);
  for (const index of indexes) await owner.query(index);
  await owner.query('set session_replication_role = origin');
  await owner.query(
    'vacuum (analyze) servicing.posting_lines, servicing.postings, servicing.loan_events, servicing.ledger_heads, lending.loans',
  );
  const { rows } = await owner.query(
    'select funded_on::text as "fundedOn", worked_to::text as "workedTo" from lending.loans l join servicing.ledger_heads h on h.loan_id = l.id limit 1',
  );
  return { ...rows[0], days };
}

/** Indexes are quicker made at once than row by row. Answers the statements that make them again. */
async function dropIndexes(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string; made: string }>(`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made from pg_index i
    where i.indrelid in ('servicing.postings'::regclass, 'servicing.posting_lines'::regclass)
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`);
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ made }) => made);
}
