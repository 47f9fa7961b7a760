/** Reads the external arithmetic cases where they lie; they are data of others and are not copied into the project. Tests only. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const repoRoot = resolve(import.meta.dirname, '../../..');

/** The cases of `file`, or null when absent, in which case the caller skips by name. `variable` overrides the path. */
export function externalCases<T>(file: string, variable: string): T | null {
  const path = process.env[variable] ?? resolve(repoRoot, '../shared/finance', file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : null;
}
