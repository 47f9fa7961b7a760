import type { FastifyInstance } from 'fastify';
import type { Response } from 'light-my-request';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { hasRedis, startHangingRedis, startRedis } from '../../../../test/redis.ts';
import { samplePdf, upload } from '../../../../test/upload.ts';
import { closeCache, openCache } from '../integrations/cache/cache.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { openDatabase, useDatabase } from '../platform/db.ts';
import { makeLog } from '../platform/log.ts';
import { createServer } from './server.ts';

let server: TestApp;
let servicing: SignedIn;
let agent: SignedIn;
const opened: FastifyInstance[] = [];

beforeAll(async () => {
  server = await startApp();
  servicing = await signIn(server, 'servicing');
  agent = await signIn(server, 'agent');
});
afterEach(() => Promise.all(opened.splice(0).map((app) => app.close())));
afterAll(() => server.close());

/** Another process of the same book, with other settings. */
async function withSettings(
  settings: Partial<Config>,
  redis?: ReturnType<typeof openCache>,
): Promise<FastifyInstance> {
  const app = await createServer({ ...server.config, ...settings }, makeLog('silent'), redis);
  await app.ready();
  opened.push(app);
  return app;
}

const as = (who: SignedIn, more: Record<string, string> = {}) => ({
  authorization: `Bearer ${who.token}`,
  ...more,
});

describe('every kind of answer has its security headers:', () => {
  const ask = (method: 'GET' | 'POST', url: string, more: object = {}): Promise<Response> =>
    server.app.inject({ method, url, headers: as(servicing), ...more });
  const kinds: [string, number, () => Promise<Response>][] = [
    ['a list', 200, () => ask('GET', '/v1/projects')],
    ['not signed in', 401, () => server.app.inject({ url: '/v1/projects' })],
    ['not allowed', 403, () => ask('GET', '/v1/users')],
    ['no such record', 404, () => ask('GET', '/v1/loans/0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11')],
    ['no such address', 404, () => ask('GET', '/v1/nothing')],
    ['no such page', 404, () => ask('GET', '/nothing')],
    ['an address that cannot be read', 400, () => ask('GET', '/v1/loans/%ED%A0%80')],
    ['a wrong field', 422, () => ask('POST', '/v1/contacts', { payload: {} })],
    [
      'no JSON',
      400,
      () =>
        ask('POST', '/v1/contacts', {
          payload: '{',
          headers: as(servicing, { 'content-type': 'application/json' }),
        }),
    ],
    ['too much', 413, () => ask('POST', '/v1/contacts', { payload: { firstName: 'x'.repeat(300_000) } })],
    ['health', 200, () => ask('GET', '/health')],
    ['the reference', 200, () => ask('GET', '/docs')],
    ['a part of the reference', 200, () => ask('GET', '/docs/swagger-ui.css')],
    ['the contract', 200, () => ask('GET', '/v1/openapi.json')],
    ['the keys', 200, () => ask('GET', '/.well-known/jwks.json')],
  ];

  test.each(kinds)('%s', async (_, status, kind) => {
    const { statusCode, headers } = await kind();
    expect(statusCode).toBe(status);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
    if (status >= 400) expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  test('what is told to one person is kept by no cache', async () => {
    for (const url of [
      '/v1/projects',
      '/v%31/projects',
      '/%761/projects',
      '/auth/me',
      '/%61uth/me',
      '/v1/nothing',
      '/v1/loans/%ED%A0%80',
    ])
      expect([url, (await ask('GET', url)).headers['cache-control']]).toEqual([url, 'no-store']);
  });

  test('a request id is ours, not the caller’s', async () => {
    const answer = await ask('GET', '/v1/nothing', { headers: as(servicing, { 'x-request-id': 'forged' }) });
    expect(answer.headers['x-request-id']).not.toBe('forged');
    expect(answer.json().requestId).toBe(answer.headers['x-request-id']);
  });

  test('an upload comes back as an attachment that runs nothing', async () => {
    const project = await agent.post('/v1/leads', {
      address: '600 4th Ave',
      city: 'Seattle',
      state: 'WA',
      zip: '98104',
    });
    const fields = { subjectType: 'project', subjectId: project.json().id, kind: 'other', title: 'Sample' };
    const { id } = (await upload(agent, '/v1/documents', fields, samplePdf())).json();
    await server.settle();
    const { statusCode, headers } = await agent.get(`/v1/documents/${id}/content`);
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toMatch(/^attachment; filename/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toMatch(/sandbox/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });
});

describe('other origins', () => {
  const preflight = (app: FastifyInstance, origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url: '/v1/projects',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });

  test('may ask only when they are on the list', async () => {
    const app = await withSettings({ corsOrigins: ['https://app.example.com'] });
    const friend = await preflight(app, 'https://app.example.com');
    expect(friend.headers['access-control-allow-origin']).toBe('https://app.example.com');
    expect(friend.headers['access-control-allow-credentials']).toBe('true');
    for (const origin of [
      'https://evil.example',
      'https://app.example.com.evil.example',
      'null',
      'http://app.example.com',
    ])
      expect((await preflight(app, origin)).headers['access-control-allow-origin']).toBeUndefined();
  });

  test('are none by default', async () => {
    const answer = await preflight(server.app, 'http://localhost:3000');
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('requests are limited', () => {
  const statuses = async (n: number, ask: () => Promise<Response>): Promise<Response[]> => {
    const answers: Response[] = [];
    for (let i = 0; i < n; i++) answers.push(await ask());
    return answers;
  };

  test('by role, by person, and by address for nobody, with the standard headers', async () => {
    const app = await withSettings({ rateLimitFactor: 0.01 });
    const ask = (who: SignedIn | null) => app.inject({ url: '/v1/contacts/me', headers: who ? as(who) : {} });
    for (const [who, allowed] of [
      [servicing, 12],
      [agent, 6],
      [null, 3],
    ] as const) {
      const answers = await statuses(allowed + 1, () => ask(who));
      const refused = answers.pop()!;
      expect(answers.map((answer) => answer.statusCode)).not.toContain(429);
      expect(answers[0]!.headers['ratelimit-limit']).toBe(String(allowed));
      expect(answers.map((answer) => Number(answer.headers['ratelimit-remaining']))).toEqual(
        Array.from({ length: allowed }, (_, i) => allowed - 1 - i),
      );
      expect(Number(answers[0]!.headers['ratelimit-reset'])).toBeGreaterThan(0);
      expect(refused.statusCode).toBe(429);
      expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect((await ask(await signIn(server, 'agent'))).statusCode).toBe(200); // another person is not held up
    expect((await app.inject({ url: '/health' })).statusCode).toBe(200);
  });

  test('nobody raises the limit by claiming to come from elsewhere', async () => {
    const app = await withSettings({ rateLimitFactor: 0.01 });
    let n = 0;
    const answers = await statuses(4, () =>
      app.inject({ url: '/v1/projects', headers: { 'x-forwarded-for': `10.0.0.${n++}` } }),
    );
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401, 429]);
  });

  test('however the address is spelled', async () => {
    const app = await withSettings({ rateLimitFactor: 0.01 });
    const spelled = ['/v1/projects', '/v%31/projects', '/%761/projects', '/v%31/projects'];
    const answers = await statuses(4, () => app.inject({ url: spelled.shift()! }));
    expect(answers.map((answer) => answer.statusCode)).toEqual([401, 401, 401, 429]);
  });

  test('and a Redis that hangs holds up neither them nor the health', async () => {
    const redis = await startHangingRedis();
    const client = openCache(redis.url)!;
    try {
      await new Promise<void>((done) => client.once('ready', () => done()));
      const app = await withSettings({}, client);
      const [asked, well] = await Promise.all([
        app.inject({ url: '/v1/contacts/me', headers: as(agent) }),
        app.inject({ url: '/health' }),
      ]);
      expect(asked.statusCode).toBe(200);
      expect([well.statusCode, well.json().redis]).toEqual([503, 'disconnected']);
    } finally {
      await closeCache();
      await redis.stop();
    }
  }, 20_000);

  test.skipIf(!hasRedis())(
    'across processes when there is a Redis; without it each goes on counting',
    async () => {
      const redis = await startRedis();
      const client = openCache(redis.url)!;
      try {
        await new Promise<void>((done) =>
          client.status === 'ready' ? done() : client.once('ready', () => done()),
        );
        const [one, other] = [
          await withSettings({ rateLimitFactor: 0.01 }, client),
          await withSettings({ rateLimitFactor: 0.01 }, client),
        ];
        const who = await signIn(server, 'builder');
        const ask = (app: FastifyInstance) => app.inject({ url: '/v1/contacts/me', headers: as(who) });
        await statuses(6, () => ask(one));
        expect((await ask(other)).statusCode).toBe(429);
        const well = await one.inject({ url: '/health' });
        expect([well.statusCode, well.json()]).toEqual([
          200,
          { status: 'healthy', database: 'connected', redis: 'connected', version: '1.0.0' },
        ]);
        if (process.env.REDIS_URL) return; // somebody else's server is not ours to stop
        await redis.stop();
        const ill = await one.inject({ url: '/health' });
        expect([ill.statusCode, ill.json()]).toEqual([
          503,
          { status: 'unhealthy', database: 'connected', redis: 'disconnected', version: '1.0.0' },
        ]);
        expect((await ask(one)).statusCode).toBe(200); // a cache that is gone stops nobody from working
      } finally {
        await closeCache();
        await redis.stop();
      }
    },
  );
});

test('an address is the caller’s own unless a proxy is trusted', async () => {
  const refuse = async (app: FastifyInstance): Promise<string | null> => {
    await app.inject({ url: '/v1/users', headers: as(agent, { 'x-forwarded-for': '203.0.113.9' }) });
    return (await eventsOf('access.refused')).at(-1)!.ip;
  };
  expect(server.config.trustProxy).toBe(false);
  expect(await refuse(server.app)).toBe('127.0.0.1');
  expect(await refuse(await withSettings({ trustProxy: ['127.0.0.1'] }))).toBe('203.0.113.9');
});

test('a request that takes its time is cut off: handling it, idle connections, and reading it unless it is a file', () => {
  const { requestTimeout, handlerTimeout, connectionTimeout, bodyLimit } = server.app.initialConfig as Record<
    string,
    number
  >;
  expect([requestTimeout, handlerTimeout, connectionTimeout]).toEqual([600_000, 30_000, 30_000]);
  expect(bodyLimit).toBe(262_144);
  expect(server.app.server.requestTimeout).toBe(600_000);
  expect(server.app.server.headersTimeout).toBe(30_000);
});

describe('health', () => {
  const health = async (path: string) => {
    const answer = await server.app.inject({ url: path });
    return [answer.statusCode, answer.json()];
  };

  test('has exactly the four facts of the architecture', async () => {
    expect(await health('/health')).toEqual([
      200,
      { status: 'healthy', database: 'connected', redis: 'embedded', version: '1.0.0' },
    ]);
    expect(await health('/health/live')).toEqual([200, { status: 'live' }]);
  });

  test('is 503 without PostgreSQL, and well again when it is back', async () => {
    const nowhere = openDatabase('postgres://nobody@127.0.0.1:1/none', 1);
    useDatabase(nowhere);
    try {
      expect(await health('/health')).toEqual([
        503,
        { status: 'unhealthy', database: 'disconnected', redis: 'embedded', version: '1.0.0' },
      ]);
      expect((await health('/health/ready'))[0]).toBe(503);
      expect(await health('/health/live')).toEqual([200, { status: 'live' }]);
    } finally {
      await nowhere.close();
      const back = openDatabase(server.config.databaseUrl, 4);
      useDatabase(back);
      const { close } = server;
      server.close = async () => {
        await back.close();
        await close();
      };
    }
    expect((await health('/health'))[0]).toBe(200);
  });
});

test('production names all that is missing or refused at once', () => {
  const problems = ((): string[] => {
    try {
      readConfig({ NODE_ENV: 'production', CONNECT_DEMO: 'true' });
      return [];
    } catch (error) {
      return (error as { problems: string[] }).problems;
    }
  })();
  for (const name of ['DATABASE_URL', 'JWT_PRIVATE_KEY', 'DATA_KEYS', 'CONNECT_DEMO'])
    expect(problems.some((problem) => problem.includes(name))).toBe(true);
});
