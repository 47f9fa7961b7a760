import { sql } from 'kysely';
import type { Reader } from '../../../platform/db.ts';
import { asPaged, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

export interface PostingFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  loanId?: string | undefined;
  kinds?: string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  knownAt?: string | undefined;
}

const whole = (db: Reader, scope: Scope<'read:postings'>) =>
  db
    .selectFrom('servicing.postings as p')
    .selectAll('p')
    .where(visible(scope, 'loan', 'p.loan_id'));

/** The postings this scope may see that fit the filter, without order. */
function matching(db: Reader, scope: Scope<'read:postings'>, filter: PostingFilter) {
  const { loanId, kinds, from, to, knownAt } = filter;
  return whole(db, scope)
    .$if(loanId !== undefined, (query) => query.where('p.loan_id', '=', loanId!))
    .$if(kinds !== undefined, (query) => query.where('p.kind', 'in', kinds!))
    .$if(from !== undefined, (query) => query.where('p.effective_date', '>=', from!))
    .$if(to !== undefined, (query) => query.where('p.effective_date', '<=', to!))
    .$if(knownAt !== undefined, (query) =>
      query.where(sql<boolean>`p.recorded_at <= ${knownAt}::timestamptz`),
    );
}

/** Declared sorts, each with its index. */
export const SORTS = {
  effectiveDate: {
    by: [
      ['p.effective_date', 'date'],
      ['p.number', 'integer'],
    ],
    at: (row: { effectiveDate: string; number: number }) => [row.effectiveDate, row.number],
  },
  recordedAt: {
    by: [['p.recorded_at', 'timestamptz']],
    at: (row: { recordedAt: string }) => [row.recordedAt],
  },
} as const;

/** One page of postings without their lines. Page first, then join what belongs to its rows. */
export function listPostings(db: Reader, scope: Scope<'read:postings'>, filter: PostingFilter) {
  const page = matching(db, scope, filter)
    .$call(inOrder(SORTS, 'p.id', filter))
    .limit(filter.limit + 1);
  return described(db, page, filter);
}

/** One posting as the list shows it. */
export const findListed = async (db: Reader, scope: Scope<'read:postings'>, id: string) =>
  (await described(db, whole(db, scope).where('p.id', '=', id), { sort: '-effectiveDate' }))[0];

function described(
  db: Reader,
  page: ReturnType<typeof whole>,
  { sort, knownAt }: Pick<PostingFilter, 'sort' | 'knownAt'>,
) {
  const known = (ref: string) =>
    knownAt === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(ref)} <= ${knownAt}::timestamptz`;
  return db
    .selectFrom(page.as('p'))
    .innerJoin('lending.loans as l', 'l.id', 'p.loan_id')
    .leftJoin('servicing.postings as o', 'o.id', 'p.reverses')
    .leftJoin('servicing.postings as r', (join) =>
      join.onRef('r.reverses', '=', 'p.id').on(known('r.recorded_at')),
    )
    .select([
      'p.id',
      'p.loan_id as loanId',
      'l.number as loanNumber',
      'p.number',
      'p.kind',
      'p.memo',
      'p.effective_date as effectiveDate',
      'p.accounting_date as accountingDate',
      'p.recorded_at as recordedAt',
      'p.currency',
      'p.reason',
      'p.source_type as sourceType',
      'p.source_id as sourceId',
      'p.actor_name as actorName',
      'p.reverses as reversesId',
      'o.number as reversesNumber',
      'r.id as reversedById',
      'r.number as reversedByNumber',
    ])
    .select(
      // The size of the act: its debits, on the books where there are any; a reversal takes it back.
      sql<bigint>`(select coalesce(nullif(sum(n.amount_cents) filter (where not a.memo and n.amount_cents > 0), 0),
          sum(n.amount_cents) filter (where n.amount_cents > 0)) * case when p.reverses is null then 1 else -1 end
        from servicing.posting_lines n join servicing.accounts a on a.key = n.account
        where n.posting_id = p.id)::bigint`.as('amountCents'),
    )
    .select(
      sql<bigint>`(select coalesce(sum(n.amount_cents), 0)
        from servicing.posting_lines n join servicing.postings q on q.id = n.posting_id
        where n.loan_id = p.loan_id and n.account = 'principal' and n.effective_date <= p.effective_date
          and (n.effective_date < p.effective_date or q.number <= p.number)
          and ${known('n.recorded_at')})::bigint`.as('principalAfterCents'),
    )
    .$call(asPaged(SORTS, 'p.id', { sort }))
    .execute();
}

/** The lines of several postings, in order. */
export const linesOf = (db: Reader, postingIds: readonly string[]) =>
  postingIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('servicing.posting_lines as n')
        .innerJoin('servicing.accounts as a', 'a.key', 'n.account')
        .select([
          'n.posting_id as postingId',
          'n.account',
          'a.name as accountName',
          'a.memo',
          'n.sub_account as subAccount',
          'n.amount_cents as amountCents',
        ])
        .where('n.posting_id', 'in', [...postingIds])
        .orderBy('n.posting_id')
        .orderBy('n.line_no')
        .execute();

export const countPostings = async (
  db: Reader,
  scope: Scope<'read:postings'>,
  filter: PostingFilter,
): Promise<number> =>
  (
    await matching(db, scope, filter)
      .clearSelect()
      .select(sql<number>`count(*)::int`.as('n'))
      .executeTakeFirstOrThrow()
  ).n;
