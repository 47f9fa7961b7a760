import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import { lockContact } from './contacts.repo.ts';
import type { Revealed } from './contacts.schemas.ts';
import { lockEntity } from './entities.repo.ts';
import { dashedEmployerId, dashedPersonId, openField } from './sensitive.ts';

interface Reveal<F extends string> {
  id: string;
  field: F;
  reason: string;
}

/** Opens a person's sealed field for one reading, on the record. Throws 404, and 409 when nothing is there. */
export async function revealOfContact(
  actor: Actor,
  input: Reveal<'taxId' | 'dateOfBirth'>,
): Promise<Revealed> {
  const scope = authorise(actor, 'reveal:sensitive');
  return inTransaction(actor, async (tx) => {
    const row = await lockContact(tx, scope, input.id);
    if (!row) throw notFound();
    const value =
      input.field === 'taxId'
        ? open('contacts.contacts.tax_id', row.id, row.tax_id_sealed, dashedPersonId)
        : open('contacts.contacts.date_of_birth', row.id, row.date_of_birth_sealed);
    return record(tx, 'contact', input, value);
  });
}

/** Opens an entity's sealed field for one reading, on the record. Throws 404, and 409 when nothing is there. */
export async function revealOfEntity(
  actor: Actor,
  input: Reveal<'taxId' | 'bankAccount'>,
): Promise<Revealed> {
  const scope = authorise(actor, 'reveal:sensitive');
  return inTransaction(actor, async (tx) => {
    const row = await lockEntity(tx, scope, input.id);
    if (!row) throw notFound();
    const value =
      input.field === 'taxId'
        ? open('contacts.entities.tax_id', row.id, row.tax_id_sealed, dashedEmployerId)
        : open('contacts.entities.bank_account', row.id, row.bank_account_sealed);
    return record(tx, 'entity', input, value);
  });
}

function open(
  column: Parameters<typeof openField>[0],
  id: string,
  sealed: string | null,
  format = (text: string) => text,
): string {
  if (sealed === null) throw conflict('nothing_to_reveal', 'This field is empty.');
  return format(openField(column, id, sealed));
}

async function record(
  tx: Tx,
  type: 'contact' | 'entity',
  input: Reveal<string>,
  value: string,
): Promise<Revealed> {
  const { id, field, reason } = input;
  await publish(tx, 'sensitive.revealed', { type, id }, { field, reason });
  return { field, value };
}
