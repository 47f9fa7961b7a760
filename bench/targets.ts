import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type pg from 'pg';
import { useIdentity } from '../apps/api/src/modules/identity/settings.ts';
import { mintAccessToken } from '../apps/api/src/modules/identity/tokens/access-token.ts';
import { readConfig } from '../apps/api/src/platform/config.ts';
import type { Request } from './client.ts';
import { type BenchDatabase, connected, exists, FLOOR, FLOOR_DATABASE, ROOT } from './database.ts';
import { startServer } from './processes.ts';
import { type ALONE, aloneRequests, floorRequests, type Letter, productRequests } from './workloads.ts';

/** A server that is measured. */
export interface Target {
  name: 'product' | 'floor';
  url: string;
  pid: number;
  requests: Record<Letter, Request[]>;
  token(): Promise<string>;
  stop(): Promise<void>;
}

/** The product's API with a session of an administrator, signed with the key that the server is given. */
export async function startProduct(
  database: BenchDatabase,
  pinned: boolean,
  nodeArgs: string[] = [],
): Promise<Target & { alone: Record<keyof typeof ALONE, Request[]> }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const port = await freePort();
  const env = {
    NODE_ENV: 'development',
    CONNECT_ROLE: 'api',
    PORT: String(port),
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    DATA_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'warn',
    RATE_LIMIT_FACTOR: '1000000',
    CONNECT_DATA: join(ROOT, '.cache/bench-files'),
  };
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer(
    [...heapLimits(), ...nodeArgs, join(ROOT, 'bench/serve.ts')],
    env,
    url,
    pinned,
  );
  useIdentity(readConfig(env));
  return connected(database.ownerUrl, async (client) => {
    const token = await signIn(client);
    const fetchPage = async (path: string): Promise<{ nextCursor: string | null }> => {
      const answer = await fetch(url + path, { headers: { authorization: `Bearer ${await token()}` } });
      if (!answer.ok) throw new Error(`${path} answers ${answer.status}: ${await answer.text()}`);
      return (await answer.json()) as { nextCursor: string | null };
    };
    const requests = await productRequests(client, fetchPage);
    const alone = await aloneRequests(client);
    return { name: 'product', url, ...server, requests, token, alone };
  });
}

/** As `npm start` runs Node, which would else take several times the memory before it cleans up. */
const heapLimits = (): string[] =>
  readFileSync(join(ROOT, 'package.json'), 'utf8').match(/--max-[a-z-]+=\d+/g) ?? [];

/** A session of the first administrator. A token lives for fifteen minutes, so one is made for each shot. */
async function signIn(client: pg.Client): Promise<() => Promise<string>> {
  const { rows } = await client.query<{ userId: string; email: string; sessionId: string }>(
    `insert into identity.sessions (user_id, created_at, last_used_at, expires_at)
     select id, now(), now(), now() + interval '1 day' from identity.users where role = 'admin' and status = 'active' order by created_at limit 1
     returning user_id as "userId", id as "sessionId", (select email from identity.users u where u.id = user_id)`,
  );
  if (!rows[0]) throw new Error('The database is empty. Fill it first: npm run bench:load');
  return () => mintAccessToken({ ...rows[0]!, role: 'admin', restricted: false });
}

/** The yardstick's bare server on its own data in the same PostgreSQL, or the reason why it is left out. */
export async function startFloor(database: BenchDatabase, pinned: boolean): Promise<Target | string> {
  const source = join(FLOOR, 'floor');
  if (!existsSync(join(source, 'server.mjs'))) return '../shared/bench is not there';
  const there = await connected(database.beside('postgres'), (client) => exists(client, FLOOR_DATABASE));
  if (!there)
    return `there is no database ${FLOOR_DATABASE} beside the product's; npm run bench:load makes it`;
  // A copy inside the repository finds the driver in node_modules.
  const folder = join(ROOT, '.cache/bench-floor');
  mkdirSync(folder, { recursive: true });
  for (const name of ['server.mjs', 'sql.json']) copyFileSync(join(source, name), join(folder, name));
  const port = await freePort();
  const secret = randomBytes(32).toString('hex');
  const databaseUrl = database.beside(FLOOR_DATABASE);
  const env = { PORT: String(port), JWT_SECRET: secret, DATABASE_URL: databaseUrl, POOL: '16' };
  const url = `http://127.0.0.1:${port}`;
  const server = await startServer([join(folder, 'server.mjs')], env, url, pinned);
  const requests = await connected(databaseUrl, floorRequests);
  return { name: 'floor', url, ...server, requests, token: async () => floorToken(secret) };
}

function floorToken(secret: string): string {
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: '00000000-0000-4000-8000-000000000001', role: 'agent', iat: 1, exp: 4_102_444_800 };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
