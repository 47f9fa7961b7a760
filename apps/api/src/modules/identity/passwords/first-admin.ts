import { publish } from '../../../events/publish.ts';
import { type Actor, systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { conflict } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { provedByLink } from '../tokens/throttle.ts';
import { createUser } from '../users/create-user.ts';
import { hasAdmin, ownUser, type UserRow } from '../users/users.repo.ts';
import { hashPassword } from './hashing.ts';
import { lockSetup } from './links.repo.ts';
import { expectOpenLink, issueLink, useLink } from './links.ts';
import { expectGoodPassword } from './password-rules.ts';

/** The one-time link by which the first administrator sets themselves up; null once there is one. Printed, never mailed. */
export async function issueFirstAdminLink(): Promise<string | null> {
  if (await hasAdmin(reader())) return null;
  return inTransaction(systemActor('setup'), async (tx) => (await issueLink(tx, 'setup', null)).url);
}

export interface Setup {
  token: string;
  email: string;
  displayName: string;
  password: string;
}

/** Throws 422 `link_invalid`, 409 when there is an administrator by now or the address is taken. */
export async function setUpFirstAdmin(actor: Actor, input: Setup): Promise<UserRow> {
  const link = await expectOpenLink(actor, input.token, ['setup']);
  expectGoodPassword(input.password, input, '/password');
  const passwordHash = await hashPassword(input.password);
  return inTransaction(actor, async (tx) => {
    await lockSetup(tx);
    await useLink(tx, input.token, link);
    if (await hasAdmin(tx))
      throw conflict('already_set_up', 'There is an administrator already. Ask them for an invitation.');
    const { email, displayName } = input;
    const id = await createUser(tx, { email, displayName, role: 'admin', passwordHash });
    await provedByLink(tx, { id, email });
    await publish(tx, 'password.changed', { type: 'user', id }, { by: 'setup' });
    return (await ownUser(tx, id))!;
  });
}
