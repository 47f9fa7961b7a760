import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';

let server: TestApp;
let agent: SignedIn;
let design: SignedIn;

beforeAll(async () => {
  server = await startApp();
  agent = await signIn(server, 'agent', { displayName: 'Sample Realty' });
  design = await signIn(server, 'design', { displayName: 'Dana Design' });
});
afterAll(() => server.close());

const lead = { address: '600 4th Ave', city: 'Seattle', state: 'WA', zip: '98104' };
const given = async () => (await agent.post('/v1/leads', lead)).json();
const rectangle = (width: number, depth: number, east = 0, north = 0) => [
  [east, north],
  [east + width, north],
  [east + width, north + depth],
  [east, north + depth],
];

test('a lot is kept in feet from its own corner, shown to its partners, told on the timeline, and taken back by null', async () => {
  const project = await given();
  expect(project.lotOutline).toBeNull();
  const url = `/v1/projects/${project.id}`;
  const drawn = await design.patch(url, project.version, {
    lotOutline: {
      unit: 'metres',
      parcel: [...rectangle(12.192, 36.576, 1000, 2000), [1000, 2000]],
      footprint: rectangle(9.144, 15.24, 1001.524, 2006.096),
    },
  });
  expect(drawn.statusCode).toBe(200);
  const outline = { parcel: rectangle(40, 120), footprint: rectangle(30, 50, 5, 20) };
  expect(drawn.json().lotOutline).toEqual(outline);
  expect((await agent.get(url)).json().lotOutline).toEqual(outline);
  const [event] = (await eventsOf('project.changed')).filter((each) => each.subject_id === project.id);
  expect(event).toMatchObject({
    actor_id: design.userId,
    payload: { before: { lot_outline: null }, after: { lot_outline: outline } },
  });
  const same = await design.patch(url, drawn.json().version, { zoning: 'NR3' });
  expect(same.json().lotOutline).toEqual(outline);
  const bare = await design.patch(url, same.json().version, { lotOutline: { parcel: rectangle(50, 100) } });
  expect(bare.json().lotOutline).toEqual({ parcel: rectangle(50, 100), footprint: null });
  const gone = await design.patch(url, bare.json().version, { lotOutline: null });
  expect(gone.json().lotOutline).toBeNull();
});

test.each([
  ['nothing', { parcel: [] }, '/lotOutline/parcel', 'An outline has at least three corners.'],
  [
    'a corner of three numbers',
    { parcel: [[0, 0, 0]] },
    '/lotOutline/parcel/0',
    'A corner is two numbers, east and north.',
  ],
  ['text', { parcel: [['0', 0]] }, '/lotOutline/parcel/0/0', undefined],
  [
    'a bow tie',
    {
      parcel: [
        [0, 0],
        [40, 100],
        [40, 0],
        [0, 100],
      ],
    },
    '/lotOutline/parcel',
    'Side 1 crosses side 3.',
  ],
  [
    'a county',
    { parcel: rectangle(20_000, 20_000) },
    '/lotOutline/parcel',
    'A lot measures at most 10,000 feet each way.',
  ],
  [
    'a hundred and two corners',
    { parcel: Array.from({ length: 102 }, (_, i) => [i, i * i]) },
    '/lotOutline/parcel',
    'At most 100 corners.',
  ],
  [
    'a house next door',
    { parcel: rectangle(40, 100), footprint: rectangle(30, 40, 45, 10) },
    '/lotOutline/footprint',
    'The building leaves the lot along its side 1.',
  ],
  ['yards', { unit: 'yards', parcel: rectangle(40, 100) }, '/lotOutline/unit', undefined],
])('a lot of %s is refused by name', async (_, lotOutline, pointer, message) => {
  const project = await given();
  const answer = await design.patch(`/v1/projects/${project.id}`, project.version, { lotOutline });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors[0]).toEqual({ pointer, message: message ?? expect.any(String) });
});

test('a lot is drawn by who may write the deal: not by servicing, nor by the agent who brought it', async () => {
  const project = await given();
  const body = { lotOutline: { parcel: rectangle(40, 100) } };
  for (const who of [await signIn(server, 'servicing'), agent])
    expect((await who.patch(`/v1/projects/${project.id}`, project.version, body)).statusCode).toBe(403);
});
