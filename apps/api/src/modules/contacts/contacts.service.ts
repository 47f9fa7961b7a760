import { randomUUID } from 'node:crypto';
import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../platform/db.ts';
import { expectVersion, notFound } from '../../platform/errors.ts';
import { changes } from '../../platform/mask.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import * as repo from './contacts.repo.ts';
import type { Contact, ContactPatch, NewContact } from './contacts.schemas.ts';
import { contactOfUser, insertParty, updateParty } from './parties.repo.ts';
import { personTaxId, sealField } from './sensitive.ts';

/** A person, added by staff. */
export async function addContact(actor: Actor, input: NewContact): Promise<Contact> {
  const scope = authorise(actor, 'write:contacts');
  return inTransaction(actor, async (tx) => requireContact(tx, scope, await createContact(tx, input)));
}

/** Adds a person inside another verb's transaction; answers the new id. The caller has authorised and validated. */
export async function createContact(tx: Tx, input: NewContact): Promise<string> {
  const id = randomUUID();
  const { firstName, lastName } = input;
  await insertParty(tx, {
    id,
    kind: 'contact',
    name: nameOf(firstName, lastName),
    email: input.email ?? null,
  });
  await repo.insertContact(tx, { id, ...columnsOf(id, input), first_name: firstName, last_name: lastName });
  await publish(tx, 'contact.created', { type: 'contact', id }, { name: nameOf(firstName, lastName) });
  return id;
}

/** Changes a person. Throws 404, 412. */
export async function changeContact(
  actor: Actor,
  input: { id: string; version: number; patch: ContactPatch },
): Promise<Contact> {
  const scope = authorise(actor, 'write:contacts');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockContact(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    const values = columnsOf(input.id, input.patch);
    await repo.updateContact(tx, input.id, values);
    const after = { ...before, ...values };
    await updateParty(tx, input.id, { name: nameOf(after.first_name, after.last_name), email: after.email });
    await publish(tx, 'contact.changed', { type: 'contact', id: input.id }, auditOf(before, values));
    return requireContact(tx, scope, input.id);
  });
}

/** Joins a sign-in to the person it belongs to; from then on "own" means theirs. Throws 409 when either is taken. */
export async function linkUser(tx: Tx, contactId: string, userId: string): Promise<void> {
  await repo.updateContact(tx, contactId, { user_id: userId });
  await publish(tx, 'contact.changed', { type: 'contact', id: contactId }, { before: {}, after: { userId } });
}

export const getContact = async (actor: Actor, id: string): Promise<Contact> =>
  requireContact(reader(), authorise(actor, 'read:contacts'), id);

/** The person behind the caller's sign-in. Throws 404 when no contact was linked to it. */
export async function getOwnContact(actor: Actor): Promise<Contact> {
  const scope = authorise(actor, 'read:contacts');
  const id = actor.userId ? await contactOfUser(reader(), actor.userId) : null;
  if (!id) throw notFound();
  return requireContact(reader(), scope, id);
}

/** Throws 404 unless this scope sees the person. */
export async function requireContact(db: Reader, scope: repo.ReadContacts, id: string): Promise<Contact> {
  const found = await repo.findContact(db, scope, id);
  if (!found) throw notFound();
  return present(found);
}

export const present = (row: repo.FoundContact): Contact => ({
  ...row,
  name: nameOf(row.firstName, row.lastName),
  capacities: row.capacities as Contact['capacities'],
});

const nameOf = (first: string, last: string): string => `${first} ${last}`;

function columnsOf(id: string, input: ContactPatch): repo.ContactValues {
  const { firstName, lastName, company, capacities, email, phone, dateOfBirth, taxId } = input;
  const digits = taxId ? personTaxId(taxId) : null;
  const values = {
    first_name: firstName,
    last_name: lastName,
    company,
    capacities,
    email,
    phone,
    ...(dateOfBirth === undefined
      ? {}
      : {
          date_of_birth_sealed: dateOfBirth
            ? sealField('contacts.contacts.date_of_birth', id, dateOfBirth)
            : null,
        }),
    ...(taxId === undefined
      ? {}
      : {
          tax_id_sealed: digits ? sealField('contacts.contacts.tax_id', id, digits) : null,
          tax_id_last4: digits?.slice(-4) ?? null,
        }),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** What changed, without what is sealed: the trail says that a tax id changed, and its last four digits. */
function auditOf(before: repo.LockedContact, values: repo.ContactValues) {
  const { date_of_birth_sealed: birth, tax_id_sealed: _, ...shown } = values;
  const found = changes<object>(before, shown);
  return birth === undefined ? found : { ...found, after: { ...found.after, dateOfBirth: 'changed' } };
}
