import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { expectVersion } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import * as repo from './general-ledger.repo.ts';
import type { Account } from './general-ledger.schemas.ts';

/** The chart of accounts. */
export async function listAccounts(actor: Actor): Promise<{ items: Account[] }> {
  return { items: await repo.listAccounts(reader(), authorise(actor, 'read:postings')) };
}

/** Says what the accounting program calls an account. Throws 412 when somebody changed it since. */
export async function changeAccount(
  actor: Actor,
  change: { key: string; version: number; externalCode: string | null },
): Promise<Account> {
  const scope = authorise(actor, 'close:periods');
  return inTransaction(actor, async (tx) => {
    const account = await repo.lockAccount(tx, scope, change.key);
    expectVersion(account, change.version);
    await repo.setExternalCode(tx, change.key, change.externalCode);
    await publish(
      tx,
      'account.changed',
      { type: 'account', id: account.id },
      { account: change.key, externalCode: change.externalCode },
    );
    return (await repo.listAccounts(tx, scope)).find(({ key }) => key === change.key)!;
  });
}
