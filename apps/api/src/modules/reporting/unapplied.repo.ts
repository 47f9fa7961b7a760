import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';
import { pageRows } from '../../platform/keyset.ts';
import { containing } from '../../platform/like.ts';
import { inOrder } from '../../platform/sorts.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';
import type { UnappliedQuery } from './unapplied.schemas.ts';

type Filter = Omit<UnappliedQuery, 'withTotal'>;

/* Loans whose unapplied cash is not used up are few beside all loans: they are summed first, from an index of those lines alone. */
const HELD = sql<{ loan_id: string; cents: bigint; moved_on: string }>`(
  select n.loan_id, -sum(n.amount_cents)::bigint as cents, max(n.effective_date) as moved_on
  from servicing.posting_lines n where n.account = 'unapplied'
  group by n.loan_id having sum(n.amount_cents) < 0)`;

/* What is billed or charged and not paid: what unapplied cash could pay at once. */
const DUE = sql<bigint>`coalesce((select sum(n.amount_cents) from servicing.posting_lines n where n.loan_id = l.id
  and n.account in ('fees_receivable', 'default_interest_receivable', 'interest_receivable')), 0)::bigint`;

/** Declared sorts, over the few that hold cash. */
export const SORTS = {
  unapplied: {
    by: [['h.cents', 'bigint']],
    at: (row: { unappliedCents: bigint }) => [String(row.unappliedCents)],
  },
  movedOn: { by: [['h.moved_on', 'date']], at: (row: { movedOn: string }) => [row.movedOn] },
} as const;

function matching(db: Reader, scope: Scope<'read:postings'>, { state, due, q }: Filter) {
  const like = containing(q ?? '');
  return db
    .selectFrom(HELD.as('h'))
    .innerJoin('lending.loans as l', 'l.id', 'h.loan_id')
    .where(visible(scope, 'loan', 'l.id'))
    .$if(state !== undefined, (query) => query.where('l.state', 'in', state!))
    .$if(due !== undefined, (query) => query.where(sql<SqlBool>`(${DUE} > 0) = ${due!}`))
    .$if(q !== undefined, (query) =>
      query.where(
        sql<SqlBool>`(l.number ilike ${like} or l.address ilike ${like} or l.id in (select p.loan_id from lending.loan_parties p
          join contacts.parties c on c.id = p.party_id where p.role = 'borrower' and c.name ilike ${like}))`,
      ),
    );
}

/** A page and a row more: loans that hold cash of their borrower. */
export function listUnapplied(db: Reader, scope: Scope<'read:postings'>, filter: Filter) {
  return matching(db, scope, filter)
    .select([
      'l.id',
      'l.number as loanNumber',
      'l.project_id as projectId',
      'l.address',
      'l.state',
      'h.cents as unappliedCents',
      'h.moved_on as movedOn',
      DUE.as('dueCents'),
      sql<
        string | null
      >`(select p.name from lending.loan_parties b join contacts.parties p on p.id = b.party_id
        where b.loan_id = l.id and b.role = 'borrower')`.as('borrowerName'),
    ])
    .$call(inOrder(SORTS, 'l.id', filter))
    .limit(pageRows(filter.limit))
    .execute();
}

export async function countUnapplied(
  db: Reader,
  scope: Scope<'read:postings'>,
  filter: Filter,
): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}
