import { sql } from 'kysely';
import type { Reader, Tx } from '../../platform/db.ts';

/** Whoever can stand in a deal, as other modules need it: the name to print and where to write. */
export interface Party {
  id: string;
  kind: 'contact' | 'entity';
  name: string;
  email: string | null;
}

export const insertParty = (tx: Tx, party: Party) =>
  tx.insertInto('contacts.parties').values(party).execute();

export const updateParty = (tx: Tx, id: string, values: { name: string; email: string | null }) =>
  tx.updateTable('contacts.parties').set(values).where('id', '=', id).execute();

/** Parties by id; ids that name none are left out. */
export async function partiesById(db: Reader, ids: readonly string[]): Promise<Map<string, Party>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('contacts.parties')
    .select(['id', 'kind', 'name', 'email'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row as Party]));
}

/** Names by id; ids that name no party are left out. */
export async function partyNames(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const parties = await partiesById(db, ids);
  return new Map([...parties].map(([id, { name }]) => [id, name]));
}

/** The contact behind a sign-in, or null when none was linked yet. */
export async function contactOfUser(db: Reader, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('contacts.contacts')
    .select('id')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The sign-in behind a contact, or null when the person has none. */
export async function userOfContact(db: Reader, contactId: string): Promise<string | null> {
  const row = await db
    .selectFrom('contacts.contacts')
    .select('user_id')
    .where('id', '=', contactId)
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** The parties a user acts for: the contact behind the sign-in and the entities it belongs to. */
export async function principalsOf(db: Reader, userId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select contacts.principals(${userId}::uuid) as id`.execute(db);
  return rows.map((row) => row.id);
}

/** The people of an entity, in order of joining: who signs for it, who is written to. */
export const membersOf = (db: Reader, entityId: string) =>
  db
    .selectFrom('contacts.memberships as m')
    .innerJoin('contacts.parties as p', 'p.id', 'm.contact_id')
    .select(['p.id', 'p.name', 'p.email', 'm.title'])
    .where('m.entity_id', '=', entityId)
    .orderBy('m.created_at')
    .orderBy('p.id')
    .execute();

/** The oldest contact with this address that has no sign-in yet. */
export async function unlinkedContactByEmail(db: Reader, email: string): Promise<string | null> {
  const row = await db
    .selectFrom('contacts.contacts')
    .select('id')
    .where('email', '=', email)
    .where('user_id', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
