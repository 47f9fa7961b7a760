import { EXTERNAL_ROLES } from '@connect/domain/permissions';
import type { PublishedEvent } from '../../events/publish.ts';
import type { Tx } from '../../platform/db.ts';
import { accountOf } from '../identity/index.ts';
import { createContact, linkUser } from './contacts.service.ts';
import { contactOfUser, unlinkedContactByEmail } from './parties.repo.ts';

/** Roles whose "own" and "assigned" are reached through a contact. */
const THROUGH_CONTACT: readonly string[] = [...EXTERNAL_ROLES, 'inspector'];

/**
 * When a partner or inspector gets a sign-in, it is joined to the contact with that e-mail address, or to a new one:
 * without a contact nothing could be theirs. The administrator who invited the address vouches for it.
 */
export async function whenUserCreated(tx: Tx, event: PublishedEvent<'user.created'>): Promise<void> {
  const account = await accountOf(tx, event.subject.id);
  if (!account || !THROUGH_CONTACT.includes(account.role) || (await contactOfUser(tx, account.id))) return;
  const known = await unlinkedContactByEmail(tx, account.email);
  await linkUser(tx, known ?? (await newContact(tx, account)), account.id);
}

function newContact(tx: Tx, account: { displayName: string; email: string; role: string }): Promise<string> {
  const [firstName = account.displayName, ...rest] = account.displayName.split(' ');
  const capacity = account.role as 'agent' | 'builder' | 'consultant' | 'inspector';
  return createContact(tx, {
    firstName,
    lastName: rest.join(' ') || firstName,
    email: account.email,
    ...(capacity === 'inspector' ? {} : { capacities: [capacity] }),
  });
}
