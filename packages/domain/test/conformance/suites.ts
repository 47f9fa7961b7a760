/** Every file of external cases, and where it lies. They are data of others and are not copied into the project. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { actus } from './actus/actus.ts';
import { daycount } from './daycount.ts';
import { fineract } from './fineract/fineract.ts';
import { frappe } from './frappe/frappe.ts';
import { g702 } from './g702.ts';
import { rates } from './irr.ts';
import type { ConformanceCase, Suite } from './outcome.ts';

export const SUITES: readonly Suite[] = [actus, daycount, fineract, frappe, g702, rates];

const besideTheRepository = resolve(import.meta.dirname, '../../../../../shared/finance');

/** The cases of a suite; null when its file is not there, in which case the caller skips it by name. */
export function casesOf({ file, variable, read }: Suite): ConformanceCase[] | null {
  const path = process.env[variable] || resolve(besideTheRepository, file);
  return existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8')) as never) : null;
}
