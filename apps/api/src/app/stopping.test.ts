import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../test/app.ts';

let server: TestApp;
let agent: SignedIn;
let child: ChildProcess;
let url: string;

beforeAll(async () => {
  server = await startApp();
  agent = await signIn(server, 'agent');
  const { config } = server;
  child = spawn(process.execPath, [join(import.meta.dirname, '../../../../test/stopping-child.ts')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      PORT: '0',
      DATABASE_URL: config.databaseUrl,
      DATABASE_OWNER_URL: config.databaseOwnerUrl,
      CONNECT_DATA: config.dataDir,
      JWT_PRIVATE_KEY: config.jwtPrivateKey,
      DATA_KEYS: config.dataKeys,
      PUBLIC_URL: config.publicUrl,
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  [url] = (await once(createInterface(child.stdout!), 'line')) as [string];
});
afterAll(async () => {
  child.kill('SIGKILL');
  await server.close();
});

const get = (path: string) =>
  fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${agent.token}` },
    signal: AbortSignal.timeout(10_000),
  });

test('on SIGTERM what has begun is finished, nothing new is taken, and the end is clean', {
  timeout: 40_000,
}, async () => {
  expect((await get('/v1/projects')).status).toBe(200);
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('lock table projects.projects in access exclusive mode');
  const begun = get('/v1/projects');
  await untilItWaits(owner);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = await untilRefused();
  expect(['refused', 503]).toContain(late);
  expect(child.exitCode).toBeNull();
  await owner.query('commit');
  await owner.end();
  const answer = await begun;
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ items: [] });
  expect(await ended).toEqual([0, null]);
});

/** The request stands at the locked table. */
async function untilItWaits(owner: pg.Client): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await owner.query(`select 1 from pg_locks l join pg_class c on c.oid = l.relation
      where c.relname = 'projects' and not l.granted`);
    if (rows.length > 0) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error('the request never reached the table');
}

/** What a new connection hears, as soon as it is no longer welcome. */
async function untilRefused(): Promise<number | 'refused' | 'still open'> {
  for (let tries = 0; tries < 200; tries++) {
    const status = await get('/health/live').then(
      (answer) => answer.status,
      () => 'refused' as const,
    );
    if (status !== 200) return status;
    await new Promise((done) => setTimeout(done, 25));
  }
  return 'still open';
}
