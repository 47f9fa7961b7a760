import { sql } from 'kysely';
import type { z } from 'zod';
import type { Reader, Tx } from './db.ts';
import { conflict } from './errors.ts';

/**
 * A part of what an administrator sets while the program runs. The module that goes by it declares it; the module `settings`
 * offers all of them.
 */
export interface Setting<T extends object> {
  key: string;
  /** As people call it: "ACH origin". */
  name: string;
  /** What may be saved, and how it is read back. */
  schema: z.ZodType<T>;
  /** Holds while nothing is saved. */
  otherwise: T;
  /** `otherwise` is a sample: production goes without rather than let it out of the house. */
  sample?: true;
  /** Fields of which the audit trail shows the last four characters only. */
  masked?: readonly (keyof T & string)[];
}

/** Declares a setting; only infers its type. */
export const setting = <T extends object>(declared: Setting<T>): Setting<T> => declared;

let samples = true;

/** Whether what was never saved may be a sample: everywhere but in production. */
export function useSamples(allowed: boolean): void {
  samples = allowed;
}

/** What holds of a setting. Throws 409 `setting_missing` where only a sample could. */
export async function settingOf<T extends object>(db: Reader, declared: Setting<T>): Promise<T> {
  const found = effective(declared, (await savedSettings(db, [declared.key]))[0]);
  if (!found)
    throw conflict(
      'setting_missing',
      `The setting “${declared.name}” is not saved, and nothing goes out with sample values. An administrator saves it under Settings.`,
      { setting: declared.key },
    );
  return found;
}

/** The saved value, else what holds without; null where that is a sample and samples do not count. */
export function effective<T extends object>(
  declared: Setting<T>,
  saved: { value: unknown } | undefined,
): T | null {
  if (saved) return declared.schema.parse(saved.value);
  return declared.sample && !samples ? null : declared.otherwise;
}

/** What was saved, of these settings or of all. */
export const savedSettings = (db: Reader, keys?: readonly string[]) =>
  db
    .selectFrom('platform.settings')
    .select(['key', 'value', 'version', 'updated_at as updatedAt'])
    .$if(keys !== undefined, (query) => query.where('key', 'in', keys!))
    .execute();

/** One change of settings at a time; reading goes on. */
export const lockSettings = (tx: Tx) =>
  sql`lock table platform.settings in share row exclusive mode`.execute(tx);

export const saveSetting = (tx: Tx, key: string, value: object) => {
  const json = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? Number(each) : each));
  return tx
    .insertInto('platform.settings')
    .values({ key, value: json, updated_at: tx.now })
    .onConflict((oc) =>
      oc.column('key').doUpdateSet({
        value: json,
        updated_at: tx.now,
        version: sql`settings.version + 1`,
      }),
    )
    .execute();
};
