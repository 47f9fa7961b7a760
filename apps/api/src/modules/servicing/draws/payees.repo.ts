import { randomUUID } from 'node:crypto';
import type { Permission } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { containing } from '../../../platform/like.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

const payees = (db: Reader) =>
  db
    .selectFrom('servicing.payees as y')
    .leftJoin('contacts.parties as p', 'p.id', 'y.party_id')
    .leftJoin('contacts.entities as e', 'e.id', 'y.party_id')
    .select([
      'y.id',
      'y.loan_id as loanId',
      'y.name',
      'y.party_id as partyId',
      'p.name as partyName',
      'y.method',
      'y.gave_notice as gaveNotice',
      'e.bank_account_last4 as bankLast4',
      'y.version',
      'y.created_at as createdAt',
      'y.updated_at as updatedAt',
    ])
    .select(sql<string | null>`coalesce(y.email, p.email)`.as('email'));

export interface PayeeFilter {
  loanId: string;
  limit: number;
  cursor?: string | undefined;
  sort: string;
  q?: string | undefined;
}

/** Declared sorts of a loan's payees, with their index. */
export const SORTS = {
  name: {
    by: [[sql`lower(y.name)`, 'text']],
    at: (row: { sortName: string }) => [row.sortName],
  },
} as const;

const matching = (db: Reader, scope: Scope<Permission>, filter: PayeeFilter) =>
  payees(db)
    .where('y.loan_id', '=', filter.loanId)
    .where(visible(scope, 'loan', 'y.loan_id'))
    .$if(filter.q !== undefined, (query) => query.where('y.name', 'ilike', containing(filter.q!)));

/** A page of whom draws of a loan pay, and a row more. */
export const listPayees = (db: Reader, scope: Scope<Permission>, filter: PayeeFilter) =>
  matching(db, scope, filter)
    .select(sql<string>`lower(y.name)`.as('sortName'))
    .$call(inOrder(SORTS, 'y.id', filter))
    .limit(pageRows(filter.limit))
    .execute();

export const countPayees = (db: Reader, scope: Scope<Permission>, filter: PayeeFilter): Promise<number> =>
  countOf(matching(db, scope, filter));

/** Whether draws of the loan pay somebody of this name already. */
export const hasPayeeNamed = async (db: Reader, loanId: string, name: string): Promise<boolean> => {
  const row = await db
    .selectFrom('servicing.payees')
    .select('id')
    .where('loan_id', '=', loanId)
    .where(sql`lower(name)`, '=', sql`lower(${name})`)
    .executeTakeFirst();
  return row !== undefined;
};

export const findPayee = (db: Reader, scope: Scope<Permission>, id: string) =>
  payees(db)
    .where('y.id', '=', id)
    .where(visible(scope, 'loan', 'y.loan_id'))
    .executeTakeFirst();
export type FoundPayee = NonNullable<Awaited<ReturnType<typeof findPayee>>>;

export const lockPayee = (tx: Tx, scope: Scope<Permission>, id: string) =>
  tx
    .selectFrom('servicing.payees as y')
    .selectAll('y')
    .where('y.id', '=', id)
    .where(visible(scope, 'loan', 'y.loan_id'))
    .forUpdate()
    .executeTakeFirst();

/** The payee of this name on this loan; added when there is none. */
export async function payeeNamed(
  tx: Tx,
  loanId: string,
  name: string,
  partyId: string | null,
): Promise<string> {
  const row = await tx
    .insertInto('servicing.payees')
    .values({
      id: randomUUID(),
      loan_id: loanId,
      name,
      party_id: partyId,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .onConflict((oc) =>
      oc
        .expression(sql`loan_id, lower(name)`)
        .doUpdateSet({ party_id: sql`coalesce(payees.party_id, excluded.party_id)` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export const payeesById = (db: Reader, loanId: string, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('servicing.payees')
        .select(['id', 'name', 'party_id as partyId', 'method'])
        .where('loan_id', '=', loanId)
        .where('id', 'in', [...ids])
        .execute();

/** The one legal entity of exactly this name, or null where there is none or several. */
export async function entityNamed(db: Reader, name: string): Promise<string | null> {
  const rows = await db
    .selectFrom('contacts.entities')
    .select('id')
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .limit(2)
    .execute();
  return rows.length === 1 ? rows[0]!.id : null;
}

export const updatePayee = (
  tx: Tx,
  id: string,
  values: { party_id?: string | null; email?: string | null; method?: string; gave_notice?: boolean },
) =>
  tx
    .updateTable('servicing.payees')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Borrower of a loan: who is paid where a line has no invoice. */
export const borrowerOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.loan_parties as b')
    .innerJoin('contacts.parties as p', 'p.id', 'b.party_id')
    .select(['p.id', 'p.name', 'p.email'])
    .where('b.loan_id', '=', loanId)
    .where('b.role', '=', 'borrower')
    .executeTakeFirst();
