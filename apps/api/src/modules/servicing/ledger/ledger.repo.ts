import type { CivilDate } from '@connect/domain/calendar';
import type { AccountKey } from '@connect/domain/chart-of-accounts';
import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import type { Balances, PostingKind, PostingLine } from '@connect/domain/ledger';
import type { BalanceStep } from '@connect/domain/loan';
import { type Cents, cents, ZERO } from '@connect/domain/money';
import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Reader, Tx } from '../../../platform/db.ts';
import { statement } from '../../../platform/statement.ts';

/** A question about a ledger: as of which effective date, as known at which recorded moment; all when left out. */
export interface AsOf {
  asOf?: string | undefined;
  knownAt?: string | undefined;
}

export interface Head {
  last_number: number;
  last_effective_date: string | null;
  last_recorded_at: string | null;
  /** Events dated on it count, interest runs to it and does not include it; null before the first event. */
  worked_to: string | null;
}

/** The loan's ledger head, made if need be and locked until the transaction ends. */
export async function lockHead(tx: Tx, loanId: string): Promise<Head> {
  await tx
    .insertInto('servicing.ledger_heads')
    .values({ loan_id: loanId, last_number: 0 })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return tx
    .selectFrom('servicing.ledger_heads')
    .select(['last_number', 'last_effective_date', 'last_recorded_at', 'worked_to'])
    .where('loan_id', '=', loanId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The day of the loan's last posting, null before the first. */
export async function lastPostedOn(db: Reader, loanId: string): Promise<CivilDate | null> {
  const row = await db
    .selectFrom('servicing.ledger_heads')
    .select('last_effective_date')
    .where('loan_id', '=', loanId)
    .executeTakeFirst();
  return (row?.last_effective_date ?? null) as CivilDate | null;
}

export const moveHead = (tx: Tx, loanId: string, to: Head) =>
  tx.updateTable('servicing.ledger_heads').set(to).where('loan_id', '=', loanId).execute();

export interface NewPosting {
  id: string;
  number: number;
  kind: string;
  key: string | null;
  memo: string;
  effectiveDate: CivilDate;
  accountingDate: CivilDate;
  reverses: string | null;
  reason: string | null;
  eventId: string | null;
  source: { type: string; id: string };
  lines: readonly LedgerLine[];
}

/** Writes postings with their lines, however many in two statements; the database checks at commit that each balances. */
export async function insertPostings(
  tx: Tx,
  loanId: string,
  postings: readonly NewPosting[],
  { recordedAt, replayId }: { recordedAt: string; replayId: string | null },
): Promise<void> {
  if (postings.length === 0) return;
  const heads = postings.map(({ lines, source, ...posting }) => ({
    ...posting,
    lineCount: lines.length,
    sourceType: source.type,
    sourceId: source.id,
  }));
  const lines = postings.flatMap(({ id, effectiveDate, lines }) =>
    lines.map(({ account, subAccount, loanId, amountCents }, at) => ({
      postingId: id,
      lineNo: at + 1,
      lineCount: lines.length,
      account,
      subAccount,
      loanId,
      amountCents: String(amountCents),
      effectiveDate,
    })),
  );
  // Rows go as one value: a statement with a parameter for each of their fields is another one for each number of rows.
  const { userId, name } = tx.actor;
  await sql`
    insert into servicing.postings (id, loan_id, number, kind, key, memo, effective_date, accounting_date, recorded_at, line_count, reverses,
      reason, event_id, replay_id, source_type, source_id, actor_id, actor_name)
    select r.id, ${loanId}, r.number, r.kind, r.key, r.memo, r."effectiveDate", r."accountingDate", ${recordedAt}, r."lineCount", r.reverses,
      r.reason, r."eventId", ${replayId}, r."sourceType", r."sourceId", ${userId}, ${name}
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as r (id uuid, number integer, kind text, key text, memo text,
      "effectiveDate" date, "accountingDate" date, "lineCount" smallint, reverses uuid, reason text, "eventId" uuid, "sourceType" text,
      "sourceId" uuid)`.execute(tx);
  await sql`
    insert into servicing.posting_lines (posting_id, line_no, line_count, account, sub_account, loan_id, amount_cents, currency,
      effective_date, recorded_at)
    select r."postingId", r."lineNo", r."lineCount", r.account, r."subAccount", r."loanId", r."amountCents", 'USD',
      r."effectiveDate", ${recordedAt}
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r ("postingId" uuid, "lineNo" smallint, "lineCount" smallint, account text,
      "subAccount" text, "loanId" uuid, "amountCents" bigint, "effectiveDate" date)`.execute(tx);
}

export interface StandingPosting {
  id: string;
  number: number;
  key: string;
  kind: PostingKind;
  effectiveDate: CivilDate;
  eventId: string | null;
  sourceType: string;
  sourceId: string;
  lines: LedgerLine[];
}

/** The postings of a loan's history from a day on that no reversal took back, with their lines. */
export async function standingPostings(db: Reader, loanId: string, from: string): Promise<StandingPosting[]> {
  const rows = await db
    .selectFrom('servicing.postings as p')
    .innerJoin('servicing.posting_lines as n', 'n.posting_id', 'p.id')
    .select([
      'p.id',
      'p.number',
      'p.key',
      'p.kind',
      'p.effective_date as effectiveDate',
      'p.event_id as eventId',
      'p.source_type as sourceType',
      'p.source_id as sourceId',
      'n.account',
      'n.sub_account as subAccount',
      'n.loan_id as loanId',
      'n.amount_cents as amountCents',
    ])
    .where('p.loan_id', '=', loanId)
    .where('p.effective_date', '>=', from)
    .where('p.key', 'is not', null)
    .where('p.kind', '<>', 'reversal')
    .where(sql<boolean>`not exists (select from servicing.postings r where r.reverses = p.id)`)
    .orderBy('p.number')
    .orderBy('n.line_no')
    .execute();
  const found = new Map<string, StandingPosting>();
  for (const { account, subAccount, loanId: of, amountCents, ...posting } of rows) {
    const known = found.get(posting.id) ?? ({ ...posting, lines: [] } as unknown as StandingPosting);
    known.lines.push({
      account: account as AccountKey,
      subAccount,
      loanId: of,
      amountCents: cents(amountCents),
    });
    found.set(posting.id, known);
  }
  return [...found.values()];
}

export const insertReplay = (
  tx: Tx,
  row: {
    id: string;
    loan_id: string;
    event_id: string;
    from_date: string;
    sentence: string;
    reversed: number;
    posted: number;
    interest_change_cents: bigint;
    recorded_at: string;
  },
) => tx.insertInto('servicing.replays').values(row).execute();

export const projectOf = async (db: Reader, loanId: string): Promise<string> =>
  (
    await db
      .selectFrom('lending.loans')
      .select('project_id')
      .where('id', '=', loanId)
      .executeTakeFirstOrThrow()
  ).project_id;

export interface LedgerLine extends PostingLine {
  loanId: string;
  /** Which bank, for cash. */
  subAccount: string | null;
}

/** A posting with its lines and the posting that reversed it, by id. */
export async function findPosting(db: Reader, id: string) {
  const found = await db
    .selectFrom('servicing.postings as p')
    .leftJoin('servicing.postings as r', 'r.reverses', 'p.id')
    .select([
      'p.id',
      'p.loan_id as loanId',
      'p.number',
      'p.key',
      'p.kind',
      'p.memo',
      'p.effective_date as effectiveDate',
      'p.recorded_at as recordedAt',
      'p.source_type as sourceType',
      'p.source_id as sourceId',
      'r.id as reversedBy',
    ])
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  const lines = await db
    .selectFrom('servicing.posting_lines')
    .select(['account', 'sub_account as subAccount', 'loan_id as loanId', 'amount_cents as amountCents'])
    .where('posting_id', '=', id)
    .orderBy('line_no')
    .execute();
  return { ...found, kind: found.kind as PostingKind, lines: lines as LedgerLine[] };
}
export type FoundPosting = NonNullable<Awaited<ReturnType<typeof findPosting>>>;

const within = <T>(question: AsOf, when: { asOf(date: string): T; knownAt(moment: string): T }): T[] => [
  ...(question.asOf === undefined ? [] : [when.asOf(question.asOf)]),
  ...(question.knownAt === undefined ? [] : [when.knownAt(question.knownAt)]),
];

const asked = (question: AsOf, alias = 'n') =>
  sql.join(
    [
      sql`true`,
      ...within(question, {
        asOf: (date) => sql`${sql.ref(`${alias}.effective_date`)} <= ${date}::date`,
        knownAt: (moment) => sql`${sql.ref(`${alias}.recorded_at`)} <= ${moment}::timestamptz`,
      }),
    ],
    sql` and `,
  );

const accountSums = (db: Reader, loanId: string, question: AsOf) =>
  db
    .selectFrom('servicing.posting_lines as n')
    .select(['n.account', sql<bigint>`sum(n.amount_cents)::bigint`.as('cents')])
    .where('n.loan_id', '=', loanId)
    .where(sql<boolean>`${asked(question)}`)
    .groupBy('n.account');

/** Debits less credits of every account of the loan, in cents. */
export const sumAccounts = async (db: Reader, loanId: string, question: AsOf = {}): Promise<Balances> =>
  balancesOf(await accountSums(db, loanId, question).execute());

function balancesOf(rows: { account: string; cents: bigint }[]): Balances {
  const sums = Object.fromEntries(ACCOUNTS.map(({ key }) => [key, ZERO])) as Balances;
  for (const { account, cents: sum } of rows) sums[account as AccountKey] = cents(sum);
  return sums;
}

/** Principal of many loans, in cents; loans without postings are left out. */
export async function sumPrincipals(
  db: Reader,
  loanIds: readonly string[],
  question: AsOf = {},
): Promise<Map<string, bigint>> {
  if (loanIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('servicing.posting_lines as n')
    .select(['n.loan_id', sql<bigint>`sum(n.amount_cents)::bigint`.as('cents')])
    .where('n.loan_id', 'in', [...loanIds])
    .where('n.account', '=', 'principal')
    .where(sql<boolean>`${asked(question)}`)
    .groupBy('n.loan_id')
    .execute();
  return new Map(rows.map((row) => [row.loan_id, row.cents]));
}

const steps = (db: Reader, loanId: string, question: AsOf) =>
  db
    .selectFrom('servicing.posting_lines as n')
    .select([
      'n.effective_date as from',
      sql<bigint>`sum(sum(n.amount_cents)) over (order by n.effective_date)::bigint`.as('principal'),
    ])
    .where('n.loan_id', '=', loanId)
    .where('n.account', '=', 'principal')
    .where(sql<boolean>`${asked(question)}`)
    .groupBy('n.effective_date')
    .orderBy('n.effective_date');

/** Principal after each day on which it changed, oldest first. */
export const principalSteps = async (
  db: Reader,
  loanId: string,
  question: AsOf = {},
): Promise<BalanceStep[]> => (await steps(db, loanId, question).execute()) as BalanceStep[];

/** What was lent out so far, whatever was paid back since: the side of the commitment that is used up, in cents. */
export async function advanced(db: Reader, loanId: string, question: AsOf = {}): Promise<Cents> {
  const row = await db
    .selectFrom('servicing.posting_lines as n')
    .innerJoin('servicing.postings as p', 'p.id', 'n.posting_id')
    .leftJoin('servicing.postings as o', 'o.id', 'p.reverses')
    .select(sql<bigint>`coalesce(sum(n.amount_cents), 0)::bigint`.as('cents'))
    .where('n.loan_id', '=', loanId)
    .where('n.account', '=', 'principal')
    .where(sql<boolean>`coalesce(o.kind, p.kind) in ('loan_settled', 'draw_paid', 'interest_from_reserve')`)
    .where(sql<boolean>`${asked(question)}`)
    .executeTakeFirstOrThrow();
  return cents(row.cents);
}

const billed = (db: Reader, loanId: string, question: AsOf) =>
  db
    .selectFrom('servicing.interest_bills as b')
    .innerJoin('servicing.postings as n', 'n.id', 'b.posting_id')
    .select([
      sql<string | null>`max(b.to_date)`.as('through'),
      sql<bigint>`coalesce(sum(b.amount_cents), 0)::bigint`.as('cents'),
    ])
    .where('b.loan_id', '=', loanId)
    .where(sql<boolean>`${asked(question)}`)
    .where(
      sql<boolean>`not exists (select from servicing.postings r where r.reverses = n.id and ${asked(question, 'r')})`,
    );

export interface Billed {
  through: CivilDate | null;
  cents: Cents;
}

/** The day through which interest is billed and how much was billed in all, final bills included; null before the first. */
export const billedSoFar = async (db: Reader, loanId: string, question: AsOf = {}): Promise<Billed> =>
  (await billed(db, loanId, question).executeTakeFirstOrThrow()) as Billed;

const together = statement((db, { loanId, ...question }: AsOf & { loanId: string }) =>
  db.selectNoFrom([
    jsonArrayFrom(accountSums(db, loanId, question)).as('accounts'),
    jsonArrayFrom(steps(db, loanId, question)).as('steps'),
    jsonArrayFrom(billed(db, loanId, question)).as('billed'),
  ]),
);

/** `sumAccounts`, `principalSteps` and `billedSoFar` in one question: what interest is worked out from. */
export async function ledgerFacts(
  db: Reader,
  loanId: string,
  question: AsOf = {},
): Promise<{ balances: Balances; steps: BalanceStep[]; billed: Billed }> {
  const [found] = await together(db, { loanId, ...question });
  const { through, cents: sum } = found!.billed[0]!; // an aggregate: there is always one row
  return {
    balances: balancesOf(found!.accounts.map((row) => ({ ...row, cents: BigInt(row.cents) }))),
    steps: found!.steps.map((row) => ({
      from: row.from as CivilDate,
      principal: cents(BigInt(row.principal)),
    })),
    billed: { through: through as CivilDate | null, cents: cents(BigInt(sum)) },
  };
}
