import { randomUUID } from 'node:crypto';
import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../platform/errors.ts';
import { changes } from '../../platform/mask.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import type { ReadContacts } from './contacts.repo.ts';
import * as repo from './entities.repo.ts';
import type { BankAccount, Entity, EntityPatch, NewEntity } from './entities.schemas.ts';
import { insertParty, partiesById, updateParty } from './parties.repo.ts';
import { employerTaxId, openField, sealField } from './sensitive.ts';

/** A legal entity, added by staff. */
export async function addEntity(actor: Actor, input: NewEntity): Promise<Entity> {
  const scope = authorise(actor, 'write:contacts');
  return inTransaction(actor, async (tx) => requireEntity(tx, scope, await createEntity(tx, input)));
}

/** Adds an entity inside another verb's transaction; answers the new id. The caller has authorised and validated. */
export async function createEntity(tx: Tx, input: NewEntity & { bank?: BankAccount }): Promise<string> {
  const id = randomUUID();
  const { bank, name, entityType } = input;
  await insertParty(tx, { id, kind: 'entity', name, email: input.email ?? null });
  await repo.insertEntity(tx, {
    ...columnsOf(id, input),
    ...(bank ? bankColumns(tx, id, bank) : {}),
    id,
    name,
    entity_type: entityType,
  });
  await publish(tx, 'entity.created', { type: 'entity', id }, { name });
  return id;
}

/** Changes an entity. Throws 404, 412. */
export async function changeEntity(
  actor: Actor,
  input: { id: string; version: number; patch: EntityPatch },
): Promise<Entity> {
  const scope = authorise(actor, 'write:contacts');
  return inTransaction(actor, async (tx) => {
    const before = await lockedEntity(tx, scope, input.id, input.version);
    const values = columnsOf(input.id, input.patch);
    await repo.updateEntity(tx, input.id, values);
    const after = { ...before, ...values };
    await updateParty(tx, input.id, { name: after.name, email: after.email });
    const { tax_id_sealed: _, ...shown } = values;
    const changed = changes<object>(before, shown);
    await publish(tx, 'entity.changed', { type: 'entity', id: input.id }, changed);
    return requireEntity(tx, scope, input.id);
  });
}

/**
 * Changes where an entity is paid. Redirected payments are the commonest fraud in construction lending: hence the second
 * factor at the route, the event of its own, and the moment that every payment shows. Throws 404, 412.
 */
export async function changeBankAccount(
  actor: Actor,
  input: { id: string; version: number; bank: BankAccount },
): Promise<Entity> {
  const scope = authorise(actor, 'reveal:sensitive');
  return inTransaction(actor, async (tx) => {
    const before = await lockedEntity(tx, scope, input.id, input.version);
    const values = bankColumns(tx, input.id, input.bank);
    await repo.updateEntity(tx, input.id, values);
    await publish(
      tx,
      'entity.bank_changed',
      { type: 'entity', id: input.id },
      {
        name: before.name,
        before: { bankName: before.bank_name, last4: before.bank_account_last4 },
        after: { bankName: values.bank_name, last4: values.bank_account_last4 },
      },
    );
    return requireEntity(tx, scope, input.id);
  });
}

/** Makes a person a member; from then on the entity's rows are that person's own. Throws 404, 409, 422. */
export async function addEntityMember(
  actor: Actor,
  input: { id: string; contactId: string; title: string },
): Promise<Entity> {
  const scope = authorise(actor, 'write:contacts');
  return inTransaction(actor, async (tx) => {
    const entity = await repo.lockEntity(tx, scope, input.id);
    if (!entity) throw notFound();
    const contact = (await partiesById(tx, [input.contactId])).get(input.contactId);
    if (contact?.kind !== 'contact') throw invalid('/contactId', 'There is no such contact.');
    if (!(await addMember(tx, input.id, input.contactId, input.title)))
      throw conflict('already_member', `${contact.name} already belongs to ${entity.name}.`);
    return requireEntity(tx, scope, input.id);
  });
}

/** The same inside another verb's transaction; answers whether it is new. */
export async function addMember(
  tx: Tx,
  entityId: string,
  contactId: string,
  title = 'Member',
): Promise<boolean> {
  const added = await repo.insertMember(tx, entityId, contactId, title);
  if (added) {
    await repo.updateEntity(tx, entityId, {});
    const subject = { type: 'entity' as const, id: entityId };
    await publish(tx, 'entity.changed', subject, { before: {}, after: { memberAdded: contactId } });
  }
  return added;
}

/** Ends a membership: the person no longer sees what is the entity's. Throws 404. */
export async function removeEntityMember(
  actor: Actor,
  input: { id: string; contactId: string },
): Promise<void> {
  const scope = authorise(actor, 'write:contacts');
  await inTransaction(actor, async (tx) => {
    if (!(await repo.lockEntity(tx, scope, input.id))) throw notFound();
    if (!(await repo.deleteMember(tx, input.id, input.contactId))) throw notFound();
    await repo.updateEntity(tx, input.id, {});
    const subject = { type: 'entity' as const, id: input.id };
    await publish(tx, 'entity.changed', subject, { before: { member: input.contactId }, after: {} });
  });
}

export interface BankDetails {
  entityName: string;
  bankName: string;
  routingNumber: string;
  accountNumber: string;
  changedAt: string;
}

/**
 * An entity's bank account, opened, to write a payment file; null when none is known. Not for any answer of the API: the
 * caller writes the file encrypted and audits its download, people use a reveal.
 */
export async function bankDetails(tx: Tx, entityId: string): Promise<BankDetails | null> {
  const row = await repo.findBank(tx, entityId);
  if (!row?.bank_account_sealed || !row.bank_routing || !row.bank_changed_at) return null;
  return {
    entityName: row.name,
    bankName: row.bank_name ?? '',
    routingNumber: row.bank_routing,
    accountNumber: openField('contacts.entities.bank_account', row.id, row.bank_account_sealed),
    changedAt: row.bank_changed_at,
  };
}

export const getEntity = async (actor: Actor, id: string): Promise<Entity> =>
  requireEntity(reader(), authorise(actor, 'read:contacts'), id);

async function lockedEntity(
  tx: Tx,
  scope: ReadContacts,
  id: string,
  version: number,
): Promise<repo.LockedEntity> {
  const row = await repo.lockEntity(tx, scope, id);
  if (!row) throw notFound();
  expectVersion(row, version);
  return row;
}

/** Throws 404 unless this scope sees the entity. */
export async function requireEntity(db: Reader, scope: ReadContacts, id: string): Promise<Entity> {
  const found = await repo.findEntity(db, scope, id);
  if (!found) throw notFound();
  return presentEntity(found);
}

export const presentEntity = (row: repo.FoundEntity): Entity => ({
  ...row,
  entityType: row.entityType as Entity['entityType'],
});

function columnsOf(id: string, input: EntityPatch): repo.EntityValues {
  const { name, entityType, state, email, phone, taxId } = input;
  const digits = taxId ? employerTaxId(taxId) : null;
  const values = {
    name,
    entity_type: entityType,
    state,
    email,
    phone,
    ...(taxId === undefined
      ? {}
      : {
          tax_id_sealed: digits ? sealField('contacts.entities.tax_id', id, digits) : null,
          tax_id_last4: digits?.slice(-4) ?? null,
        }),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const bankColumns = (tx: Tx, id: string, bank: BankAccount) => ({
  bank_name: bank.bankName,
  bank_routing: bank.routingNumber,
  bank_account_sealed: sealField('contacts.entities.bank_account', id, bank.accountNumber),
  bank_account_last4: bank.accountNumber.slice(-4),
  bank_changed_at: tx.now,
  bank_changed_by: tx.actor.userId,
});
