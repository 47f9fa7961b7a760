import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';

let server: TestApp;
let staff: SignedIn;

beforeAll(async () => {
  server = await startApp();
  staff = await signIn(server, 'entitlement');
});
afterAll(() => server.close());

const URL = '/v1/permits';
const givenProject = async (): Promise<string> =>
  (
    await staff.post('/v1/leads', { address: '600 4th Ave', city: 'Seattle', state: 'WA', zip: '98104' })
  ).json().id;

test('GO opens entitlement once: a building permit in planning, and two tasks', async () => {
  const acquisitions = await signIn(server, 'acquisitions');
  const projectId = await givenProject();
  const step = async (action: string, reason?: string) => {
    const { version } = (await acquisitions.get(`/v1/projects/${projectId}`)).json();
    const answer = await acquisitions.move(`/v1/projects/${projectId}`, version, {
      action,
      ...(reason ? { reason } : {}),
    });
    expect([action, answer.statusCode]).toEqual([action, 200]);
    await server.settle();
  };
  await acquisitions.post('/v1/proformas', {
    projectId,
    name: 'At ask',
    input: {
      startDate: '2026-12-01',
      lines: [{ category: 'land', key: 'land', label: 'Land', amountCents: 64_000_000 }],
      loan: null,
      salesPriceCents: 90_000_000,
      sellingCostRate: '0.06',
      saleMonth: 12,
      discountRate: '0.10',
    },
  });
  await step('start_feasibility');
  await step('go', 'Clean title');
  const open = async () => ({
    permits: (await staff.get(`${URL}?projectId=${projectId}`)).json().items,
    tasks: (await staff.get(`/v1/tasks?projectId=${projectId}`))
      .json()
      .items.map((task: { title: string }) => task.title)
      .sort(),
  });
  const first = await open();
  expect(first).toMatchObject({
    permits: [{ type: 'building', state: 'planning', jurisdiction: 'Seattle SDCI' }],
    tasks: ['Choose a plan', 'Prepare the submission: Building permit'],
  });
  await step('back_to_feasibility', 'New survey');
  await step('go', 'Still clean');
  expect(await open()).toEqual(first);
  expect(await eventsOf('permit.planned')).toContainEqual(
    expect.objectContaining({ project_id: projectId, actor_name: 'Automatic' }),
  );
});
