/** Random loans on real books: what the ledger can keep of a random loan, entered through its one door and read back. Tests only. */
import type { CivilDate } from '@connect/domain/calendar';
import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import type { Balances } from '@connect/domain/ledger';
import { type LoanEvent, RuleBroken } from '@connect/domain/loan-history';
import type { ProjectedPosting } from '@connect/domain/loan-run';
import { PLAIN_TERMS } from '@connect/domain/loan-terms';
import { type Projection, projectLoan } from '@connect/domain/project-loan';
import type { Rate } from '@connect/domain/rate';
import type fc from 'fast-check';
import { sql } from 'kysely';
import { recipesWithin } from '../../../../../../packages/domain/test/loan-arbitraries.ts';
import type { Recipe } from '../../../../../../packages/domain/test/loan-recipe.ts';
import type { RandomLoan } from '../../../../../../packages/domain/test/random-loan.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { Problem } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { requireTerms } from '../ledger/books.ts';
import { enter, withdraw, workOut } from '../ledger/enter.ts';
import { type NotedLoan, noteOf } from '../ledger/note.ts';
import { givenTerms } from './given.ts';

const DAYS = 40;
const STEPS = 6;

/** Loans of a few weeks under terms that a loan of ours can have, billed on the first of each month, over before today. */
export const keptRecipes: fc.Arbitrary<Recipe> = recipesWithin(DAYS).map((recipe) => ({
  ...recipe,
  settledOn: recipe.settledOn.replace(/^202[67]/, '2022'),
  bills: 'on the first',
  steps: recipe.steps.filter(({ kind }) => kind !== 'bill').slice(-STEPS), // a payoff is the last of them
  terms: {
    ...recipe.terms,
    ...PLAIN_TERMS,
    exitFeeCents: recipe.terms.exitFeeCents,
    minimumInterestCents: recipe.terms.minimumInterestCents,
    maturity: recipe.terms.maturity,
    interest:
      recipe.terms.interest.from === 'reserve' ? { from: 'reserve', through: null } : { from: 'borrower' },
    rate: {
      kind: 'fixed',
      rate: recipe.terms.rate.kind === 'fixed' ? recipe.terms.rate.rate : recipe.terms.rate.initialRate,
    },
    default: { rate: recipe.terms.default?.rate ?? ('0.05' as Rate), base: 'principal', added: true },
  },
}));

const actor = systemActor('test', 'Sample poster');

/** A loan of these terms, not funded yet. */
export async function keptLoan({ terms }: RandomLoan): Promise<NotedLoan> {
  const { rate, interest } = terms;
  const { id } = await inTransaction(actor, (tx) =>
    givenTerms(tx, {
      amount_cents: terms.commitmentCents,
      rate: rate.kind === 'fixed' ? rate.rate : rate.initialRate,
      day_count: terms.dayCount,
      interest_from: interest.from === 'reserve' ? 'reserve' : 'billed',
      exit_fee_cents: terms.exitFeeCents,
      minimum_interest_cents: terms.minimumInterestCents,
      default_rate: terms.default!.rate,
      maturity_date: terms.maturity,
    }),
  );
  return requireTerms(reader(), authorise(actor, 'read:loans'), id);
}

/** The record behind each event, by its key. */
const sourceOf = (loan: NotedLoan, { key }: LoanEvent) => ({ type: `test ${key}`, id: loan.id });

/** Enters an event in a transaction of its own; false where a rule refused it. */
export const put = (loan: NotedLoan, event: LoanEvent): Promise<boolean> =>
  unlessRefused(() =>
    inTransaction(actor, (tx) => enter(tx, loan, { event, source: sourceOf(loan, event) })),
  );

/** Enters events one after the other in one transaction. */
export const putAll = (loan: NotedLoan, events: readonly LoanEvent[]): Promise<void> =>
  inTransaction(actor, async (tx) => {
    for (const event of events) await enter(tx, loan, { event, source: sourceOf(loan, event) });
  });

/** Takes an event back; false where a rule refused it. */
export const take = (loan: NotedLoan, event: LoanEvent): Promise<boolean> =>
  unlessRefused(() =>
    inTransaction(actor, (tx) => withdraw(tx, loan, sourceOf(loan, event), 'Entered wrongly')),
  );

/** Accrues a loan to a day. */
export const accrue = (loan: NotedLoan, to: CivilDate) => inTransaction(actor, (tx) => workOut(tx, loan, to));

async function unlessRefused(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof Problem && (error.status === 409 || error.status === 422)) return false;
    throw error;
  }
}

/** Whether the arithmetic takes a history. */
export function isValid(loan: NotedLoan, history: readonly LoanEvent[], through: CivilDate): boolean {
  try {
    projectLoan(noteOf(loan), history, through, { daily: false });
    return true;
  } catch (error) {
    if (error instanceof RuleBroken) return false;
    throw error;
  }
}

/** What stands on the books of a loan, in words that compare. */
export interface Books {
  /** Postings that no reversal took back, with their keys and lines, in alphabetical order. */
  standing: string[];
  /** Debits less credits of each account, of all that was ever posted. */
  balances: Balances;
  /** Bills that stand: the day, interest, default interest, what the reserve paid. */
  bills: string[];
}

const balancesOf = (rows: readonly { account: string; cents: string | bigint }[]): Balances =>
  Object.fromEntries(
    ACCOUNTS.map(({ key }) => [key, BigInt(rows.find(({ account }) => account === key)?.cents ?? 0)]),
  ) as Balances;

/** Reads the books behind the program's back. */
export async function booksOf({ id }: NotedLoan): Promise<Books> {
  const [standing, sums, bills] = await Promise.all([
    sql<{ words: string }>`
      select concat_ws(' ', p.key, p.kind, p.effective_date, string_agg(n.account || ' ' || n.amount_cents, ', ' order by n.account, n.amount_cents)) as words
      from servicing.postings p join servicing.posting_lines n on n.posting_id = p.id
      where p.loan_id = ${id} and p.kind <> 'reversal' and not exists (select from servicing.postings r where r.reverses = p.id)
      group by p.id`.execute(reader()),
    sql<{ account: string; cents: bigint }>`
      select account, sum(amount_cents)::bigint as cents from servicing.posting_lines where loan_id = ${id} group by account`.execute(
      reader(),
    ),
    sql<{ words: string }>`
      select concat_ws(' ', to_date, amount_cents, default_interest_cents, from_reserve_cents) as words
      from servicing.interest_bills where loan_id = ${id} and reversed_at is null order by to_date`.execute(
      reader(),
    ),
  ]);
  return {
    standing: standing.rows.map(({ words }) => words).sort(),
    balances: balancesOf(sums.rows),
    bills: bills.rows.map(({ words }) => words),
  };
}

/** The books that a projection asks for. */
export const booksAsProjected = ({ postings, balances, bills }: Projection): Books => ({
  standing: postings.map(wordsOf).sort(),
  balances,
  bills: bills
    .filter(({ interestCents }) => interestCents > 0n)
    .map((bill) => `${bill.to} ${bill.interestCents} ${bill.defaultInterestCents} ${bill.fromReserveCents}`),
});

const wordsOf = ({ key, kind, effectiveDate, lines }: ProjectedPosting): string =>
  `${key} ${kind} ${effectiveDate} ${[...lines]
    .sort((a, b) =>
      a.account < b.account ? -1 : a.account > b.account ? 1 : a.amountCents < b.amountCents ? -1 : 1,
    )
    .map(({ account, amountCents }) => `${account} ${amountCents}`)
    .join(', ')}`;

/** What must never be on any books: postings that do not sum to zero, on the books and off them, and gaps in the numbers. */
export async function faultsOf({ id }: NotedLoan): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    select 'posting ' || n.posting_id || ' is off by ' || sum(n.amount_cents) as fault
      from servicing.posting_lines n join servicing.accounts a on a.key = n.account
      where n.loan_id = ${id} group by n.posting_id, n.currency, a.memo having sum(n.amount_cents) <> 0
    union all
    select 'numbers from ' || min(number) || ' to ' || max(number) || ' for ' || count(*) || ' postings'
      from servicing.postings where loan_id = ${id} having min(number) <> 1 or max(number) <> count(*)
    union all
    select 'the head is at ' || h.last_number from servicing.ledger_heads h
      where h.loan_id = ${id} and h.last_number <> (select count(*) from servicing.postings p where p.loan_id = h.loan_id)`.execute(
    reader(),
  );
  return rows.map(({ fault }) => fault);
}

/** The most that was lent at any moment, as it was known then, in cents. */
export async function mostLent({ id }: NotedLoan): Promise<bigint> {
  const { rows } = await sql<{ cents: bigint }>`
    select coalesce(max(lent), 0)::bigint as cents from (
      select sum(sum(n.amount_cents)) over (order by n.recorded_at) as lent
      from servicing.posting_lines n join servicing.postings p on p.id = n.posting_id left join servicing.postings o on o.id = p.reverses
      where n.loan_id = ${id} and n.account = 'principal'
        and coalesce(o.kind, p.kind) in ('loan_settled', 'draw_paid', 'interest_from_reserve')
      group by n.recorded_at
    ) l`.execute(reader());
  return rows[0]!.cents;
}

/** Another order of the same events, one of all; three in four begin with the funding, before which all else is refused. */
export function anyOrder(history: readonly LoanEvent[], n: number): LoanEvent[] {
  const order = history
    .map((event, i) => ({ event, at: ((i + 1) * (2 * n + 1) * 2_654_435_761) % 4_294_967_291 }))
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => event);
  return n % 4 === 0
    ? order
    : order.sort((a, b) => Number(b.kind === 'settled') - Number(a.kind === 'settled'));
}

/** Milliseconds for so many histories on a slow machine that does other things too. */
export const patience = ({ numRuns }: { numRuns: number }): number => 120_000 + numRuns * 2_000;
