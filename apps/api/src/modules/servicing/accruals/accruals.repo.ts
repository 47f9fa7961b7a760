import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { asPaged, BY_ID, countOf, inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../../identity/index.ts';

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

/** Runs with how far they came and what they set aside; page first, then count. */
const described = (db: Reader, runs: ReturnType<typeof matching>) =>
  db
    .selectFrom(runs.as('r'))
    .select([
      'r.id',
      'r.day',
      'r.state',
      'r.started_at as startedAt',
      'r.started_by_name as startedByName',
      'r.finished_at as finishedAt',
    ])
    .select([
      sql<number>`(select count(*)::int from servicing.accrual_run_loans n where n.day = r.day)`.as('loans'),
      sql<number>`(select count(*)::int from servicing.accrual_run_loans n where n.day = r.day and n.state = 'done')`.as(
        'done',
      ),
      sql<{ loanId: string; loanNumber: string; reason: string }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('loanId', n.loan_id, 'loanNumber', l.number, 'reason', n.reason)), '[]')
        from servicing.accrual_run_loans n join lending.loans l on l.id = n.loan_id
        where n.day = r.day and n.state = 'failed')`.as('setAside'),
    ]);

export interface RunFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  state?: string | undefined;
}

/** A day has one run. */
const SORTS = { day: BY_ID };

const matching = (db: Reader, filter: Pick<RunFilter, 'state'>) =>
  db
    .selectFrom('servicing.accrual_runs as r')
    .selectAll('r')
    .$if(filter.state !== undefined, (query) => query.where('r.state', '=', filter.state!));

/** A page of the runs and a row more. */
export const listRuns = (db: Reader, _scope: Scope<'read:postings'>, filter: RunFilter) =>
  described(
    db,
    matching(db, filter)
      .$call(inOrder(SORTS, 'r.day', filter, 'date'))
      .limit(pageRows(filter.limit)),
  )
    .$call(asPaged(SORTS, 'r.day', filter))
    .execute();

export const countRuns = (db: Reader, _scope: Scope<'read:postings'>, filter: RunFilter): Promise<number> =>
  countOf(matching(db, filter));

/** For who has authorised it: the run of a day. */
export const findRun = (db: Reader, day: string) =>
  described(db, matching(db, {}).where('r.day', '=', day)).executeTakeFirst();

export const latestRun = (db: Reader) =>
  described(db, matching(db, {}).orderBy('r.day', 'desc').limit(1)).executeTakeFirst();
