import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  copyEmbeddedPostgres,
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded-postgres.ts';

// The cluster is durable here: what is proved is that data outlives kills.
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'embedded-postgres-'));
});
afterAll(async () => {
  await removeEmbeddedPostgres(dataDir);
  rmSync(dataDir, { recursive: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmaster = () =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

async function whileRunning<T>(work: (server: EmbeddedPostgres) => Promise<T>): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

test('is PostgreSQL 18 in UTF-8 and UTC, durable, on this machine only', () =>
  whileRunning(async ({ ownerUrl }) => {
    const show = async (name: string) =>
      Object.values((await query(ownerUrl, `show ${name}`))[0] as object)[0];
    expect(await show('server_version')).toMatch(/^18\./);
    expect([await show('server_encoding'), await show('timezone'), await show('fsync')]).toEqual([
      'UTF8',
      'UTC',
      'on',
    ]);
    expect(await show('listen_addresses')).toBe('127.0.0.1');
    expect(await query(ownerUrl, 'select current_database() as d, current_user as u')).toEqual([
      { d: 'connect', u: 'connect_owner' },
    ]);
    await query(ownerUrl, 'create table kept (id int)');
  }));

test('lets nobody in without the password, which only its owner can read', () =>
  whileRunning(async ({ ownerUrl }) => {
    const guess = new URL(ownerUrl);
    guess.password = 'guess';
    await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o077).toBe(0);
  }));

test('refuses a folder that a live process uses, and frees it on stop', async () => {
  await whileRunning(() =>
    expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`in use by process ${process.pid}`),
  );
  await whileRunning(({ ownerUrl }) => expect(query(ownerUrl, 'select * from kept')).resolves.toEqual([]));
});

test('stops the server that a killed process left behind, and has its data', async () => {
  const script = `import { startEmbeddedPostgres } from '${import.meta.dirname}/embedded-postgres.ts';
    await startEmbeddedPostgres({ dataDir: process.argv[1] }); console.log('up'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((up) => child.stdout.once('data', up));
  const left = postmaster();
  child.kill('SIGKILL');
  await new Promise((gone) => child.once('exit', gone));
  expect(() => process.kill(left, 0)).not.toThrow(); // it did outlive its starter
  await whileRunning(async ({ ownerUrl }) => {
    expect(postmaster()).not.toBe(left);
    expect(await query(ownerUrl, 'select * from kept')).toEqual([]);
  });
});

test('starts a server that dies again, on its port, with its data', () =>
  whileRunning(async ({ ownerUrl }) => {
    await query(ownerUrl, 'insert into kept values (7)');
    process.kill(postmaster(), 'SIGKILL');
    const until = Date.now() + 15_000;
    const retry = (): Promise<unknown[]> =>
      query(ownerUrl, 'select id from kept').catch((error) => {
        if (Date.now() > until) throw error;
        return sleep(100).then(retry);
      });
    expect(await retry()).toEqual([{ id: 7 }]);
  }));

test('is copied, when it is stopped, to a folder that opens it by the same password', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'embedded-postgres-copy-'));
  copyFileSync(join(dataDir, 'postgres-password'), join(copy, 'postgres-password'));
  copyEmbeddedPostgres(dataDir, copy);
  const server = await startEmbeddedPostgres({ dataDir: copy });
  try {
    expect(await query(server.ownerUrl, 'select id from kept')).toEqual([{ id: 7 }]);
  } finally {
    await server.stop();
    await removeEmbeddedPostgres(copy);
    rmSync(copy, { recursive: true });
  }
});

test('is removed with its password', async () => {
  await removeEmbeddedPostgres(dataDir);
  expect(
    ['postgres', 'postgres-password', 'postgres.log'].filter((name) => existsSync(join(dataDir, name))),
  ).toEqual([]);
});
