import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { givenStage, look, type Stage } from '../test/given-stage.ts';

let server: TestApp;
let stage: Stage;

beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
});
afterAll(() => server.close());

test('the lot is drawn on the loan, the draw and the visit, for everybody who sees those, and for nobody else', async () => {
  const { ada, builder, stranger, inspector } = stage;
  const { loan, id } = await stage.review();
  const project = (await ada.get(`/v1/projects/${loan.projectId}`)).json();
  const parcel = [
    [0, 0],
    [40, 0],
    [40, 100],
    [0, 100],
  ];
  const drawn = await ada.patch(`/v1/projects/${project.id}`, project.version, { lotOutline: { parcel } });
  expect(drawn.statusCode).toBe(200);
  const visit = `/v1/inspections/${(await look(ada, id)).inspection.id}`;
  const outline = { parcel, footprint: null };
  for (const [who, url] of [
    [ada, `/v1/loans/${loan.id}`],
    [builder, `/v1/loans/${loan.id}`],
    [ada, `/v1/draws/${id}`],
    [builder, `/v1/draws/${id}`],
    [inspector, `/v1/draws/${id}`],
    [inspector, visit],
  ] as const)
    expect((await who.get(url)).json().lotOutline, url).toEqual(outline);
  for (const url of [`/v1/loans/${loan.id}`, `/v1/draws/${id}`])
    expect((await stranger.get(url)).statusCode).toBe(404);
});
