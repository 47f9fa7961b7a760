import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';

let server: TestApp;
let design: SignedIn;
let builder: SignedIn;
let otherBuilder: SignedIn;

beforeAll(async () => {
  server = await startApp();
  design = await signIn(server, 'design', { displayName: 'Dana Design' });
  builder = await signIn(server, 'builder');
  otherBuilder = await signIn(server, 'builder');
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
let count = 0;
const plan = (more: object = {}) => ({
  number: `S-${++count}`,
  name: 'Sample plan',
  stories: 3,
  bedrooms: 4,
  bathrooms: 2.5,
  heatedSquareFeet: 2090,
  widthFeet: 24.5,
  depthFeet: 38.25,
  architect: 'Sample Architects',
  hardCostCents: 62_000_000,
  note: 'Framer likes it',
  ...more,
});
const added = async (more: object = {}) => (await design.post('/v1/plans', plan(more))).json();
const givenProject = async (): Promise<string> => {
  const made = await design.post('/v1/leads', {
    address: '600 4th Ave',
    city: 'Seattle',
    state: 'WA',
    zip: '98104',
  });
  const { id } = made.json();
  await design.patch(`/v1/projects/${id}`, 1, { builderId: builder.contactId });
  return id;
};

test('a plan set is kept as given, and its number is its own', async () => {
  const body = plan();
  const answer = await design.post('/v1/plans', body);
  expect(answer.statusCode).toBe(201);
  const made = answer.json();
  expect(made).toMatchObject({ ...body, version: 1 });
  expect((await design.get(`/v1/plans/${made.id}`)).json()).toEqual(made);
  const twin = await design.post('/v1/plans', { ...plan(), number: body.number });
  expect(twin.json()).toMatchObject({ status: 422, errors: [{ pointer: '/number' }] });
  const changed = await design.patch(`/v1/plans/${made.id}`, 1, { widthFeet: 26, hardCostCents: null });
  expect(changed.json()).toMatchObject({ widthFeet: 26, hardCostCents: null, depthFeet: 38.25, version: 2 });
  expect((await design.patch(`/v1/plans/${made.id}`, 1, { stories: 2 })).statusCode).toBe(412);
  const other = await added();
  const clash = await design.patch(`/v1/plans/${other.id}`, 1, { number: body.number });
  expect(clash.json().errors[0].pointer).toBe('/number');
});

test('the catalogue is searched by words and narrowed by what fits the lot', async () => {
  const architect = 'Sample Narrow Lots';
  const narrow = await added({ architect, widthFeet: 18, heatedSquareFeet: 1600, bedrooms: 3 });
  const wide = await added({ architect, widthFeet: 40, heatedSquareFeet: 3200, stories: 2 });
  const ids = async (query: string) =>
    (await design.get(`/v1/plans?q=narrow%20lots&${query}`))
      .json()
      .items.map((each: { id: string }) => each.id);
  expect(await ids('sort=widthFeet')).toEqual([narrow.id, wide.id]);
  expect(await ids('sort=-createdAt')).toEqual([wide.id, narrow.id]);
  expect(await ids('maxWidthFeet=20')).toEqual([narrow.id]);
  expect(await ids('minSquareFeet=2000')).toEqual([wide.id]);
  expect(await ids('maxSquareFeet=2000')).toEqual([narrow.id]);
  expect(await ids('bedrooms=3')).toEqual([narrow.id]);
  expect(await ids('stories=2')).toEqual([wide.id]);
  expect((await design.get(`/v1/plans?q=${encodeURIComponent('100%_')}`)).json().items).toEqual([]);
});

test('each sort pages through all plans once', async () => {
  const all = (await design.get('/v1/plans?withTotal=true')).json().total;
  for (const sort of ['number', 'heatedSquareFeet', 'widthFeet', '-createdAt']) {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (
        await design.get(`/v1/plans?sort=${sort}&limit=2${cursor && `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.items.map((each: { id: string }) => each.id));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect([sort, new Set(seen).size, seen.length]).toEqual([sort, all, all]);
  }
  const foreign = (await design.get('/v1/plans?sort=number&limit=1')).json().nextCursor;
  expect((await design.get(`/v1/plans?sort=widthFeet&cursor=${foreign}`)).statusCode).toBe(400);
});

test('a builder sees the plan chosen for the own project, and not what we think it costs', async () => {
  const projectId = await givenProject();
  const { id } = await added();
  expect((await builder.get(`/v1/plans/${id}`)).statusCode).toBe(404);
  const answer = await design.post(`/v1/projects/${projectId}/plan-selections`, { planId: id });
  expect(answer.statusCode).toBe(201);
  const selection = answer.json();
  expect(selection).toMatchObject({ projectId, chosenByName: 'Dana Design', removedAt: null, plan: { id } });
  expect((await builder.get(`/v1/plans/${id}`)).json()).toMatchObject({
    id,
    hardCostCents: null,
    note: null,
  });
  expect((await builder.get('/v1/plans?withTotal=true')).json()).toMatchObject({ total: 1, items: [{ id }] });
  const seen = (await builder.get(`/v1/projects/${projectId}/plan-selections`)).json();
  expect(seen.items).toMatchObject([{ id: selection.id, plan: { id, hardCostCents: null } }]);
  expect((await otherBuilder.get(`/v1/plans/${id}`)).statusCode).toBe(404);
  expect((await otherBuilder.get(`/v1/projects/${projectId}/plan-selections`)).statusCode).toBe(404);
  const timeline = (await builder.get(`/v1/projects/${projectId}/timeline`)).body;
  expect(timeline).toContain('chosen: Sample plan');

  const twice = await design.post(`/v1/projects/${projectId}/plan-selections`, { planId: id });
  expect(twice.json()).toMatchObject({ status: 409, code: 'plan_chosen' });
  const drop = () => design.call('DELETE', `/v1/projects/${projectId}/plan-selections/${selection.id}`);
  expect((await drop()).statusCode).toBe(204);
  expect((await drop()).statusCode).toBe(404);
  expect((await builder.get(`/v1/plans/${id}`)).statusCode).toBe(404);
  const history = (await design.get(`/v1/projects/${projectId}/plan-selections`)).json().items;
  expect(history).toMatchObject([{ id: selection.id, removedAt: expect.any(String) }]);
  expect((await eventsOf('plan.dropped')).at(-1)).toMatchObject({ project_id: projectId });
});

test('chosen by two at once is chosen once', async () => {
  const projectId = await givenProject();
  const { id: planId } = await added();
  const choose = () => design.post(`/v1/projects/${projectId}/plan-selections`, { planId });
  const answers = await Promise.all([choose(), choose()]);
  expect(answers.map((each) => each.statusCode).sort()).toEqual([201, 409]);
});

test('only those who write projects touch plans', async () => {
  const projectId = await givenProject();
  const { id } = await added();
  for (const role of ['manager', 'servicing', 'builder', 'agent', 'consultant'] as const) {
    const who = await signIn(server, role);
    expect((await who.post('/v1/plans', plan())).statusCode).toBe(403);
    expect((await who.patch(`/v1/plans/${id}`, 1, { stories: 1 })).statusCode).toBe(403);
    const chosen = await who.post(`/v1/projects/${projectId}/plan-selections`, { planId: id });
    expect(chosen.statusCode).toBe(403);
  }
  expect((await (await signIn(server, 'agent')).get('/v1/plans')).statusCode).toBe(403);
  expect((await design.post(`/v1/projects/${UNKNOWN}/plan-selections`, { planId: id })).statusCode).toBe(404);
  const unknown = await design.post(`/v1/projects/${projectId}/plan-selections`, { planId: UNKNOWN });
  expect(unknown.json()).toMatchObject({ status: 422, errors: [{ pointer: '/planId' }] });
});

test.each<[object, string]>([
  [{ number: '' }, '/number'],
  [{ name: 'a\u0000' }, '/name'],
  [{ stories: 0 }, '/stories'],
  [{ stories: '3' }, '/stories'],
  [{ bathrooms: 2.3 }, '/bathrooms'],
  [{ widthFeet: 24.555 }, '/widthFeet'],
  [{ widthFeet: 1e9 }, '/widthFeet'],
  [{ depthFeet: null }, '/depthFeet'],
  [{ heatedSquareFeet: -1 }, '/heatedSquareFeet'],
  [{ hardCostCents: 0.5 }, '/hardCostCents'],
  [{ color: 'red' }, '/color'],
])('refuses %j at %s', async (more, pointer) => {
  const answer = await design.post('/v1/plans', plan(more));
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors[0].pointer).toBe(pointer);
});
