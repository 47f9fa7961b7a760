import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { givenDraft, givenDrawLoan } from '../test/given-draw.ts';
import { givenStage, type Stage } from '../test/given-stage.ts';

let server: TestApp;
let stage: Stage;
let builder: Stage['builder'];
let sam: Stage['sam'];

beforeAll(async () => {
  server = await startApp();
  stage = await givenStage(server);
  ({ builder, sam } = stage);
});
afterAll(() => server.close());

test('a set takes every open draw of the month once and shows them as a board; builders see no set', async () => {
  const loan = await givenDrawLoan({ borrower: builder });
  const draft = await givenDraft(builder, loan, { Framing: 10 });
  await builder.move(`/v1/draws/${draft.id}`, draft.version, { action: 'request' });
  const set = await sam.post('/v1/draw-sets', { month: '2026-11' });
  expect(set.statusCode).toBe(201);
  const asked = set.json().columns.find((each: { state: string }) => each.state === 'requested').draws;
  expect(asked.map((each: { id: string }) => each.id)).toContain(draft.id);
  const again = await sam.post('/v1/draw-sets', { month: '2026-11' });
  expect(again.json()).toMatchObject({ id: set.json().id, drawCount: set.json().drawCount });
  expect((await sam.get(`/v1/draws?drawSetId=${set.json().id}&withTotal=true`)).json().total).toBe(
    set.json().drawCount,
  );
  expect((await builder.get('/v1/draw-sets')).statusCode).toBe(403);
  expect((await sam.post('/v1/draw-sets', { month: '2026-13' })).json().errors[0].pointer).toBe('/month');
  expect((await sam.get('/v1/draw-sets')).json().items).toHaveLength(1);
});
