import { type RawBuilder, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { Period } from '../billing/period.ts';

type Reading = Scope<'read:postings'>;

/** The chart of accounts, in its own order. */
export const listAccounts = (db: Reader, _scope: Reading | Scope<'close:periods'>) =>
  db
    .selectFrom('servicing.accounts')
    .select(['key', 'name', 'normal', 'memo', 'external_code as externalCode', 'version'])
    .orderBy('position')
    .execute();

export const lockAccount = (tx: Tx, _scope: Scope<'close:periods'>, key: string) =>
  tx
    .selectFrom('servicing.accounts')
    .select(['id', 'version'])
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();

export const setExternalCode = (tx: Tx, key: string, code: string | null) =>
  tx
    .updateTable('servicing.accounts')
    .set({ external_code: code, version: sql`version + 1` })
    .where('key', '=', key)
    .execute();

export interface TrialQuestion {
  from: string;
  to: string;
  by: 'accounting' | 'effective';
  knownAt: string | undefined;
}

export interface TrialRow {
  account: string;
  accountName: string;
  subAccount: string | null;
  memo: boolean;
  opening: bigint;
  debit: bigint;
  credit: bigint;
}

/** Every account that ever moved by a day: what stood on it before `from`, and what came and went from then to `to`. */
export async function trialBalance(db: Reader, scope: Reading, q: TrialQuestion): Promise<TrialRow[]> {
  const lines = sql`select account, sub_account, effective_date as day, amount_cents as amount, 1 as times, loan_id, recorded_at
    from servicing.posting_lines`;
  const { rows } = await sql<TrialRow>`
    select a.key as account, a.name as "accountName", n.sub_account as "subAccount", a.memo,
      coalesce(sum(n.amount * n.times) filter (where n.day < ${q.from}::date), 0)::bigint as opening,
      coalesce(sum(n.amount * n.times) filter (where n.day >= ${q.from}::date and n.amount > 0), 0)::bigint as debit,
      coalesce(-sum(n.amount * n.times) filter (where n.day >= ${q.from}::date and n.amount < 0), 0)::bigint as credit
    from (${q.by === 'accounting' ? sql`${lines} union all ${MOVED}` : lines}) n
    join servicing.accounts a on a.key = n.account
    where n.day <= ${q.to}::date and ${known(q.knownAt)} and ${visible(scope, 'loan', 'n.loan_id')}
    group by a.position, a.key, a.name, n.sub_account, a.memo
    having sum(n.times) > 0
    order by a.position, n.sub_account`.execute(db);
  return rows;
}

/**
 * Few postings stand in the books on another day than they count from. Their lines are taken off the one day and put on the other,
 * found by their ids: PostgreSQL cannot know how few they are, and would read every line of the book once more for them.
 */
const MOVED = sql`select n.account, n.sub_account, d.day, n.amount_cents, d.times, n.loan_id, n.recorded_at
  from servicing.posting_lines n join servicing.postings p on p.id = n.posting_id
  cross join lateral (values (p.effective_date, -1), (p.accounting_date, 1)) d (day, times)
  where n.posting_id = any (array(select id from servicing.postings where accounting_date <> effective_date))`;

const known = (knownAt: string | undefined): RawBuilder<boolean> =>
  knownAt === undefined ? sql`true` : sql`n.recorded_at <= ${knownAt}::timestamptz`;

export interface LedgerRow {
  bookNumber: bigint | null;
  accountingDate: string;
  effectiveDate: string;
  loanNumber: string;
  postingNumber: number;
  kind: string;
  memo: string;
  account: string;
  accountName: string;
  externalCode: string | null;
  subAccount: string | null;
  offBooks: boolean;
  amountCents: bigint;
  currency: string;
  reverses: number | null;
}

const CHUNK = 5000;

/** Every line of a month of the books in the order of its numbers, some thousand at a time. */
export async function* ledgerOfMonth(
  db: Reader,
  scope: Reading,
  period: Period,
): AsyncGenerator<LedgerRow[]> {
  let place: { day: string; at: string; serial: number; number: number } | undefined;
  for (;;) {
    const { rows } = await sql<LedgerRow & { at: string; serial: number }>`
      with page as (
        select p.id, p.accounting_date, p.recorded_at, p.number, l.serial, l.number as loan_number
        from servicing.postings p join lending.loans l on l.id = p.loan_id
        where p.accounting_date >= ${period.from}::date and p.accounting_date < ${period.to}::date
          and ${visible(scope, 'loan', 'p.loan_id')}
          and ${
            place
              ? sql`(p.accounting_date, p.recorded_at, l.serial, p.number) >
                  (${place.day}::date, ${place.at}::timestamptz, ${place.serial}, ${place.number})`
              : sql`true`
          }
        order by p.accounting_date, p.recorded_at, l.serial, p.number limit ${CHUNK}
      )
      select b.number as "bookNumber", p.accounting_date as "accountingDate", p.effective_date as "effectiveDate",
        g.loan_number as "loanNumber", p.number as "postingNumber", p.kind, p.memo, n.account, a.name as "accountName",
        a.external_code as "externalCode", n.sub_account as "subAccount", a.memo as "offBooks", n.amount_cents as "amountCents",
        n.currency, o.number as reverses, p.recorded_at as at, g.serial
      from page g join servicing.postings p on p.id = g.id
      join servicing.posting_lines n on n.posting_id = p.id
      join servicing.accounts a on a.key = n.account
      left join servicing.book_numbers b on b.posting_id = p.id
      left join servicing.postings o on o.id = p.reverses
      order by g.accounting_date, g.recorded_at, g.serial, g.number, n.line_no`.execute(db);
    if (rows.length === 0) return;
    yield rows;
    const last = rows.at(-1)!;
    place = { day: last.accountingDate, at: last.at, serial: last.serial, number: last.postingNumber };
  }
}

/** A month of the books by day, account and bank, without what is off the books: the lines of a summary journal. */
export async function dailySums(db: Reader, scope: Reading, period: Period) {
  const { rows } = await sql<{
    day: string;
    accountName: string;
    externalCode: string | null;
    subAccount: string | null;
    debit: bigint;
    credit: bigint;
  }>`
    select p.accounting_date as day, a.name as "accountName", a.external_code as "externalCode", n.sub_account as "subAccount",
      coalesce(sum(n.amount_cents) filter (where n.amount_cents > 0), 0)::bigint as debit,
      coalesce(-sum(n.amount_cents) filter (where n.amount_cents < 0), 0)::bigint as credit
    from servicing.postings p
    join servicing.posting_lines n on n.posting_id = p.id
    join servicing.accounts a on a.key = n.account
    where p.accounting_date >= ${period.from}::date and p.accounting_date < ${period.to}::date and not a.memo
      and ${visible(scope, 'loan', 'p.loan_id')}
    group by p.accounting_date, a.position, a.name, a.external_code, n.sub_account
    order by p.accounting_date, a.position, n.sub_account`.execute(db);
  return rows;
}

/** The month's record, made if nobody has moved the month yet: what an export is on record about. */
export async function idOfPeriod(tx: Tx, key: string): Promise<string> {
  await tx
    .insertInto('servicing.accounting_periods')
    .values({ period: key, state: 'open', updated_at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .execute();
  const row = await tx
    .selectFrom('servicing.accounting_periods')
    .select('id')
    .where('period', '=', key)
    .executeTakeFirstOrThrow();
  return row.id;
}
