import { addDays, type CivilDate } from '@connect/domain/calendar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { bookDate } from '../../../platform/book-time.ts';

let server: TestApp;
let staff: SignedIn;
let builder: SignedIn;
let stranger: SignedIn;

beforeAll(async () => {
  server = await startApp();
  staff = await signIn(server, 'entitlement', { displayName: 'Ed Entitlement' });
  builder = await signIn(server, 'builder');
  stranger = await signIn(server, 'builder');
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const URL = '/v1/corrections';
const today = () => bookDate(new Date()) as CivilDate;
type Row = { id: string; version: number; projectId: string; [name: string]: unknown };

const move = async (url: string, action: string, more: object = {}) => {
  const { version } = (await staff.get(url)).json();
  return staff.move(url, version, { action, ...more });
};
/** A permit that the city is reviewing. */
const inReview = async (): Promise<Row> => {
  const lead = await staff.post('/v1/leads', {
    address: '600 4th Ave',
    city: 'Seattle',
    state: 'WA',
    zip: '98104',
  });
  const projectId = lead.json().id;
  await staff.patch(`/v1/projects/${projectId}`, 1, { builderId: builder.contactId });
  const { id } = (await staff.post('/v1/permits', { projectId, type: 'building' })).json();
  await move(`/v1/permits/${id}`, 'submit', { data: { applicationNumber: '6073452-CN' } });
  await move(`/v1/permits/${id}`, 'mark_complete');
  return (await move(`/v1/permits/${id}`, 'start_review')).json();
};
const correction = (permitId: string, more: object = {}) => ({
  permitId,
  discipline: 'zoning',
  text: 'Show the side setback',
  sheetReference: 'A1.1',
  rootCause: 'drawing_error',
  ...more,
});
const logged = async (permit: Row, more: object = {}): Promise<Row> =>
  (await staff.post(URL, correction(permit.id, more))).json();
const tasksOf = async (projectId: string) =>
  (await staff.get(`/v1/tasks?projectId=${projectId}`))
    .json()
    .items.filter((task: { title: string }) => /^Resolve correction/.test(task.title));

test('a correction is numbered in its cycle, gets a task, and is resolved with an answer', async () => {
  const permit = await inReview();
  const answer = await staff.post(
    URL,
    correction(permit.id, { assigneeId: staff.userId, dueDate: addDays(today(), 14) }),
  );
  expect(answer.statusCode).toBe(201);
  const one = answer.json();
  expect(one).toMatchObject({
    number: 1,
    cycleNumber: 1,
    state: 'open',
    permitType: 'building',
    assigneeName: 'Ed Entitlement',
    response: null,
    version: 1,
  });
  expect(await logged(permit)).toMatchObject({ number: 2 });
  expect(await tasksOf(permit.projectId)).toHaveLength(2);

  const url = `${URL}/${one.id}`;
  expect((await move(url, 'resolve')).json()).toMatchObject({ status: 409, code: 'response_missing' });
  const saved = await staff.patch(url, 1, { response: 'Setback dimensioned on A1.1' });
  expect(saved.json()).toMatchObject({ version: 2 });
  const resolved = (await move(url, 'resolve')).json();
  expect(resolved).toMatchObject({
    state: 'resolved',
    resolvedDate: today(),
    response: 'Setback dimensioned on A1.1',
  });
  const open = (await tasksOf(permit.projectId)).filter(
    (task: { state: string }) => task.state === 'pending',
  );
  expect(open).toHaveLength(1);
  expect((await eventsOf('correction.resolved')).at(-1)).toMatchObject({ project_id: permit.projectId });

  expect((await staff.patch(url, resolved.version, { text: 'Other' })).json().code).toBe(
    'correction_resolved',
  );
  expect((await staff.patch(url, resolved.version, { rootCause: 'city_error' })).statusCode).toBe(200);
  expect((await move(url, 'resolve')).json()).toMatchObject({ status: 409, legalMoves: ['reopen'] });
  expect((await move(url, 'reopen')).json()).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
  const reopened = await move(url, 'reopen', { reason: 'The sheet was not uploaded.' });
  expect(reopened.json()).toMatchObject({ state: 'open', resolvedDate: null });
});

test('what is over stays over: no correction without a review, no reopening after the cycle', async () => {
  const permit = await inReview();
  const { id } = await logged(permit);
  await move(`${URL}/${id}`, 'resolve', { data: { response: 'Done' } });
  await move(`/v1/permits/${permit.id}`, 'request_corrections');
  expect((await move(`/v1/permits/${permit.id}`, 'resubmit')).statusCode).toBe(200);
  expect((await staff.post(URL, correction(permit.id))).json()).toMatchObject({
    status: 409,
    code: 'no_review_open',
  });
  const seen = (await staff.get(`${URL}/${id}`)).json();
  expect(seen.moves).toEqual([
    expect.objectContaining({ action: 'reopen', allowed: false, reason: expect.any(String) }),
  ]);
  expect((await move(`${URL}/${id}`, 'reopen', { reason: 'x' })).json()).toMatchObject({
    status: 409,
    code: 'cycle_over',
  });
});

test('a resubmission and a new correction at the same moment never leave one open behind', async () => {
  const permit = await inReview();
  await move(`/v1/permits/${permit.id}`, 'request_corrections');
  const { version } = (await staff.get(`/v1/permits/${permit.id}`)).json();
  const [resubmitted, added] = await Promise.all([
    staff.move(`/v1/permits/${permit.id}`, version, { action: 'resubmit' }),
    staff.post(URL, correction(permit.id)),
  ]);
  // Whichever came first, the other was refused.
  expect([
    [200, 409],
    [409, 201],
  ]).toContainEqual([resubmitted.statusCode, added.statusCode]);
});

test('a builder reads what the city asked, not whose fault it was; a stranger reads nothing', async () => {
  const permit = await inReview();
  const { id } = await logged(permit, { assigneeId: staff.userId });
  expect((await builder.get(`${URL}/${id}`)).json()).toMatchObject({
    text: 'Show the side setback',
    rootCause: null,
    assigneeId: null,
    assigneeName: null,
    moves: [],
  });
  expect((await builder.get(`${URL}?projectId=${permit.projectId}`)).json().items).toMatchObject([
    { id, rootCause: null },
  ]);
  expect((await stranger.get(`${URL}/${id}`)).statusCode).toBe(404);
  expect((await stranger.get(`${URL}?withTotal=true`)).json()).toMatchObject({ items: [], total: 0 });
  expect((await builder.post(URL, correction(permit.id))).statusCode).toBe(403);
  expect((await (await signIn(server, 'agent')).get(URL)).statusCode).toBe(403);
});

test('the list is narrowed, and sorted by due date with the undated last', async () => {
  const permit = await inReview();
  const undated = await logged(permit);
  const late = await logged(permit, { dueDate: '2027-02-01', discipline: 'energy' });
  const soon = await logged(permit, { dueDate: '2027-01-01', assigneeId: staff.userId });
  const ids = async (query: string) =>
    (await staff.get(`${URL}?permitId=${permit.id}&${query}`)).json().items.map((each: Row) => each.id);
  expect(await ids('sort=dueDate')).toEqual([soon.id, late.id, undated.id]);
  expect(await ids('discipline=energy')).toEqual([late.id]);
  expect(await ids(`assigneeId=${staff.userId}`)).toEqual([soon.id]);
  expect(await ids(`state=resolved`)).toEqual([]);
  expect(await ids(`reviewCycleId=${soon.reviewCycleId}`)).toHaveLength(3);
  const page = (await staff.get(`${URL}?permitId=${permit.id}&sort=dueDate&limit=2`)).json();
  expect(await ids(`sort=dueDate&cursor=${page.nextCursor}`)).toEqual([undated.id]);
});

test.each<[object, string]>([
  [{ permitId: UNKNOWN }, '/permitId'],
  [{ discipline: 'magic' }, '/discipline'],
  [{ text: ' ' }, '/text'],
  [{ text: '\udfff' }, '/text'],
  [{ rootCause: 'bad luck' }, '/rootCause'],
  [{ assigneeId: UNKNOWN }, '/assigneeId'],
  [{ dueDate: '2027-02-29' }, '/dueDate'],
  [{ state: 'resolved' }, '/state'],
])('refuses %j at %s', async (more, pointer) => {
  const permit = await inReview();
  const answer = await staff.post(URL, correction(permit.id, more));
  expect(answer.statusCode).toBe(422);
  expect(answer.json().errors[0].pointer).toBe(pointer);
});

test('an answer is dated between the submission and today', async () => {
  const permit = await inReview();
  const { id } = await logged(permit);
  for (const resolvedDate of [addDays(today(), 1), '2020-01-01']) {
    const answer = await move(`${URL}/${id}`, 'resolve', { data: { response: 'Done', resolvedDate } });
    expect(answer.json()).toMatchObject({ status: 422, errors: [{ pointer: '/data/resolvedDate' }] });
  }
});
