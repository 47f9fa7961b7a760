import type pg from 'pg';
import { encodeCursor } from '../apps/api/src/platform/keyset.ts';
import { projectStates } from '../packages/domain/src/project-states.ts';
import type { Request } from './client.ts';

/** What is asked of both servers, by the letters of the yardstick's own harness. */
export const COMPARED = {
  a: 'list of 50 projects of a stage, newest first, with names: pages 1 to 20',
  k: 'the same from anywhere in the list, by keyset',
  b: 'one loan with its borrower and 10 draws',
  c: 'create a project, validated, with its audit event in the same transaction',
  d: 'dashboard: counts by stage, sums of balances',
};
export type Letter = keyof typeof COMPARED;

/** Asked of the product alone: what a page costs at either end of a long list, and a loan with all that hangs on it. */
export const ALONE = {
  firstPage: 'audit events, the newest 50',
  lastPage: 'audit events, the oldest 50',
  firstProjects: 'projects, the newest 50',
  lastProjects: 'projects, the oldest 50',
  wholeLoan: 'one loan with parties, budget, documents, history, what is owed and the moves that are open',
};

const LIST_LENGTH = 4000;
const PAGES = 20;

/** A pseudo-random sequence that is the same on every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const pick = <T>(list: readonly T[], random: (below: number) => number): T => list[random(list.length)]!;
const get = (path: string): Request => ({ method: 'GET', path });

const MOMENT = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

interface Place {
  at: string;
  id: string;
}

/** The product's requests; `fetchPage` walks the first pages as a reader would, by the cursor of the page before. */
export async function productRequests(
  client: pg.Client,
  fetchPage: (path: string) => Promise<{ nextCursor: string | null }>,
): Promise<Record<Letter, Request[]>> {
  const random = sequence(42);
  const places = await scatteredPlaces(client, 'projects.projects');
  const loans = await idsOf(client, 'lending.loans');
  const pages = new Map<string, string[]>();
  for (const stage of projectStates.states) pages.set(stage, await firstPages(stage, fetchPage));
  return {
    a: times(LIST_LENGTH, () => get(pick(pages.get(pick(projectStates.states, random))!, random))),
    k: times(LIST_LENGTH, () =>
      get(`${listOf(pick(projectStates.states, random))}&cursor=${cursorAt(pick(places, random))}`),
    ),
    b: loans.map((id) => get(`/v1/reports/loans/${id}`)),
    c: times(LIST_LENGTH, (i) => ({
      method: 'POST',
      path: '/v1/leads',
      body: JSON.stringify({
        address: `${100 + random(9900)} Bench St`,
        city: 'Seattle',
        state: 'WA',
        zip: '98101',
        parcelNumber: `BENCH-${i}`,
        askCents: 41_000_000,
        source: 'phone',
      }),
    })),
    d: [get('/v1/reports/dashboard')],
  };
}

const listOf = (stage: string): string => `/v1/projects?stage=${stage}&limit=50`;

async function firstPages(
  stage: string,
  fetchPage: (path: string) => Promise<{ nextCursor: string | null }>,
): Promise<string[]> {
  const paths = [listOf(stage)];
  while (paths.length < PAGES) {
    const { nextCursor } = await fetchPage(paths.at(-1)!);
    if (!nextCursor) break;
    paths.push(`${listOf(stage)}&cursor=${nextCursor}`);
  }
  return paths;
}

const scatteredPlaces = async (client: pg.Client, table: string): Promise<Place[]> =>
  (
    await client.query<Place>(
      `select id, ${MOMENT('created_at')} as at from ${table} order by md5(id::text) limit $1`,
      [LIST_LENGTH],
    )
  ).rows;

const idsOf = async (client: pg.Client, table: string): Promise<string[]> =>
  (
    await client.query<{ id: string }>(`select id from ${table} order by md5(id::text) limit $1`, [
      LIST_LENGTH,
    ])
  ).rows.map((row) => row.id);

const cursorAt = ({ at, id }: Place): string => encodeCursor({ sort: '-createdAt', values: [at, id] });

/** The first and the last page of the two longest lists; whole loans. */
export async function aloneRequests(client: pg.Client): Promise<Record<keyof typeof ALONE, Request[]>> {
  const { rows: events } = await client.query<{ id: string }>(
    'select id::text from platform.events order by id offset 50 limit 1',
  );
  const { rows: projects } = await client.query<Place>(
    `select id, ${MOMENT('created_at')} as at from projects.projects order by created_at, id offset 50 limit 1`,
  );
  const loans = await idsOf(client, 'lending.loans');
  const event = encodeCursor({ sort: '-recorded', values: [events[0]!.id] });
  return {
    firstPage: [get('/v1/audit-events?limit=50')],
    lastPage: [get(`/v1/audit-events?limit=50&cursor=${event}`)],
    firstProjects: [get('/v1/projects?limit=50')],
    lastProjects: [get(`/v1/projects?limit=50&cursor=${cursorAt(projects[0]!)}`)],
    wholeLoan: loans.map((id) => get(`/v1/loans/${id}`)),
  };
}

/** The floor's requests, as its own harness sends them. */
export async function floorRequests(client: pg.Client): Promise<Record<Letter, Request[]>> {
  const random = sequence(42);
  const places = await scatteredPlaces(client, 'projects');
  const [loans, contacts] = [await idsOf(client, 'loans'), await idsOf(client, 'contacts')];
  const statuses = ['lead', 'under_review', 'approved', 'funded', 'in_progress', 'completed', 'rejected'];
  const list = (): string => `/api/v1/projects?status=${pick(statuses, random)}&limit=50`;
  return {
    a: times(LIST_LENGTH, () => get(`${list()}&page=${1 + random(PAGES)}`)),
    k: times(LIST_LENGTH, () => {
      const { at, id } = pick(places, random);
      return get(`${list()}&before=${at}&before_id=${id}`);
    }),
    b: loans.map((id) => get(`/api/v1/loans/${id}`)),
    c: times(LIST_LENGTH, (i) => ({
      method: 'POST',
      path: '/api/v1/projects',
      body: JSON.stringify({
        address: `${100 + random(9900)} Bench St`,
        city: 'Austin',
        state: 'TX',
        zip: '78701',
        parcel_number: `BENCH-${i}`,
        status: 'lead',
        purchase_price: 250_000.5,
        list_price: 410_000,
        submitted_by: pick(contacts, random),
      }),
    })),
    d: [get('/api/v1/dashboard')],
  };
}
