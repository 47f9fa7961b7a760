import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../test/app.ts';
import { rows } from '../../../../test/matrix/rows.ts';
import { addressOf } from '../../../../test/matrix/send.ts';
import { buildWorld, type MatrixWorld } from '../../../../test/matrix/world.ts';
import type { Operation } from '../platform/operation.ts';
import { operations } from './modules.ts';
import { openapiDocument } from './openapi.ts';

interface Row {
  id: string;
}
type Statement = { text: string; values: unknown[] };

let server: TestApp;
let world: MatrixWorld;
let lists: { op: Operation; sorts: string[] }[];
/** Every statement the server asked since it was last emptied. */
let asked: Statement[] = [];

beforeAll(async () => {
  listen();
  server = await startApp();
  world = await buildWorld(server);
  const { paths } = (await openapiDocument()) as {
    paths: Record<string, { get?: { parameters?: { name: string; schema: { enum?: string[] } }[] } }>;
  };
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
): Promise<{ items: Row[]; nextCursor: string }> {
  const row = rows[op.id]!;
  const [path] = addressOf(op, row.names?.(world.own, 'admin', world) ?? row.asks ?? {}).split('?');
  const answer = await server.app.inject({
    method: 'GET',
    url: `${path}?${new URLSearchParams(query)}`,
    headers: { authorization: `Bearer ${world.staff.admin.token}` },
  });
  expect([op.id, query, answer.statusCode]).toEqual([op.id, query, 200]);
  return answer.json();
}

const idsOf = (items: readonly Row[]): string[] => items.map(({ id }) => id);

async function pageByPage(op: Operation, sort: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, nextCursor } = await page(op, { sort, limit: '2', ...(cursor ? { cursor } : {}) });
    ids.push(...idsOf(items));
    cursor = nextCursor;
  }
  return ids;
}

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
  expect(lists.length).toBeGreaterThan(25);
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

/** Sums over few rows come before the order: there is no column to have an index on. */
const SUMMED = ['listUnapplied'];

test('every sort goes along an index: nothing is sorted to find a page', { timeout: 180_000 }, async () => {
  const sorted: string[] = [];
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
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
