import { INTERNAL_ROLES, type Role } from '@connect/domain/permissions';
import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../../../platform/db.ts';

export const demoUsers = (db: Reader) =>
  db
    .selectFrom('identity.users')
    .select(['email', 'display_name as displayName', 'role'])
    .where('is_demo', '=', true)
    .where('status', '=', 'active')
    .orderBy('display_name')
    .orderBy('id')
    .limit(100)
    .execute();

/** Whether the book has any user yet. */
export async function anybody(db: Reader): Promise<boolean> {
  const row = await db.selectFrom('identity.users').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Names for showing who did something, by user id; staff names are no secret inside the program. */
export async function displayNames(db: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('identity.users')
    .select(['id', 'display_name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.display_name]));
}

export interface Addressee {
  id: string;
  email: string;
  displayName: string;
  role: Role;
}

/** Active users by id or by role, for modules that notify or assign. */
export async function activeUsers(
  db: Reader,
  who: { ids?: readonly string[]; roles?: readonly Role[] },
): Promise<Addressee[]> {
  const { ids, roles } = who;
  const rows = await db
    .selectFrom('identity.users')
    .select(['id', 'email', 'display_name as displayName', 'role'])
    .where('status', '=', 'active')
    .$if(ids !== undefined, (query) => query.where(sql<SqlBool>`id = any(${[...(ids ?? [])]}::uuid[])`))
    .$if(roles !== undefined, (query) => query.where(sql<SqlBool>`role = any(${[...(roles ?? [])]}::text[])`))
    .orderBy('display_name')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows as Addressee[];
}

/** An active internal user, to whom work may be given; undefined when there is none by this id. */
export const findStaff = async (db: Reader, id: string): Promise<Addressee | undefined> =>
  (await activeUsers(db, { ids: [id], roles: INTERNAL_ROLES }))[0];

/** The account of a user, invited ones included. */
export const accountOf = (db: Reader, id: string) =>
  db
    .selectFrom('identity.users')
    .select(['id', 'email', 'display_name as displayName', 'role'])
    .where('id', '=', id)
    .executeTakeFirst();
