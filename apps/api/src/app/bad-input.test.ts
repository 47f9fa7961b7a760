import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { InjectOptions, Response } from 'light-my-request';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { CURSORS } from '../../../../test/bad/cursors.ts';
import { names, notARefusal, refusedBySchema } from '../../../../test/bad/problem.ts';
import { badBodies, type Json, validBodies } from '../../../../test/bad/values.ts';
import { eventCount } from '../../../../test/matrix/acts.ts';
import { rows } from '../../../../test/matrix/rows.ts';
import { addressOf } from '../../../../test/matrix/send.ts';
import { buildWorld, type MatrixWorld } from '../../../../test/matrix/world.ts';
import { hashPassword } from '../modules/identity/index.ts';
import { systemActor } from '../platform/actor.ts';
import { needsVersion, type Operation } from '../platform/operation.ts';
import { inTransaction } from '../platform/transaction.ts';
import { operations } from './modules.ts';
import { openapiDocument } from './openapi.ts';

let server: TestApp;
let world: MatrixWorld;
let document: { paths: Record<string, Record<string, Json>>; components: { schemas: Json } };

beforeAll(async () => {
  server = await startApp();
  world = await buildWorld(server);
  await givePassword(world.staff.admin.userId);
  document = (await openapiDocument()) as typeof document;
}, 180_000);
afterAll(() => server.close());

/** For what asks for the password again. */
const givePassword = async (userId: string): Promise<void> => {
  const hash = await hashPassword('green ladder under rain');
  await inTransaction(systemActor('test'), (tx) =>
    tx.updateTable('identity.users').set({ password_hash: hash }).where('id', '=', userId).execute(),
  );
};

const isForm = (op: Operation): boolean => op.consumes === 'multipart/form-data';
const withJson = operations.filter((op) => op.body && !isForm(op));

interface Sent {
  payload?: string | Buffer;
  headers?: Record<string, string | undefined>;
  url?: string;
}

/** A request of an administrator who has just confirmed, with all that the operation needs except what is being tried. */
async function send(op: Operation, { payload, headers = {}, url }: Sent = {}): Promise<Response> {
  const all: Record<string, string | undefined> = {
    authorization: `Bearer ${world.staff.admin.token}`,
    ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    ...(needsVersion(op) ? { 'if-match': '"999999"' } : {}),
    ...(op.money ? { 'idempotency-key': randomUUID() } : {}),
    ...headers,
  };
  return server.app.inject({
    method: op.method,
    url: url ?? urlOf(op),
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
    ...(payload === undefined ? {} : { payload }),
  } as InjectOptions);
}

const urlOf = (op: Operation): string => {
  const row = rows[op.id]!;
  return addressOf(
    op,
    row.names?.(world.own, 'admin', world) ?? row.asks ?? { params: { id: randomUUID() } },
  );
};

const schemaOf = (op: Operation): Json => {
  const { requestBody } = document.paths[op.path]![op.method.toLowerCase()] as {
    requestBody: { content: Record<string, { schema: Json }> };
  };
  return Object.values(requestBody.content)[0]!.schema;
};

/** The matrix's own body where it has one, so that ids in it exist; else the examples of the contract, one per variant. */
const bodiesOf = (op: Operation): unknown[] => {
  const examples = validBodies(schemaOf(op), document.components.schemas);
  const known = rows[op.id]?.names?.(world.own, 'admin', world).body;
  return known ? [known, ...examples] : examples;
};

/** Some operations count their own requests, and a throttle is an answer, too. */
const throttled = (op: Operation, answer: Response): boolean =>
  answer.statusCode === 429 && (op.permission === 'public' || op.perMinute !== undefined);

/** Runs `trial` for each operation; answers what went wrong and whether anything was written. */
async function each(
  ops: readonly Operation[],
  trial: (op: Operation) => Promise<(string | null)[]>,
): Promise<string[]> {
  const found: string[] = [];
  for (const op of ops) {
    const before = await eventCount();
    found.push(...(await trial(op)).filter((line) => line !== null).map((line) => `${op.id}: ${line}`));
    const written = (await eventCount()) - before;
    if (written > 0 && op.permission !== 'public') found.push(`${op.id}: wrote ${written} events`);
  }
  return found;
}

test('a body that is none', { timeout: 180_000 }, async () => {
  const found = await each(withJson, async (op) => {
    const tried: (string | null)[] = [];
    const attempt = async (what: string, sent: Sent, statuses: number[]): Promise<void> => {
      const answer = await send(op, sent);
      const wrong = throttled(op, answer) ? null : notARefusal(answer, statuses);
      tried.push(wrong && `${what} ${wrong}`);
    };
    const type = (name: string) => ({ headers: { 'content-type': name } });
    await attempt('an empty body', { payload: '' }, [400, 422]);
    for (const payload of ['null', '[]', '"word"', '7', 'true'])
      await attempt(payload, { payload }, [400, 422]);
    for (const payload of ['{"a":', '{a:1}', '\u0000', '{"__proto__":{"x":1}}', '{"a":1}}'])
      await attempt(`malformed ${payload}`, { payload }, [400]);
    await attempt('endless nesting', { payload: '['.repeat(5_000) + ']'.repeat(5_000) }, [400, 413, 422]);
    const limit = op.bodyLimit ?? 262_144;
    await attempt('too much', { payload: `{"a":"${'x'.repeat(limit)}"}` }, [413]);
    await attempt('text', { payload: '{}', ...type('text/plain') }, [415]);
    await attempt('XML', { payload: '<a/>', ...type('application/xml') }, [415]);
    if (!op.takesForms)
      await attempt('a form', { payload: 'a=1', ...type('application/x-www-form-urlencoded') }, [415]);
    await attempt(
      'a form with a file',
      { payload: '--x--\r\n', ...type('multipart/form-data; boundary=x') },
      [415],
    );
    return tried;
  });
  expect(found).toEqual([]);
});

test('a body with one thing wrong is refused by name and leaves nothing behind', {
  timeout: 180_000,
}, async () => {
  const found = await each(withJson, async (op) => {
    const tried: (string | null)[] = [];
    const seen = new Set<string>();
    for (const valid of bodiesOf(op)) {
      for (const bad of badBodies(schemaOf(op), document.components.schemas, valid)) {
        // One of each kind goes the whole way; of its like the schema alone is asked, which is where the whole way ends.
        if (!bad.sure || (seen.has(bad.what) && refusedBySchema(op, bad))) continue;
        seen.add(bad.what);
        const answer = await send(op, { payload: JSON.stringify(bad.body) });
        if (throttled(op, answer)) continue;
        const wrong =
          notARefusal(answer, [400, 422]) ??
          (names(answer, bad.pointer) ? null : `is not named: ${answer.body.slice(0, 300)}`);
        tried.push(wrong && `${bad.pointer || 'the body'} (${bad.what}) ${wrong}`);
      }
    }
    return tried;
  });
  expect(found).toEqual([]);
});

test('text that looks like code, unknown ids, odd numbers as text: refused or kept, never a fault', {
  timeout: 180_000,
}, async () => {
  const found: string[] = [];
  for (const op of withJson) {
    for (const valid of bodiesOf(op)) {
      for (const bad of badBodies(schemaOf(op), document.components.schemas, valid)) {
        if (bad.sure) continue;
        const answer = await send(op, {
          payload: JSON.stringify(bad.body),
          headers: { 'idempotency-key': op.method === 'POST' ? randomUUID() : undefined },
        });
        const wrong = answer.statusCode < 300 ? null : notARefusal(answer);
        if (wrong) found.push(`${op.id}: ${bad.pointer} (${bad.what}) ${wrong}`);
      }
    }
  }
  expect(found).toEqual([]);
});

test('queries, cursors and addresses that are none', { timeout: 180_000 }, async () => {
  const found = await each(
    operations.filter((op) => op.method === 'GET'),
    async (op) => {
      const tried: (string | null)[] = [];
      const attempt = async (
        what: string,
        url: string,
        statuses: number[],
        pointer?: string,
      ): Promise<void> => {
        const answer = await send(op, { url });
        const wrong =
          notARefusal(answer, statuses) ?? (pointer && !names(answer, pointer) ? 'is not named' : null);
        tried.push(wrong && `${what} ${wrong}`);
      };
      const url = urlOf(op);
      const query = queryOf(op);
      const at = (name: string, value: string): string => `${url.split('?')[0]}?${name}=${value}`;
      await attempt('an unknown parameter', at('noSuchParameter', '1'), [422], '?noSuchParameter');
      for (const { name, schema } of query) {
        await attempt(`${name} twice`, `${url.split('?')[0]}?${name}=1&${name}=2`, [400, 422], `?${name}`);
        const plain = schema.type === 'string' && !schema.enum && !schema.format && !/limit/.test(name);
        if (!plain)
          await attempt(`${name} (no such value)`, at(name, 'no-such-value'), [400, 422], `?${name}`);
        await attempt(`${name} (U+0000)`, at(name, 'a%00b'), [400, 422]);
        if (!plain) await attempt(`${name} (not UTF-8)`, at(name, '%ED%A0%80%FF'), [400, 422]);
        await attempt(`${name} (endless)`, at(name, 'x'.repeat(9000)), [400, 414, 422]);
      }
      if (query.some(({ name }) => name === 'limit'))
        for (const value of ['0', '-1', '201', '1.5', '1e9', '', 'NaN'])
          await attempt(`limit ${value}`, at('limit', value), [422], '?limit');
      if (query.some(({ name }) => name === 'cursor'))
        for (const value of CURSORS) await attempt(`cursor ${value}`, at('cursor', value), [400, 422]);
      return tried;
    },
  );
  expect(found).toEqual([]);
});

test('a query or a body that an operation does not ask for is refused by name', {
  timeout: 180_000,
}, async () => {
  const changing = operations.filter((op) => op.method !== 'GET');
  const found = await each(changing, async (op) => {
    const tried: (string | null)[] = [];
    const attempt = async (what: string, sent: Sent, pointer: string): Promise<void> => {
      const answer = await send(op, sent);
      if (throttled(op, answer)) return;
      const wrong = notARefusal(answer, [422]) ?? (names(answer, pointer) ? null : 'is not named');
      tried.push(wrong && `${what} ${wrong}`);
    };
    if (!op.takesForms)
      await attempt('a query', { url: `${urlOf(op)}?noSuchParameter=1` }, '?noSuchParameter');
    if (!op.body) await attempt('a body', { payload: '{"noSuchField":1}' }, '/noSuchField');
    return tried;
  });
  expect(found).toEqual([]);
});

interface Parameter {
  name: string;
  in: string;
  schema: Json & { type?: string; enum?: string[]; items?: { enum?: string[] } };
}

const queryOf = (op: Operation): Parameter[] =>
  ((document.paths[op.path]!.get as { parameters?: Parameter[] }).parameters ?? []).filter(
    (each) => each.in === 'query',
  );

/** What may be any text: what somebody looks for, a place in a list, a page of the client that keeps views. */
const FREE_TEXT = ['cursor', 'q', 'page'];

test('a filter of text is one of the few that may be: all others say in the contract which words they take', () => {
  const loose = operations
    .filter((op) => op.method === 'GET')
    .flatMap((op) =>
      queryOf(op)
        .filter(({ schema }) => schema.type === 'string' && !schema.enum && !schema.format && !schema.pattern)
        .map(({ name }) => name)
        .filter((name) => !FREE_TEXT.includes(name))
        .map((name) => `${op.id}: ${name}`),
    );
  expect(loose).toEqual([]);
});

test('a word that a filter or a sort does not know is refused by name, never answered with an empty list', {
  timeout: 180_000,
}, async () => {
  let filters = 0;
  const found = await each(
    operations.filter((op) => op.method === 'GET'),
    async (op) => {
      const tried: (string | null)[] = [];
      const [path, needed] = urlOf(op).split('?');
      const asking = (name: string, value: string) => {
        const query = new URLSearchParams(needed);
        query.set(name, value);
        return { url: `${path}?${query}` };
      };
      for (const { name, schema } of queryOf(op)) {
        const several = schema.items?.enum;
        const words = several ?? schema.enum;
        if (!words) continue;
        filters += 1;
        const [word = ''] = words;
        const bad = ['xyz', word.toUpperCase(), ` ${word}`, '', `${word};`, `${word},xyz`];
        if (several) bad.push(`xyz,${word}`, `${word},`, `${word}, ${several.at(-1)}`);
        else bad.push(`${word},${word}`);
        for (const value of bad) {
          const answer = await send(op, asking(name, value));
          const wrong =
            notARefusal(answer, [422]) ?? (names(answer, `?${name}`) ? null : `is not named: ${answer.body}`);
          tried.push(wrong && `${name}=${value} ${wrong}`);
        }
        if (op.produces) continue; // a download that succeeds is on record
        const good = several ? several.join(',') : word;
        const { statusCode } = await send(op, asking(name, good));
        if (statusCode === 422) tried.push(`${name}=${good} is refused`);
      }
      return tried;
    },
  );
  expect(found).toEqual([]);
  expect(filters).toBeGreaterThan(60);
});

test('ids that are none', { timeout: 180_000 }, async () => {
  const found = await each(
    operations.filter((op) => op.path.includes('{')),
    async (op) => {
      const tried: (string | null)[] = [];
      for (const id of [
        'not-an-id',
        '%00',
        '..%2f..%2fetc',
        "'%20or%201=1--",
        '%ED%A0%80',
        'x'.repeat(600),
        '0',
        'null',
        '%F0%9F%92%A9',
      ]) {
        const url = op.path.replace(/\{\w+\}/g, id);
        const answer = await send(op, {
          url,
          ...(op.body && !isForm(op) ? { payload: JSON.stringify(bodiesOf(op)[0]) } : {}),
        });
        if (throttled(op, answer)) continue;
        const wrong = notARefusal(answer, isForm(op) ? [400, 404, 414, 415] : [400, 404, 410, 414]);
        tried.push(wrong && `${id.slice(0, 20)} ${wrong}`);
      }
      return tried;
    },
  );
  expect(found).toEqual([]);
});

test('versions and keys that are none', { timeout: 180_000 }, async () => {
  const found = await each(
    operations.filter((op) => op.method !== 'GET' && !isForm(op) && op.permission !== 'public'),
    async (op) => {
      const tried: (string | null)[] = [];
      const payload = op.body ? JSON.stringify(bodiesOf(op)[0]) : undefined;
      const attempt = async (what: string, headers: Sent['headers'], statuses: number[]): Promise<void> => {
        const answer = await send(op, { ...(payload ? { payload } : {}), headers: headers! });
        const wrong = throttled(op, answer) ? null : notARefusal(answer, statuses);
        tried.push(wrong && `${what} ${wrong}`);
      };
      if (needsVersion(op)) {
        await attempt('no If-Match', { 'if-match': undefined }, [428]);
        for (const value of ['abc', '*', '"-1"', '"1", "2"', '1.5', '""', '"99999999999"'])
          await attempt(`If-Match ${value}`, { 'if-match': value }, [400]);
      }
      if (op.method === 'POST' && !op.neverKept)
        for (const value of ['short', 'x'.repeat(201), 'with a space', 'ümläute-key'])
          await attempt(`Idempotency-Key ${value.slice(0, 20)}`, { 'idempotency-key': value }, [400]);
      if (op.money) await attempt('no Idempotency-Key', { 'idempotency-key': undefined }, [400]);
      return tried;
    },
  );
  expect(found).toEqual([]);
});

test('any JSON at all is never a fault', { timeout: 180_000 }, async () => {
  const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
  console.log(`fast-check seed ${seed} (FC_SEED repeats it)`);
  const field = (op: Operation): string[] =>
    Object.keys((validBodies(schemaOf(op), document.components.schemas)[0] ?? {}) as object);
  const bodies = fc
    .constantFrom(...withJson)
    .chain((op) =>
      fc.tuple(
        fc.constant(op),
        fc.oneof(
          fc.jsonValue({ depthSize: 'small', noUnicodeString: false } as never),
          fc.dictionary(fc.constantFrom(...field(op), 'x'), fc.jsonValue()),
        ),
      ),
    );
  await fc.assert(
    fc.asyncProperty(bodies, async ([op, body]) => {
      const answer = await send(op, { payload: JSON.stringify(body) });
      const wrong = answer.statusCode < 300 ? null : notARefusal(answer);
      if (wrong) throw new Error(`${op.id} with ${JSON.stringify(body).slice(0, 300)} ${wrong}`);
    }),
    { numRuns: 600, seed, endOnFailure: true },
  );
});
