import type { Balances } from '@connect/domain/ledger';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { asPaged, countOf, inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../../identity/index.ts';

type Reading = Scope<'read:postings'> | Scope<'close:periods'>;

export interface Run {
  id: string;
  period: string;
  through: string;
  knownAt: string;
}

/** Opens a reconciliation of all loans that were ever funded by its day. Answers how many. */
export async function openReconciliation(
  tx: Tx,
  run: { id: string; period: string; through: string; knownAt: string },
): Promise<number> {
  await tx
    .insertInto('servicing.reconciliations')
    .values({
      id: run.id,
      period: run.period,
      through: run.through,
      known_at: run.knownAt,
      state: 'running',
      started_at: tx.now,
      started_by_name: tx.actor.name,
    })
    .execute();
  const { numAffectedRows } = await sql`
    insert into servicing.reconciliation_loans (reconciliation_id, loan_id, state)
    select ${run.id}::uuid, h.loan_id, 'waiting' from servicing.ledger_heads h where h.last_number > 0`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0);
}

/** The one of a month that is under way. */
export const runningOf = (db: Reader, period: string) =>
  db
    .selectFrom('servicing.reconciliations')
    .select('id')
    .where('period', '=', period)
    .where('state', '=', 'running')
    .executeTakeFirst();

export const findRun = async (db: Reader, id: string): Promise<Run | undefined> =>
  db
    .selectFrom('servicing.reconciliations')
    .select(['id', 'period', 'through', 'known_at as knownAt'])
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();

export const waitingLoans = async (db: Reader, id: string, limit: number): Promise<string[]> =>
  (
    await db
      .selectFrom('servicing.reconciliation_loans')
      .select('loan_id')
      .where('reconciliation_id', '=', id)
      .where('state', '=', 'waiting')
      .orderBy('loan_id')
      .limit(limit)
      .execute()
  ).map(({ loan_id }) => loan_id);

/** What the ledger holds of a loan by the end of a day, effective, as known at a moment, debits less credits by account. */
export async function ledgerOf(
  db: Reader,
  loanId: string,
  { through, knownAt }: Run,
): Promise<Map<string, bigint>> {
  const rows = await db
    .selectFrom('servicing.posting_lines as n')
    .select(['n.account', sql<bigint>`sum(n.amount_cents)::bigint`.as('cents')])
    .where('n.loan_id', '=', loanId)
    .where('n.effective_date', '<=', through)
    .where(sql<boolean>`n.recorded_at <= ${knownAt}::timestamptz`)
    .groupBy('n.account')
    .execute();
  return new Map(rows.map((row) => [row.account, row.cents]));
}

/** Notes that a loan is done, and adds its own books to the sums of the run. */
export async function noteLoan(
  tx: Tx,
  run: Run,
  loanId: string,
  books: Balances,
  ledger: ReadonlyMap<string, bigint>,
): Promise<void> {
  const found = Object.entries(books).map(([account, cents]) => ({ account, cents: cents as bigint }));
  const moved = found.filter(({ cents }) => cents !== 0n);
  for (const { account, cents } of moved)
    await sql`insert into servicing.reconciliation_lines (reconciliation_id, loan_id, account, control_cents, later_cents, loans_cents)
      values (${run.id}, null, ${account}, 0, 0, ${cents})
      on conflict (reconciliation_id, loan_id, account)
      do update set loans_cents = reconciliation_lines.loans_cents + excluded.loans_cents`.execute(tx);
  const different = found.filter(({ account, cents }) => (ledger.get(account) ?? 0n) !== cents);
  if (different.length > 0)
    await tx
      .insertInto('servicing.reconciliation_lines')
      .values(
        different.map(({ account, cents }) => ({
          reconciliation_id: run.id,
          loan_id: loanId,
          account,
          control_cents: ledger.get(account) ?? 0n,
          later_cents: 0n,
          loans_cents: cents,
        })),
      )
      .execute();
  await setLoan(tx, run.id, loanId, 'done', null);
}

export const setLoan = (
  tx: Tx,
  id: string,
  loanId: string,
  state: 'done' | 'failed',
  reason: string | null,
) =>
  tx
    .updateTable('servicing.reconciliation_loans')
    .set({ state, reason })
    .where('reconciliation_id', '=', id)
    .where('loan_id', '=', loanId)
    .execute();

/** Reads the control accounts in one statement over the whole book, and ends the run; false when somebody else did. */
export async function finish(tx: Tx, run: Run): Promise<boolean> {
  const closed = await tx
    .updateTable('servicing.reconciliations')
    .set({ state: 'done', finished_at: tx.now })
    .where('id', '=', run.id)
    .where('state', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  if (!closed) return false;
  await sql`
    insert into servicing.reconciliation_lines (reconciliation_id, loan_id, account, control_cents, later_cents, loans_cents)
    select ${run.id}::uuid, null, n.account,
      coalesce(sum(n.amount_cents) filter (where p.accounting_date <= ${run.through}::date), 0),
      coalesce(sum(n.amount_cents) filter (where p.accounting_date > ${run.through}::date), 0), 0
    from servicing.posting_lines n join servicing.postings p on p.id = n.posting_id
    where n.effective_date <= ${run.through}::date and n.recorded_at <= ${run.knownAt}::timestamptz
    group by n.account
    on conflict (reconciliation_id, loan_id, account) do update
      set control_cents = excluded.control_cents, later_cents = excluded.later_cents`.execute(tx);
  return true;
}

export interface RunFilter {
  period: string;
  limit: number;
  cursor?: string | undefined;
  sort: string;
  state?: string | undefined;
}

/** Declared sorts of a month's reconciliations, with their index. */
export const SORTS = {
  startedAt: {
    by: [['r.started_at', 'timestamptz']],
    at: (row: { startedAt: string }) => [row.startedAt],
  },
} as const;

const matching = (db: Reader, filter: RunFilter) =>
  db
    .selectFrom('servicing.reconciliations as r')
    .selectAll('r')
    .where('r.period', '=', filter.period)
    .$if(filter.state !== undefined, (query) => query.where('r.state', '=', filter.state!));

/** A page of a month's reconciliations, done or under way, and a row more; page first, then count. */
export const listRuns = (db: Reader, _scope: Reading, filter: RunFilter) =>
  db
    .selectFrom(
      matching(db, filter)
        .$call(inOrder(SORTS, 'r.id', filter))
        .limit(pageRows(filter.limit))
        .as('r'),
    )
    .select([
      'r.id',
      'r.period',
      'r.through',
      'r.known_at as knownAt',
      'r.state',
      'r.started_at as startedAt',
      'r.started_by_name as startedByName',
      'r.finished_at as finishedAt',
    ])
    .select([
      sql<number>`(select count(*)::int from servicing.reconciliation_loans n where n.reconciliation_id = r.id)`.as(
        'loans',
      ),
      sql<number>`(select count(*)::int from servicing.reconciliation_loans n
        where n.reconciliation_id = r.id and n.state = 'done')`.as('done'),
      sql<boolean>`not exists (select from servicing.postings p
        where p.accounting_date <= r.through and p.recorded_at > r.known_at)`.as('isCurrent'),
      sql<{ loanId: string; loanNumber: string; reason: string }[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('loanId', n.loan_id, 'loanNumber', l.number, 'reason', n.reason)), '[]')
        from servicing.reconciliation_loans n join lending.loans l on l.id = n.loan_id
        where n.reconciliation_id = r.id and n.state = 'failed')`.as('setAside'),
    ])
    .$call(asPaged(SORTS, 'r.id', filter))
    .execute();
export type ListedRun = Awaited<ReturnType<typeof listRuns>>[number];

export const countRuns = (db: Reader, _scope: Reading, filter: RunFilter): Promise<number> =>
  countOf(matching(db, filter));

export interface ReconciledLine {
  /** Of the run. */
  id: string;
  loanId: string | null;
  loanNumber: string | null;
  account: string;
  accountName: string;
  control: bigint;
  later: bigint;
  loans: bigint;
}

/** The lines of some runs: the sums of the book and the loans that differ. */
export async function linesOf(db: Reader, ids: readonly string[]): Promise<ReconciledLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ReconciledLine>`
    select n.reconciliation_id as id, n.loan_id as "loanId", l.number as "loanNumber", n.account, a.name as "accountName",
      n.control_cents as control, n.later_cents as later, n.loans_cents as loans
    from servicing.reconciliation_lines n join servicing.accounts a on a.key = n.account
    left join lending.loans l on l.id = n.loan_id
    where n.reconciliation_id = any(${[...ids]}::uuid[])
    order by l.serial nulls first, a.position limit 1000`.execute(db);
  return rows;
}
