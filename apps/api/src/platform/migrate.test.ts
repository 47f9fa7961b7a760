import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

let server: EmbeddedPostgres;
let dataDir: string;
let folder: string;
let url: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'migrate-'));
  server = await startEmbeddedPostgres({ dataDir, durable: false });
});
afterAll(async () => {
  await server.stop();
  await removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true });
});
beforeEach(async () => {
  const name = `fresh_${randomBytes(4).toString('hex')}`;
  await query(server.ownerUrl, `create database ${name}`);
  url = server.ownerUrl.replace(/connect$/, name);
  folder = join(dataDir, name);
  mkdirSync(folder);
});

const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql);

async function query(ownerUrl: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

test('applies each file once, in order, after the job queue', async () => {
  write('0001-first.sql', "create table first (id int); select graphile_worker.add_job('x');");
  write('0002-second.sql', 'alter table first add column name text;');
  expect(await migrate(url, folder)).toEqual(['0001-first.sql', '0002-second.sql']);
  expect(await migrate(url, folder)).toEqual([]);
  write('0003-third.sql', 'insert into first (name) values (null);');
  expect(await migrate(url, folder)).toEqual(['0003-third.sql']);
});

test('two processes at once apply each file once', async () => {
  write('0001-first.sql', 'create table once_only (id int); select pg_sleep(0.2);');
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(applied.flat()).toEqual(['0001-first.sql']);
});

test('a failing file is named with its line, and leaves nothing of itself', async () => {
  write('0001-first.sql', 'create table stays (id int);');
  write('0002-breaks.sql', 'create table goes (id int);\n\nselect nonsense;');
  await expect(migrate(url, folder)).rejects.toThrow(/0002-breaks\.sql failed: column "nonsense".*line 3/);
  expect(
    await query(url, "select to_regclass('stays') is not null as stays, to_regclass('goes') is null as gone"),
  ).toEqual([{ stays: true, gone: true }]);
});

test('refuses an applied file that was changed, is missing or is overtaken', async () => {
  write('0001-first.sql', 'select 1;');
  await migrate(url, folder);
  write('0001-first.sql', 'select 2;');
  await expect(migrate(url, folder)).rejects.toThrow('0001-first.sql was changed');
  rmSync(join(folder, '0001-first.sql'));
  await expect(migrate(url, folder)).rejects.toThrow(
    '0001-first.sql was applied to this database but is not in this release',
  );
  await query(
    url,
    "update platform.migrations set name = '0002-first.sql', sha256 = encode(sha256('select 1;'), 'hex')",
  );
  write('0001-late.sql', 'select 1;');
  write('0002-first.sql', 'select 1;');
  await expect(migrate(url, folder)).rejects.toThrow('0001-late.sql stands before 0002-first.sql');
});

test('refuses a bad name and a number given twice', async () => {
  write('0001-first.sql', 'select 1;');
  write('0001-other.sql', 'select 1;');
  await expect(migrate(url, folder)).rejects.toThrow(
    '0001-first.sql and 0001-other.sql bear the same number',
  );
  rmSync(join(folder, '0001-other.sql'));
  write('0001_first.sql', 'select 1;');
  await expect(migrate(url, folder)).rejects.toThrow('0001_first.sql: the name must be NNNN-name.sql');
});
