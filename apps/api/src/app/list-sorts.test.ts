import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { rows } from '../../../../test/matrix/rows.ts';
import { addressOf } from '../../../../test/matrix/send.ts';
import { buildWorld, type MatrixWorld } from '../../../../test/matrix/world.ts';
import type { Operation } from '../platform/operation.ts';
import { operations } from './modules.ts';
import { openapiDocument } from './openapi.ts';

/** A month's row is named by its month, a day's by its day, a version by its number. */
interface Row {
  id?: string;
  period?: string;
  number?: number;
}
type Statement = { text: string; values: unknown[] };

interface Schema {
  $ref?: string;
  properties?: Record<string, Schema>;
}
interface Get {
  description?: string;
  parameters?: { name: string; schema: { enum?: string[] } }[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
type Paths = Record<string, { get?: Get }>;
type Schemas = Record<string, Schema>;

let schemas: Schemas;
let server: TestApp;
let world: MatrixWorld;
let paths: Paths;
let lists: { op: Operation; sorts: string[] }[];
/** Every statement the server asked since it was last emptied. */
let asked: Statement[] = [];

beforeAll(async () => {
  listen();
  server = await startApp();
  world = await buildWorld(server);
  await addFew();
  const document = (await openapiDocument()) as { paths: Paths; components: { schemas: Schemas } };
  paths = document.paths;
  schemas = document.components.schemas;
  lists = operations.flatMap((op) => {
    const sort = paths[op.path]?.get?.parameters?.find(({ name }) => name === 'sort');
    return op.method === 'GET' && sort ? [{ op, sorts: sort.schema.enum ?? [] }] : [];
  });
}, 180_000);
afterAll(() => server.close());

function listen(): void {
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args as [string | Statement, unknown[] | undefined];
    const text = typeof first === 'string' ? first : first.text;
    asked.push({ text, values: (typeof first === 'string' ? second : first.values) ?? [] });
    return query.apply(this, args);
  } as typeof pg.Client.prototype.query;
}

async function page(
  op: Operation,
  query: Record<string, string>,
  expected = 200,
): Promise<{ items: Row[]; nextCursor: string | null; total?: number }> {
  const row = rows[op.id]!;
  const [path, asked] = addressOf(op, row.names?.(world.own, 'admin', world) ?? row.asks ?? {}).split('?');
  const answer = await server.app.inject({
    method: 'GET',
    url: `${path}?${new URLSearchParams([...new URLSearchParams(asked), ...Object.entries(query)])}`,
    headers: { authorization: `Bearer ${world.staff.admin.token}` },
  });
  expect([op.id, query, answer.statusCode]).toEqual([op.id, query, expected]);
  return answer.json();
}

/** More of what the world has one of, and some without the day that they may have. */
async function addFew(): Promise<void> {
  const add = async (url: string, payload: object) => {
    const answer = await server.app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${world.staff.admin.token}`, 'idempotency-key': randomUUID() },
      payload,
    });
    expect([url, answer.statusCode, answer.body]).toEqual([url, 201, answer.body]);
  };
  for (const [at, maturesOn] of [null, '2030-06-30'].entries())
    await add('/v1/bank-lines', {
      name: `Sample line ${at}`,
      bankName: 'Sample Bank',
      commitmentCents: 100_000_000,
      advanceRate: '0.80',
      maturesOn,
    });
  for (const at of [1, 2])
    await add('/v1/plans', {
      number: `S-${at}`,
      name: 'Sample plan',
      stories: 2,
      bedrooms: 3,
      bathrooms: 2,
      heatedSquareFeet: 2090,
      widthFeet: 24,
      depthFeet: 40,
    });
  const client = await asOwner();
  for (const [table, change] of [
    ['lending.loans', "maturity_date = null, funded_on = null, state = 'approved'"],
    ['servicing.draws', "requested_at = null, requested_by_name = null, number = null, state = 'draft'"],
    ['documents.envelopes', 'expires_at = null'],
    ['tasks.tasks', "due_date = '2030-06-30'"],
    ['entitlement.corrections', "due_date = '2030-06-30'"],
  ])
    await client.query(`update ${table} set ${change} where id = (select id from ${table} limit 1)`);
  await client.end();
}

async function asOwner(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  return client;
}

const idsOf = (items: readonly Row[]): string[] =>
  items.map(({ id, period, number }) => id ?? period ?? String(number));

async function pageByPage(op: Operation, sort: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor } = await page(op, { sort, limit: '1', ...(cursor ? { cursor } : {}) });
    ids.push(...idsOf(items));
    cursor = nextCursor;
  }
  return ids;
}

/** What a GET that answers `items` lacks of a list's shape, unless its description says why it is whole. */
function lacking({ description, parameters = [], responses }: Get, known: Schemas): string[] {
  const schema = responses['200']?.content?.['application/json']?.schema;
  const answer = schema?.$ref ? known[schema.$ref.split('/').at(-1)!] : schema;
  if (!answer?.properties?.items || /\bWhole, not in pages: \w/.test(description ?? '')) return [];
  const names = parameters.map(({ name }) => name);
  return [
    ...['limit', 'cursor', 'sort', 'withTotal'].filter((name) => !names.includes(name)),
    ...['nextCursor', 'total'].filter((name) => !(name in answer.properties!)),
  ];
}

test('every list of the document has pages, sorts and a total on request, or says why it is whole', () => {
  const short = Object.entries(paths).flatMap(([path, { get }]) => {
    const lacks = get ? lacking(get, schemas) : [];
    return lacks.length > 0 ? [`${path} lacks ${lacks.join(', ')}`] : [];
  });
  expect(short).toEqual([]);
});

test('a list without pages is noticed', () => {
  const { get } = paths['/v1/staff']!;
  const { parameters: _, ...bare } = get!;
  expect(lacking(bare, schemas)).toEqual(['limit', 'cursor', 'sort', 'withTotal']);
  const items = { properties: { items: {} } };
  const whole = { ...bare, responses: { 200: { content: { 'application/json': { schema: items } } } } };
  expect(lacking(whole, schemas)).toContain('nextCursor');
  expect(lacking({ ...whole, description: 'Whole, not in pages: a fixed catalogue.' }, schemas)).toEqual([]);
});

test('the total is that of all pages and comes only on request; a sort or place of another list is refused', {
  timeout: 120_000,
}, async () => {
  for (const { op, sorts } of lists) {
    const { items, nextCursor, total } = await page(op, { limit: '200', withTotal: 'true' });
    if (nextCursor) expect(total, op.id).toBeGreaterThan(items.length);
    else expect([op.id, total]).toEqual([op.id, items.length]);
    expect([op.id, 'total' in (await page(op, { limit: '1' }))]).toEqual([op.id, false]);
    await page(op, { sort: 'nothing' }, 422);
    await page(op, { cursor: 'nothing' }, 400);
    const [first] = sorts;
    const foreign = Buffer.from(JSON.stringify([`not ${first}`, 'x'])).toString('base64url');
    await page(op, { sort: first!, cursor: foreign }, 400);
  }
});

test('every sort goes both ways, page after page without a gap or a repeat', {
  timeout: 180_000,
}, async () => {
  for (const { op, sorts } of lists) {
    for (const sort of sorts.filter((word) => !word.startsWith('-'))) {
      expect(sorts, op.id).toContain(`-${sort}`);
      const whole = idsOf((await page(op, { sort, limit: '200' })).items);
      const forward = await pageByPage(op, sort);
      expect([op.id, sort, forward.slice(0, 200)]).toEqual([op.id, sort, whole]);
      expect(new Set(forward).size).toBe(forward.length);
      expect([op.id, sort, await pageByPage(op, `-${sort}`)]).toEqual([op.id, sort, forward.toReversed()]);
    }
  }
  expect(lists.length).toBeGreaterThan(40);
});

/** Sorts by a day that some rows have not. */
const MAY_BE_MISSING: Record<string, string> = {
  listBankLines: 'matures',
  listTasks: 'due',
  listLoans: 'maturity',
  listDraws: 'requestedAt',
  listEnvelopes: 'expiresAt',
  listCorrections: 'dueDate',
};
const DAY: Record<string, string> = { matures: 'maturesOn', due: 'dueDate', maturity: 'maturityDate' };

test('what has no day comes after what has one, and before it the other way round', async () => {
  for (const { op } of lists.filter((list) => list.op.id in MAY_BE_MISSING)) {
    const sort = MAY_BE_MISSING[op.id]!;
    const { items } = await page(op, { sort, limit: '200' });
    const days = items.map((row) => (row as unknown as Record<string, string | null>)[DAY[sort] ?? sort]);
    const none = days.filter((day) => day === null);
    expect([op.id, none.length > 0, none.length < days.length]).toEqual([op.id, true, true]);
    expect([op.id, days]).toEqual([op.id, [...days.filter((day) => day !== null).sort(), ...none]]);
  }
});

interface PlanNode {
  'Node Type': string;
  'Parent Relationship'?: string;
  Plans?: PlanNode[];
}

/* The names joined to the few rows of a page may be put in order again; the page itself may not be sorted for. */
function sortsForPage(node: PlanNode, forPage = false): boolean {
  const page = forPage || node['Node Type'] === 'Limit';
  if (page && /Sort/.test(node['Node Type'])) return true;
  return (node.Plans ?? []).some(
    (each) => each['Parent Relationship'] !== 'SubPlan' && sortsForPage(each, page),
  );
}

/** Sums over few rows come before the order, and months are reckoned: there is no column to have an index on. */
const SUMMED = ['listUnapplied', 'listAccountingPeriods'];

test('every sort goes along an index: nothing is sorted to find a page', { timeout: 180_000 }, async () => {
  const sorted: string[] = [];
  const client = await asOwner();
  await client.query('set enable_sort = off; set enable_incremental_sort = off; set enable_seqscan = off');
  for (const { op, sorts } of lists.filter((list) => !SUMMED.includes(list.op.id))) {
    for (const sort of sorts) {
      asked = [];
      await page(op, { sort, limit: '2' });
      const listed = asked.filter(({ text }) => /order by[\s\S]* limit 3\b|limit \$\d+/.test(text));
      expect(listed.length, `${op.id} by ${sort}`).toBeGreaterThan(0);
      for (const { text, values } of listed) {
        const { rows: found } = await client.query(`explain (format json) ${text}`, values);
        const { Plan } = found[0]['QUERY PLAN'][0] as { Plan: PlanNode };
        if (sortsForPage(Plan)) sorted.push(`${op.id} by ${sort}`);
      }
    }
  }
  await client.end();
  expect(sorted).toEqual([]);
});
