import { readFileSync } from 'node:fs';
import type pg from 'pg';

/**
 * Runs a file of SQL statement by statement (each ends with `;` at the end of a line), so that VACUUM stands outside of
 * a transaction. psql's own commands (`\set`) are left out, its variables (`:projects`) are filled from `values`.
 */
export async function runFile(
  client: pg.Client,
  path: string,
  values: Record<string, number>,
): Promise<void> {
  const text = readFileSync(path, 'utf8')
    .replace(/^\\.*$/gm, '')
    .replace(/(?<!:):([a-z]+)/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
  for (const statement of text.split(/;\s*$/m)) if (statement.trim()) await client.query(statement);
}
