import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

/** Opens the run of a day or takes it up again: loans that failed wait anew. */
export async function openRun(tx: Tx, day: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into servicing.accrual_runs (day, state, started_at, started_by_name) values (${day}, 'running', ${tx.now}, ${tx.actor.name})
    on conflict (day) do update set state = 'running', finished_at = null
    returning id`.execute(tx);
  await sql`update servicing.accrual_run_loans set state = 'waiting', reason = null where day = ${day} and state = 'failed'`.execute(
    tx,
  );
  return rows[0]!.id;
}

/** Adds the loans on which interest runs and whose books are not that far. Answers how many the run has. */
export async function addLoans(tx: Tx, day: string): Promise<number> {
  await sql`
    insert into servicing.accrual_run_loans (day, loan_id, state)
    select ${day}, l.id, 'waiting' from lending.loans l join servicing.ledger_heads h on h.loan_id = l.id
    where l.state in ('funded', 'recorded', 'servicing', 'default') and h.worked_to < ${day}::date
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from servicing.accrual_run_loans where day = ${day}`.execute(tx);
  return rows[0]!.n;
}

export const waitingLoans = async (db: Reader, day: string, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('servicing.accrual_run_loans')
      .select('loan_id')
      .where('day', '=', day)
      .where('state', '=', 'waiting')
      .orderBy('loan_id')
      .limit(limit)
      .execute()
  ).map(({ loan_id }) => loan_id);

export const noteLoan = (
  tx: Tx,
  day: string,
  loanId: string,
  state: 'done' | 'failed',
  reason: string | null,
) =>
  tx
    .updateTable('servicing.accrual_run_loans')
    .set({ state, reason })
    .where('day', '=', day)
    .where('loan_id', '=', loanId)
    .execute();

/** Ends a run; undefined when somebody else did. */
export const closeRun = (tx: Tx, day: string) =>
  tx
    .updateTable('servicing.accrual_runs')
    .set({ state: 'done', finished_at: tx.now })
    .where('day', '=', day)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst();

/** The latest runs, with how far they came and what they set aside. */
export async function listRuns(db: Reader, limit: number) {
  const { rows } = await sql<{
    id: string;
    day: string;
    state: string;
    startedAt: string;
    startedByName: string;
    finishedAt: string | null;
    loans: number;
    done: number;
    setAside: { loanId: string; loanNumber: string; reason: string }[];
  }>`
    select r.id, r.day, r.state, r.started_at as "startedAt", r.started_by_name as "startedByName", r.finished_at as "finishedAt",
      count(n.loan_id)::int as loans, count(*) filter (where n.state = 'done')::int as done,
      coalesce(jsonb_agg(jsonb_build_object('loanId', n.loan_id, 'loanNumber', l.number, 'reason', n.reason))
        filter (where n.state = 'failed'), '[]') as "setAside"
    from (select * from servicing.accrual_runs order by day desc limit ${limit}) r
    left join servicing.accrual_run_loans n on n.day = r.day
    left join lending.loans l on l.id = n.loan_id
    group by r.id, r.day, r.state, r.started_at, r.started_by_name, r.finished_at
    order by r.day desc`.execute(db);
  return rows;
}
