import type { Role } from '@connect/domain/permissions';
import { type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { containing } from '../../../platform/like.ts';
import { inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../scope.ts';

export interface UserRow {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  status: 'invited' | 'active' | 'disabled';
  hasPassword: boolean;
  hasTotp: boolean;
  /** The only active administrator there is. */
  lastAdmin: boolean;
  isDemo: boolean;
  lastSignInAt: string | null;
  version: number;
  createdAt: string;
  updatedAt: string;
}

const users = (db: Reader) =>
  db.selectFrom('identity.users as u').select([
    'u.id',
    'u.email',
    'u.display_name as displayName',
    'u.role',
    'u.status',
    'u.is_demo as isDemo',
    'u.version',
    'u.created_at as createdAt',
    'u.updated_at as updatedAt',
    sql<boolean>`u.password_hash is not null`.as('hasPassword'),
    sql<boolean>`u.totp_enrolled_at is not null`.as('hasTotp'),
    sql<boolean>`u.role = 'admin' and u.status = 'active' and not exists (select from identity.users o
        where o.role = 'admin' and o.status = 'active' and o.id <> u.id)`.as('lastAdmin'),
    sql<string | null>`(select max(s.created_at) from identity.sessions s where s.user_id = u.id)`.as(
      'lastSignInAt',
    ),
  ]);

/** The reader's own account; needs no scope, since it is the reader's own. */
export const ownUser = (db: Reader, userId: string): Promise<UserRow | undefined> =>
  users(db).where('u.id', '=', userId).executeTakeFirst() as Promise<UserRow | undefined>;

export const findUser = (
  db: Reader,
  _scope: Scope<'manage:users'>,
  id: string,
): Promise<UserRow | undefined> =>
  users(db).where('u.id', '=', id).executeTakeFirst() as Promise<UserRow | undefined>;

export interface UserFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  role?: Role | undefined;
  status?: UserRow['status'] | undefined;
  q?: string | undefined;
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['u.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  displayName: { by: [['u.display_name', 'text']], at: (row: { displayName: string }) => [row.displayName] },
} as const;

/** One row more than the page, to tell whether there is another. */
export async function listUsers(
  db: Reader,
  _scope: Scope<'manage:users'>,
  filter: UserFilter,
): Promise<UserRow[]> {
  const rows = await users(db)
    .where(fits(filter))
    .$call(inOrder(SORTS, 'u.id', filter))
    .limit(filter.limit + 1)
    .execute();
  return rows as UserRow[];
}

export async function countUsers(
  db: Reader,
  _scope: Scope<'manage:users'>,
  filter: UserFilter,
): Promise<number> {
  const row = await db
    .selectFrom('identity.users as u')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where(fits(filter))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function fits({ role, status, q }: UserFilter) {
  const like = q === undefined ? undefined : containing(q);
  return sql<SqlBool>`(${role ?? null}::text is null or u.role = ${role ?? null})
    and (${status ?? null}::text is null or u.status = ${status ?? null})
    and (${like ?? null}::text is null or u.display_name ilike ${like ?? null} or u.email::text ilike ${like ?? null})`;
}

export interface NewUser {
  id?: string;
  email: string;
  displayName: string;
  role: Role;
  status: UserRow['status'];
  passwordHash: string | null;
  isDemo: boolean;
}

/** Undefined when the e-mail address is taken. */
export const insertUser = (tx: Tx, user: NewUser): Promise<{ id: string } | undefined> =>
  tx
    .insertInto('identity.users')
    .values({
      ...(user.id ? { id: user.id } : {}),
      email: user.email,
      display_name: user.displayName,
      role: user.role,
      status: user.status,
      password_hash: user.passwordHash,
      password_changed_at: user.passwordHash ? tx.now : null,
      is_demo: user.isDemo,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();

export interface UserChange {
  displayName?: string | undefined;
  role?: Role | undefined;
  status?: UserRow['status'] | undefined;
}

/** Writes what is given; every change counts the version up. */
export const changeUser = (tx: Tx, id: string, change: UserChange): Promise<unknown> =>
  tx
    .updateTable('identity.users')
    .set((eb) => ({
      ...(change.displayName !== undefined ? { display_name: change.displayName } : {}),
      ...(change.role !== undefined ? { role: change.role } : {}),
      ...(change.status !== undefined ? { status: change.status } : {}),
      version: eb('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', id)
    .execute();

/** Locks the account and every active administrator, in the order of their ids. */
export const lockForChange = (tx: Tx, id: string): Promise<unknown> =>
  tx
    .selectFrom('identity.users')
    .select('id')
    .where((where) =>
      where.or([
        where('id', '=', id),
        where.and([where('role', '=', 'admin'), where('status', '=', 'active')]),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();

export async function hasAdmin(db: Reader): Promise<boolean> {
  const row = await db
    .selectFrom('identity.users')
    .select('id')
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
