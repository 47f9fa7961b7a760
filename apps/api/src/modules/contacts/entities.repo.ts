import { sql } from 'kysely';
import type { Reader, Tx } from '../../platform/db.ts';
import { containing } from '../../platform/like.ts';
import { asPaged, inOrder } from '../../platform/sorts.ts';
import { ownParty, type ReadContacts } from './contacts.repo.ts';
import type { EntityQuery } from './entities.schemas.ts';

const MEMBERS = sql<{ id: string; name: string; title: string }[]>`coalesce((
  select json_agg(json_build_object('id', p.id, 'name', p.name, 'title', m.title) order by p.name, p.id)
  from contacts.memberships m join contacts.parties p on p.id = m.contact_id where m.entity_id = e.id), '[]')`;

const SHOWN = [
  'e.id',
  'e.version',
  'e.created_at as createdAt',
  'e.updated_at as updatedAt',
  'e.name',
  'e.entity_type as entityType',
  'e.state',
  'e.email',
  'e.phone',
  'e.tax_id_last4 as taxIdLast4',
  'e.bank_name as bankName',
  'e.bank_account_last4 as bankAccountLast4',
  'e.bank_changed_at as bankChangedAt',
] as const;

function matching(db: Reader, scope: ReadContacts, filter: EntityQuery) {
  const like = containing(filter.q ?? '');
  return db
    .selectFrom('contacts.entities as e')
    .where(ownParty(scope, 'e.id'))
    .$if(filter.q !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb(
            'e.id',
            'in',
            eb.selectFrom('contacts.parties as p').select('p.id').where('p.name', 'ilike', like),
          ),
          eb('e.email', 'ilike', like),
        ]),
      ),
    );
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['e.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  name: { by: [['e.name', 'text']], at: (row: { name: string }) => [row.name] },
} as const;

/** One page and a row more, each entity with its members; page first, then join. */
export function listEntities(db: Reader, scope: ReadContacts, filter: EntityQuery) {
  const page = matching(db, scope, filter)
    .selectAll('e')
    .$call(inOrder(SORTS, 'e.id', filter))
    .limit(filter.limit + 1)
    .as('e');
  return db
    .selectFrom(page)
    .select(SHOWN)
    .select(MEMBERS.as('members'))
    .$call(asPaged(SORTS, 'e.id', filter))
    .execute();
}

export async function countEntities(db: Reader, scope: ReadContacts, filter: EntityQuery): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findEntity = (db: Reader, scope: ReadContacts, id: string) =>
  db
    .selectFrom('contacts.entities as e')
    .select(SHOWN)
    .select(MEMBERS.as('members'))
    .where('e.id', '=', id)
    .where(ownParty(scope, 'e.id'))
    .executeTakeFirst();
export type FoundEntity = NonNullable<Awaited<ReturnType<typeof findEntity>>>;

/** The row itself, locked until the transaction ends. */
export const lockEntity = (tx: Tx, scope: ReadContacts, id: string) =>
  tx
    .selectFrom('contacts.entities as e')
    .selectAll('e')
    .where('e.id', '=', id)
    .where(ownParty(scope, 'e.id'))
    .forUpdate()
    .executeTakeFirst();
export type LockedEntity = NonNullable<Awaited<ReturnType<typeof lockEntity>>>;

export interface EntityValues {
  name?: string;
  entity_type?: string;
  state?: string | null;
  email?: string | null;
  phone?: string | null;
  tax_id_sealed?: string | null;
  tax_id_last4?: string | null;
  bank_name?: string;
  bank_routing?: string;
  bank_account_sealed?: string;
  bank_account_last4?: string;
  bank_changed_at?: Date;
  bank_changed_by?: string | null;
}

export const insertEntity = (
  tx: Tx,
  values: EntityValues & { id: string; name: string; entity_type: string },
) =>
  tx
    .insertInto('contacts.entities')
    .values({ ...values, created_at: tx.now, updated_at: tx.now })
    .execute();

export const updateEntity = (tx: Tx, id: string, values: EntityValues) =>
  tx
    .updateTable('contacts.entities')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

/** Answers whether the person was not a member before. */
export async function insertMember(
  tx: Tx,
  entityId: string,
  contactId: string,
  title: string,
): Promise<boolean> {
  const row = await tx
    .insertInto('contacts.memberships')
    .values({ entity_id: entityId, contact_id: contactId, title, created_at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .returning('contact_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Answers whether the person was a member. */
export async function deleteMember(tx: Tx, entityId: string, contactId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('contacts.memberships')
    .where('entity_id', '=', entityId)
    .where('contact_id', '=', contactId)
    .returning('contact_id')
    .executeTakeFirst();
  return row !== undefined;
}

export const findBank = (db: Reader, entityId: string) =>
  db
    .selectFrom('contacts.entities')
    .select(['id', 'name', 'bank_name', 'bank_routing', 'bank_account_sealed', 'bank_changed_at'])
    .where('id', '=', entityId)
    .executeTakeFirst();
