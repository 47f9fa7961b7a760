import type { Role } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

/** What signing in needs to know of an account. */
export interface Credentials {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  status: 'invited' | 'active' | 'disabled';
  passwordHash: string | null;
  totpSecretSealed: string | null;
  isDemo: boolean;
}

const CREDENTIALS = [
  'id',
  'email',
  'display_name as displayName',
  'role',
  'status',
  'password_hash as passwordHash',
  'totp_secret_sealed as totpSecretSealed',
  'is_demo as isDemo',
] as const;

/** The account of an e-mail address, and whether it has proved itself from `address` before; one query, found or not. */
export async function credentialsOf(
  db: Reader,
  email: string,
  address: string,
): Promise<{ user: Credentials | null; known: boolean }> {
  const row = await db
    .selectFrom('identity.users as u')
    .select([
      ...CREDENTIALS,
      sql<boolean>`exists (select from identity.known_addresses k where k.user_id = u.id and k.address = ${address})`.as(
        'known',
      ),
    ])
    .where('u.email', '=', email)
    .executeTakeFirst();
  if (!row) return { user: null, known: false };
  const { known, ...user } = row;
  return { user: user as Credentials, known };
}

/** The account under lock, for whatever depends on its password, second factor or status. */
export async function lockUser(tx: Tx, id: string): Promise<Credentials | null> {
  const row = await tx
    .selectFrom('identity.users')
    .select(CREDENTIALS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return (row as Credentials | undefined) ?? null;
}

/** Takes a time step of the second factor for use; false when it, or a later one, was used already. */
export async function useTotpCounter(tx: Tx, userId: string, counter: number): Promise<boolean> {
  const row = await tx
    .updateTable('identity.users')
    .set({ totp_last_counter: BigInt(counter) })
    .where('id', '=', userId)
    .where((where) =>
      where.or([where('totp_last_counter', 'is', null), where('totp_last_counter', '<', BigInt(counter))]),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Sets the password; an invited user becomes active by it. */
export const setPassword = (tx: Tx, id: string, passwordHash: string): Promise<unknown> =>
  tx
    .updateTable('identity.users')
    .set((eb) => ({
      password_hash: passwordHash,
      password_changed_at: tx.now,
      status: sql<string>`case when status = 'invited' then 'active' else status end`,
      version: eb('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', id)
    .execute();

export const keepPendingTotp = (tx: Tx, id: string, sealed: string): Promise<unknown> =>
  tx.updateTable('identity.users').set({ totp_pending_sealed: sealed }).where('id', '=', id).execute();

export const pendingTotp = (tx: Tx, id: string) =>
  tx
    .selectFrom('identity.users')
    .select(['email', 'totp_pending_sealed as sealed', 'totp_secret_sealed as enrolled'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();

export const enrolTotp = (tx: Tx, id: string, sealed: string): Promise<unknown> =>
  tx
    .updateTable('identity.users')
    .set((eb) => ({
      totp_secret_sealed: sealed,
      totp_enrolled_at: tx.now,
      totp_pending_sealed: null,
      version: eb('version', '+', 1),
      updated_at: tx.now,
    }))
    .where('id', '=', id)
    .execute();

export const removeTotp = (tx: Tx, id: string): Promise<unknown> =>
  tx
    .updateTable('identity.users')
    .set({
      totp_secret_sealed: null,
      totp_enrolled_at: null,
      totp_pending_sealed: null,
      totp_last_counter: null,
    })
    .where('id', '=', id)
    .execute();
