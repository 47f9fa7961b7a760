import { ACCRUING_LOAN_STATES } from '@connect/domain/loan-states';
import { sql, type Updateable } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import type { DB } from '../../../platform/db-types.gen.ts';
import type { Scope } from '../../identity/index.ts';
import { lastDayOf, type Period } from '../billing/period.ts';

export interface PeriodRow {
  id: string;
  period: string;
  state: string;
  requested_by: string | null;
  requested_by_name: string | null;
  requested_at: string | null;
  reason: string | null;
  decided_by_name: string | null;
  decided_at: string | null;
  version: number;
}
type Reading = Scope<'read:postings'> | Scope<'close:periods'>;

const COLUMNS = [
  'id',
  'period',
  'state',
  'requested_by',
  'requested_by_name',
  'requested_at',
  'reason',
  'decided_by_name',
  'decided_at',
  'version',
] as const;

/** The months that somebody has moved, by key; every other month is open. */
export const movedPeriods = async (db: Reader, _scope: Reading): Promise<Map<string, PeriodRow>> =>
  new Map(
    (
      await db
        .selectFrom('servicing.accounting_periods')
        .select([...COLUMNS])
        .execute()
    ).map((row) => [row.period, row]),
  );

/** The month's row, made if need be and locked: two people moving it wait for each other. */
export async function lockPeriod(tx: Tx, _scope: Scope<'close:periods'>, key: string): Promise<PeriodRow> {
  await tx
    .insertInto('servicing.accounting_periods')
    .values({ period: key, state: 'open', updated_at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return tx
    .selectFrom('servicing.accounting_periods')
    .select([...COLUMNS])
    .where('period', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export const updatePeriod = (tx: Tx, key: string, to: Updateable<DB['servicing.accounting_periods']>) =>
  tx
    .updateTable('servicing.accounting_periods')
    .set({ ...to, updated_at: tx.now, version: sql`version + 1` })
    .where('period', '=', key)
    .execute();

/** The first day on which anything stands in the books; null in an empty book. */
export async function firstDay(db: Reader, _scope: Reading): Promise<string | null> {
  const row = await db
    .selectFrom('servicing.postings')
    .select(({ fn }) => fn.min('accounting_date').as('day'))
    .executeTakeFirst();
  return row?.day ?? null;
}

/** Postings and numbers of the book in some months. */
export async function countsByPeriod(db: Reader, _scope: Reading, periods: readonly Period[]) {
  if (periods.length === 0) return new Map();
  const keys = periods.map(({ key }) => key);
  const { rows } = await sql<{ period: string; postings: number; from: bigint | null; to: bigint | null }>`
    select p.period, p.postings, b."from", b."to"
    from (select m.period, (select count(*)::int from servicing.postings p
        where p.accounting_date >= to_date(m.period, 'YYYY-MM')
          and p.accounting_date < to_date(m.period, 'YYYY-MM') + interval '1 month') as postings
      from unnest(${keys}::text[]) as m (period)) p
    left join (select period, min(number) as "from", max(number) as "to" from servicing.book_numbers
      where period = any(${keys}::text[]) group by 1) b using (period)`.execute(db);
  return new Map(rows.map((row) => [row.period, row]));
}

export interface Readiness {
  /** Loans on which interest ran in the month. */
  accruing: number;
  /** Those whose interest is not accrued to its end. */
  notAccrued: number;
  monthEnd: string | null;
  monthEndFailed: number;
  /** The last reconciliation that is done: when its books were read, how many loans differ or were set aside. */
  knownAt: string | null;
  differences: number;
  setAside: number;
  /** Something was posted into the month after that. */
  postedSince: boolean;
}

/** What a month has of what its close needs. */
export async function readiness(db: Reader, _scope: Reading, period: Period): Promise<Readiness> {
  const running = [...ACCRUING_LOAN_STATES];
  const { rows } = await sql<Readiness>`
    with last as (
      select r.id, r.known_at from servicing.reconciliations r
      where r.period = ${period.key} and r.state = 'done' order by r.started_at desc limit 1
    )
    select
      (select count(*)::int from lending.loans l where l.funded_on < ${period.to}::date and l.state = any(${running})) as accruing,
      (select count(*)::int from lending.loans l join servicing.ledger_heads h on h.loan_id = l.id
        where l.funded_on < ${period.to}::date and l.state = any(${running}) and h.worked_to < ${period.to}::date) as "notAccrued",
      (select m.state from servicing.month_ends m where m.period = ${period.key}) as "monthEnd",
      (select count(*)::int from servicing.month_end_loans e where e.period = ${period.key}
        and (e.bill = 'failed' or e.statement = 'failed')) as "monthEndFailed",
      (select known_at from last) as "knownAt",
      (select count(*)::int from servicing.reconciliation_lines n, last where n.reconciliation_id = last.id
        and n.control_cents + n.later_cents <> n.loans_cents) as differences,
      (select count(*)::int from servicing.reconciliation_loans n, last
        where n.reconciliation_id = last.id and n.state = 'failed') as "setAside",
      coalesce((select max(p.recorded_at) > (select known_at from last) from servicing.postings p
        where p.accounting_date <= ${lastDayOf(period)}::date), false) as "postedSince"`.execute(db);
  return rows[0]!;
}

/** Waits for postings that are under way and holds up new ones until this transaction ends. */
export const stopPosting = (tx: Tx) => sql`select servicing.stop_posting()`.execute(tx);

/** Gives the book's numbers to everything dated into the month or before that has none, in the order in which it stands in the books. */
export const numberPostings = (tx: Tx, period: Period) =>
  sql`insert into servicing.book_numbers (number, posting_id, period)
    select coalesce((select max(number) from servicing.book_numbers), 0)
      + row_number() over (order by p.accounting_date, p.recorded_at, l.serial, p.number), p.id, ${period.key}
    from servicing.postings p join lending.loans l on l.id = p.loan_id
    where p.accounting_date < ${period.to}::date
      and not exists (select from servicing.book_numbers b where b.posting_id = p.id)`.execute(tx);
