import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { givenDrawLoan, today } from '../test/given-draw.ts';
import { givenStage, type Stage, shift } from '../test/given-stage.ts';

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

test('evidence keeps its version, refuses the future and another loan’s paper, and is not for partners', async () => {
  const loan = await givenDrawLoan({ borrower: builder });
  const url = `/v1/loans/${loan.id}/evidence`;
  expect((await sam.get(url)).json()).toMatchObject({ version: 0, insurance: null });
  const put = (body: object, version = 0) => sam.call('PUT', url, { version, body });
  expect((await put({ credit: { reportedOn: '2199-01-01' } })).json().errors[0].pointer).toBe(
    '/credit/reportedOn',
  );
  expect(
    (await put({ title: { through: today(), documentId: randomUUID() } })).json().errors[0].pointer,
  ).toBe('/title/documentId');
  expect((await put({ credit: { reportedOn: today() } })).json()).toMatchObject({
    version: 1,
    credit: { reportedOn: today() },
  });
  expect((await put({ credit: null })).json()).toMatchObject({ status: 412, currentVersion: 1 });
  expect((await put({ insurance: { expiresOn: shift(9) } }, 1)).json()).toMatchObject({
    version: 2,
    credit: { reportedOn: today() },
  });
  expect((await builder.get(url)).statusCode).toBe(403);
});
