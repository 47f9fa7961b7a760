import type { Role } from '@connect/domain/permissions';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import { insertUser } from './users.repo.ts';

export interface CreateUser {
  id?: string;
  email: string;
  displayName: string;
  role: Role;
  /** From `hashPassword`; without it the user is invited and cannot sign in yet. */
  passwordHash?: string;
  isDemo?: boolean;
}

/** Adds an account in the caller's transaction. Throws 409 `email_taken`. */
export async function createUser(tx: Tx, user: CreateUser): Promise<string> {
  const status = user.passwordHash ? 'active' : 'invited';
  const row = await insertUser(tx, {
    ...user,
    status,
    passwordHash: user.passwordHash ?? null,
    isDemo: user.isDemo ?? false,
  });
  if (!row) throw conflict('email_taken', 'There is already a user with this e-mail address.');
  const { displayName: name, role } = user;
  await publish(tx, 'user.created', { type: 'user', id: row.id }, { name, role, status });
  return row.id;
}
