import { ACCRUING_LOAN_STATES } from '@connect/domain/loan-states';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { BY_ID, countOf, inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../../identity/index.ts';

/** Makes the run of a period, or takes it up again. Answers its id. */
export async function openMonthEnd(tx: Tx, period: string): Promise<string> {
  const row = await tx
    .insertInto('servicing.month_ends')
    .values({ period, state: 'running', started_at: tx.now, started_by_name: tx.actor.name })
    .onConflict((oc) =>
      oc.column('period').doUpdateSet({
        state: 'running',
        finished_at: null,
        version: sql`month_ends.version + 1`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Puts every loan of the month on the run: those that run, and those paid off in it or since. Loans that are done stay done; those set
 * aside are tried again. Answers how many loans the run has.
 */
export async function addLoans(tx: Tx, period: string, from: string, to: string): Promise<number> {
  const running = [...ACCRUING_LOAN_STATES];
  await sql`
    insert into servicing.month_end_loans (period, loan_id, bill, statement, updated_at)
    select ${period}, l.id, case when l.state = any(${running}) then 'waiting' else 'nothing' end, 'waiting', ${tx.now}
    from lending.loans l
    where l.funded_on < ${to}::date and (l.state = any(${running})
      or exists (select from servicing.postings p where p.loan_id = l.id and p.effective_date >= ${from}::date))
    on conflict (period, loan_id) do update set
      bill = case when month_end_loans.bill in ('failed', 'nothing') then excluded.bill else month_end_loans.bill end,
      statement = case when month_end_loans.statement = 'failed' then 'waiting' else month_end_loans.statement end,
      reason = null, updated_at = excluded.updated_at`.execute(tx);
  const row = await tx
    .selectFrom('servicing.month_end_loans')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('period', '=', period)
    .executeTakeFirstOrThrow();
  return row.n;
}

/** Loans of the run that still wait, in a steady order. */
export const waitingLoans = (db: Reader, period: string, limit: number) =>
  db
    .selectFrom('servicing.month_end_loans')
    .select(['loan_id as loanId', 'bill', 'statement'])
    .where('period', '=', period)
    .where((eb) => eb.or([eb('bill', '=', 'waiting'), eb('statement', '=', 'waiting')]))
    .orderBy('loan_id')
    .limit(limit)
    .execute();

export const noteLoan = (
  tx: Tx,
  period: string,
  loanId: string,
  values: {
    bill?: string;
    statement?: string;
    reason?: string | null;
    bill_id?: string | null;
    statement_id?: string | null;
  },
) =>
  tx
    .updateTable('servicing.month_end_loans')
    .set({ ...values, updated_at: tx.now })
    .where('period', '=', period)
    .where('loan_id', '=', loanId)
    .execute();

export const closeMonthEnd = (tx: Tx, period: string) =>
  tx
    .updateTable('servicing.month_ends')
    .set({ state: 'done', finished_at: tx.now, version: sql`version + 1` })
    .where('period', '=', period)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst();

/** Runs with how far each step is. */
const runs = (db: Reader) =>
  db
    .selectFrom('servicing.month_ends as m')
    .select([
      'm.period',
      'm.state',
      'm.started_at as startedAt',
      'm.started_by_name as startedByName',
      'm.finished_at as finishedAt',
      'm.version',
    ])
    .select((eb) => {
      const count = (test: string) =>
        eb
          .selectFrom('servicing.month_end_loans as e')
          .whereRef('e.period', '=', 'm.period')
          .select(sql<number>`(count(*) filter (where ${sql.raw(test)}))::int`.as('n'))
          .$asScalar();
      const bills = (column: string) =>
        eb
          .selectFrom('servicing.interest_bills as b')
          .whereRef('b.period', '=', 'm.period')
          .where('b.reversed_at', 'is', null)
          .select(sql<bigint>`coalesce(sum(${sql.ref(column)}), 0)::bigint`.as('cents'))
          .$asScalar();
      return [
        count('true').as('loans'),
        count("e.bill in ('done', 'nothing')").as('billed'),
        count("e.bill = 'failed'").as('billsFailed'),
        count("e.statement = 'done'").as('stated'),
        count("e.statement = 'failed'").as('statementsFailed'),
        bills('b.amount_cents').as('billedCents'),
        bills('b.from_reserve_cents').as('fromReserveCents'),
      ];
    });
export type FoundMonthEnd = Awaited<ReturnType<typeof listMonthEnds>>[number];

export interface MonthEndFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  state?: string | undefined;
}

const matching = (db: Reader, filter: MonthEndFilter) =>
  runs(db).$if(filter.state !== undefined, (query) => query.where('m.state', '=', filter.state!));

/** A page of runs, latest month first. A month has one. */
export const listMonthEnds = (db: Reader, _scope: Scope<'read:postings'>, filter: MonthEndFilter) =>
  matching(db, filter)
    .$call(inOrder({ period: BY_ID }, 'm.period', filter, 'bpchar'))
    .limit(pageRows(filter.limit))
    .execute();

export const countMonthEnds = (
  db: Reader,
  _scope: Scope<'read:postings'>,
  filter: MonthEndFilter,
): Promise<number> => countOf(matching(db, filter));

/** For who has authorised it: the run of a month. */
export const findMonthEnd = (db: Reader, period: string) =>
  runs(db).where('m.period', '=', period).executeTakeFirst();

export const setAside = (db: Reader, periods: readonly string[]) =>
  periods.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('servicing.month_end_loans as e')
        .innerJoin('lending.loans as l', 'l.id', 'e.loan_id')
        .select(['e.period', 'e.loan_id as loanId', 'l.number as loanNumber', 'e.bill', 'e.reason'])
        .where('e.period', 'in', [...periods])
        .where((eb) => eb.or([eb('e.bill', '=', 'failed'), eb('e.statement', '=', 'failed')]))
        .orderBy('l.serial')
        .limit(500)
        .execute();
