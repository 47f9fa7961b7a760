import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../platform/db.ts';
import { containing } from '../../platform/like.ts';
import { asPaged, inOrder } from '../../platform/sorts.ts';
import type { Scope } from '../identity/index.ts';
import type { ContactQuery } from './contacts.schemas.ts';

export type ReadContacts = Scope<'read:contacts'> | Scope<'write:contacts'> | Scope<'reveal:sensitive'>;

/** External roles see the contact behind their sign-in and the entities it belongs to. */
export const ownParty = (scope: ReadContacts, ref: string): RawBuilder<boolean> =>
  scope.reach === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(ref)} in (select contacts.principals(${scope.userId}::uuid))`;

const MEMBERSHIPS = sql<{ id: string; name: string; title: string }[]>`coalesce((
  select json_agg(json_build_object('id', e.id, 'name', e.name, 'title', m.title) order by e.name, e.id)
  from contacts.memberships m join contacts.entities e on e.id = m.entity_id where m.contact_id = c.id), '[]')`;

const SHOWN = [
  'c.id',
  'c.version',
  'c.created_at as createdAt',
  'c.updated_at as updatedAt',
  'c.first_name as firstName',
  'c.last_name as lastName',
  'c.company',
  'c.capacities',
  'c.email',
  'c.phone',
  'c.user_id as userId',
  'c.tax_id_last4 as taxIdLast4',
] as const;
const HAS_BIRTH_DATE = sql<boolean>`c.date_of_birth_sealed is not null`;

function matching(db: Reader, scope: ReadContacts, filter: ContactQuery) {
  const like = containing(filter.q ?? '');
  return db
    .selectFrom('contacts.contacts as c')
    .where(ownParty(scope, 'c.id'))
    .$if(filter.capacity !== undefined, (query) =>
      query.where(sql<SqlBool>`c.capacities @> array[${filter.capacity}]`),
    )
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb(
            'c.id',
            'in',
            eb.selectFrom('contacts.parties as p').select('p.id').where('p.name', 'ilike', like),
          ),
          eb('c.company', 'ilike', like),
          eb('c.email', 'ilike', like),
        ]),
      ),
    );
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['c.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  name: {
    by: [
      ['c.last_name', 'text'],
      ['c.first_name', 'text'],
    ],
    at: (row: { lastName: string; firstName: string }) => [row.lastName, row.firstName],
  },
} as const;

/** One page and a row more, each contact with its entities; page first, then join. */
export function listContacts(db: Reader, scope: ReadContacts, filter: ContactQuery) {
  const page = matching(db, scope, filter)
    .selectAll('c')
    .$call(inOrder(SORTS, 'c.id', filter))
    .limit(filter.limit + 1)
    .as('c');
  return db
    .selectFrom(page)
    .select(SHOWN)
    .select([HAS_BIRTH_DATE.as('hasDateOfBirth'), MEMBERSHIPS.as('entities')])
    .$call(asPaged(SORTS, 'c.id', filter))
    .execute();
}

export async function countContacts(db: Reader, scope: ReadContacts, filter: ContactQuery): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findContact = (db: Reader, scope: ReadContacts, id: string) =>
  db
    .selectFrom('contacts.contacts as c')
    .select(SHOWN)
    .select([HAS_BIRTH_DATE.as('hasDateOfBirth'), MEMBERSHIPS.as('entities')])
    .where('c.id', '=', id)
    .where(ownParty(scope, 'c.id'))
    .executeTakeFirst();
export type FoundContact = NonNullable<Awaited<ReturnType<typeof findContact>>>;

/** The row itself, locked until the transaction ends. */
export const lockContact = (tx: Tx, scope: ReadContacts, id: string) =>
  tx
    .selectFrom('contacts.contacts as c')
    .selectAll('c')
    .where('c.id', '=', id)
    .where(ownParty(scope, 'c.id'))
    .forUpdate()
    .executeTakeFirst();
export type LockedContact = NonNullable<Awaited<ReturnType<typeof lockContact>>>;

export interface ContactValues {
  first_name?: string;
  last_name?: string;
  company?: string | null;
  capacities?: string[];
  email?: string | null;
  phone?: string | null;
  date_of_birth_sealed?: string | null;
  tax_id_sealed?: string | null;
  tax_id_last4?: string | null;
  user_id?: string;
}

export const insertContact = (
  tx: Tx,
  values: ContactValues & { id: string; first_name: string; last_name: string },
) =>
  tx
    .insertInto('contacts.contacts')
    .values({ ...values, created_at: tx.now, updated_at: tx.now })
    .execute();

export const updateContact = (tx: Tx, id: string, values: ContactValues) =>
  tx
    .updateTable('contacts.contacts')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();
