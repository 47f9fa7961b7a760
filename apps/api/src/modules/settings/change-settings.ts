import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../platform/db.ts';
import { expectVersion } from '../../platform/errors.ts';
import { changes } from '../../platform/mask.ts';
import {
  effective,
  lockSettings,
  type Setting,
  savedSettings,
  saveSetting,
} from '../../platform/settings.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import { type Name, SETTINGS, type Settings, type SettingsPatch } from './settings.schemas.ts';

/** There is one record of settings; events need an id to be about. */
const RECORD = { type: 'settings', id: '00000000-0000-0000-0000-000000000001' } as const;

export async function getSettings(actor: Actor): Promise<Settings> {
  authorise(actor, 'manage:settings');
  return present(reader());
}

/** Saves each setting that is named and differs. Throws 412. */
export async function changeSettings(actor: Actor, version: number, patch: SettingsPatch): Promise<Settings> {
  authorise(actor, 'manage:settings');
  return inTransaction(actor, async (tx) => {
    await lockSettings(tx);
    const before = await present(tx);
    expectVersion(before, version);
    for (const name of Object.keys(patch) as Name[])
      await change(tx, SETTINGS[name] as Setting<object>, {
        before: before[name],
        after: patch[name]!,
        saved: before.saved.includes(name),
      });
    return present(tx);
  });
}

async function change(
  tx: Tx,
  declared: Setting<object>,
  { before, after, saved }: { before: object | null; after: object; saved: boolean },
): Promise<void> {
  const changed = changes<object>(before ?? {}, after);
  // Saving a sample as it is makes it one's own, which production asks for.
  if (saved && Object.keys(changed.after).length === 0) return;
  await saveSetting(tx, declared.key, after);
  await publish(tx, 'settings.changed', RECORD, {
    setting: declared.name,
    before: masked(declared, changed.before),
    after: masked(declared, changed.after),
  });
}

const masked = ({ masked: fields }: Setting<object>, values: object): object =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [
      field,
      (fields as readonly string[] | undefined)?.includes(field) ? `•••${String(value).slice(-4)}` : value,
    ]),
  );

/** All settings as one record; its version counts every save. */
async function present(db: Reader): Promise<Settings> {
  const rows = new Map((await savedSettings(db)).map((row) => [row.key, row]));
  const saved = (Object.keys(SETTINGS) as Name[]).filter((name) => rows.has(SETTINGS[name].key));
  const of = <T extends object>(declared: Setting<T>) => effective(declared, rows.get(declared.key));
  return {
    version: 1 + sum([...rows.values()].map((row) => row.version)),
    updatedAt:
      [...rows.values()]
        .map((row) => row.updatedAt)
        .sort()
        .at(-1) ?? null,
    saved,
    lender: of(SETTINGS.lender),
    draws: of(SETTINGS.draws)!,
    payments: of(SETTINGS.payments)!,
    achOrigin: of(SETTINGS.achOrigin),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
