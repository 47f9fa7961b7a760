import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';

const FOLDER = join(import.meta.dirname, '../../migrations');

/** Any number will do, as long as nothing else in this database uses it. */
const ADVISORY_LOCK = 7_266_732;

const quiet = new Logger(() => () => {});

interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

/**
 * Brings the database at `ownerUrl` up to date: the job queue's own tables first (our SQL refers to them), then
 * `NNNN-name.sql` in order, each in its own transaction. Returns the names applied now. Several processes may call it
 * at once: one works, the others wait and find nothing to do. Throws when an applied file was changed, is missing or
 * was overtaken by a later one, and when a file fails, naming it; what came before it stays applied.
 */
export async function migrate(ownerUrl: string, folder = FOLDER): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'connect-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await runMigrations({ connectionString: ownerUrl, logger: quiet });
    await client.query('create schema if not exists platform');
    await client.query(`create table if not exists platform.migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const pending = await findPending(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end(); // which also gives back the lock
  }
}

/** The migrations of a folder in order. Throws on a name that is not `NNNN-name.sql` and on a number given twice. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name, index) => {
    if (!/^\d{4}-[a-z0-9-]+\.sql$/.test(name))
      throw new Error(`migration ${name}: the name must be NNNN-name.sql`);
    const before = names[index - 1];
    if (before?.slice(0, 4) === name.slice(0, 4))
      throw new Error(`migrations ${before} and ${name} bear the same number`);
    const sql = readFileSync(join(folder, name), 'utf8');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

async function findPending(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows: applied } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from platform.migrations order by name',
  );
  for (const [index, { name, sha256 }] of applied.entries()) {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (!migration)
      throw new Error(
        `migration ${name} was applied to this database but is not in this release: is the program older than its database?`,
      );
    if (migration.sha256 !== sha256)
      throw new Error(`migration ${name} was changed after it was applied; add a new one instead`);
    if (migrations[index] !== migration)
      throw new Error(
        `migration ${migrations[index]?.name} stands before ${name}, which is already applied; give it the next number`,
      );
  }
  return migrations.slice(applied.length);
}

async function apply(client: pg.Client, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into platform.migrations (name, sha256) values ($1, $2)', [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed: ${describe(error as pg.DatabaseError, sql)}`, {
      cause: error,
    });
  }
}

function describe(error: pg.DatabaseError, sql: string): string {
  const line = error.position ? ` (line ${sql.slice(0, Number(error.position)).split('\n').length})` : '';
  return `${error.message}${line}`;
}
