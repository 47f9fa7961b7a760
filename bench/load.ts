// `npm run bench:load [-- --scale 0.1]`: fills a database with a book of the size that `npm run bench:api` measures on.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type pg from 'pg';
import { migrate } from '../apps/api/src/platform/migrate.ts';
import {
  type BenchDatabase,
  connected,
  exists,
  FLOOR,
  FLOOR_DATABASE,
  openBenchDatabase,
} from './database.ts';
import { runFile } from './sql.ts';

const FILL = ['1-people', '2-projects', '3-loans', '4-draws', '5-ledger', '6-events'];
const COUNTED = {
  projects: 'projects.projects',
  stageChanges: 'projects.stage_changes',
  users: 'identity.users',
  contacts: 'contacts.contacts',
  entities: 'contacts.entities',
  loans: 'lending.loans',
  budgetLines: 'lending.budget_lines',
  draws: 'servicing.draws',
  drawLines: 'servicing.draw_lines',
  postings: 'servicing.postings',
  postingLines: 'servicing.posting_lines',
  auditEvents: 'platform.events',
};

const { values: flags } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });
const scale = Number(flags.scale);
if (!(scale >= 0.01 && scale <= 10))
  throw new Error('--scale is a number from 0.01 to 10; 1 is the full size');
const size = {
  projects: 100_000 * scale,
  contacts: 20_000 * scale,
  users: 200,
  events: 1_000_000 * scale,
};

async function fillProduct({ ownerUrl, embedded, beside }: BenchDatabase): Promise<Record<string, number>> {
  if (embedded) await recreate(beside('postgres'), new URL(ownerUrl).pathname.slice(1));
  await migrate(ownerUrl);
  return connected(ownerUrl, async (client) => {
    if (await hasRows(client, 'projects.projects'))
      throw new Error('The database holds projects already. Name an empty one: it is filled, never emptied.');
    await withoutTriggers(client);
    for (const name of FILL) await timed(name, () => runFile(client, fileOf(`fill/${name}.sql`), size));
    await timed('check', () => mustHold(client));
    await timed('vacuum', () => client.query('vacuum (analyze)'));
    return countAll(client);
  });
}

const fileOf = (name: string): string => join(import.meta.dirname, name);

async function recreate(adminUrl: string, name: string): Promise<void> {
  await connected(adminUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
}

const hasRows = async (client: pg.Client, table: string): Promise<boolean> =>
  ((await client.query(`select 1 from ${table} limit 1`)).rowCount ?? 0) > 0;

/** For this session alone, and only where the owner may: else the load takes longer, with every trigger fired. */
async function withoutTriggers(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica').catch((error) => {
    if (error.code !== '42501') throw error;
    console.error('triggers stay on: this owner may not set session_replication_role');
  });
  await client.query('set synchronous_commit = off');
}

async function mustHold(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ fault: string }>(readFileSync(fileOf('fill/check.sql'), 'utf8'));
  if (rows.length > 0) throw new Error(`The load is not sound:\n${rows.map((row) => row.fault).join('\n')}`);
}

async function countAll(client: pg.Client): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(COUNTED)) {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    counts[name] = rows[0]!.n;
  }
  return counts;
}

/** The floor's own data on the same server, from where it lies; skipped by name where it is not there. */
async function fillFloor({ embedded, beside }: BenchDatabase): Promise<string> {
  const seed = join(FLOOR, 'seed.sql');
  if (!existsSync(seed)) return 'skipped: ../shared/bench is not there';
  const there = await connected(beside('postgres'), (client) => exists(client, FLOOR_DATABASE));
  if (there && !embedded) return `skipped: a database ${FLOOR_DATABASE} is there already`;
  await recreate(beside('postgres'), FLOOR_DATABASE);
  const values = {
    projects: size.projects,
    loans: size.projects / 10,
    draws: size.projects,
    audits: size.events,
  };
  await timed('floor', () => connected(beside(FLOOR_DATABASE), (client) => runFile(client, seed, values)));
  return 'filled';
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  await work();
  console.error(`${name} ${((performance.now() - from) / 1000).toFixed(1)} s`);
}

const began = performance.now();
const database = await openBenchDatabase();
try {
  const counts = await fillProduct(database);
  const floor = await fillFloor(database);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  console.log(JSON.stringify({ scale, seconds, counts, floor }, null, 2));
} finally {
  await database.stop();
}
