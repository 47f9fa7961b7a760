import { addDays, type CivilDate } from '@connect/domain/calendar';
import { correctionStates, permitStates } from '@connect/domain/permit-states';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { statesInDatabase } from '../../../../../../test/checks.ts';
import { systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import { expirePermits } from './permits.jobs.ts';
import { PERMIT_TYPES } from './permits.schemas.ts';
import { createPermit } from './permits.service.ts';
import { permitStanding } from './standing.ts';

let server: TestApp;
let staff: SignedIn;
let builder: SignedIn;
let stranger: SignedIn;
let agent: SignedIn;

beforeAll(async () => {
  server = await startApp();
  staff = await signIn(server, 'entitlement', { displayName: 'Ed Entitlement' });
  builder = await signIn(server, 'builder');
  stranger = await signIn(server, 'builder');
  agent = await signIn(server, 'agent');
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const URL = '/v1/permits';
const today = () => bookDate(new Date()) as CivilDate;
const daysAgo = (days: number) => addDays(today(), -days);
type Permit = { id: string; version: number; projectId: string; [name: string]: unknown };

const givenProject = async (): Promise<string> => {
  const made = await agent.post('/v1/leads', {
    address: '600 4th Ave',
    city: 'Seattle',
    state: 'WA',
    zip: '98104',
  });
  const { id } = made.json();
  await staff.patch(`/v1/projects/${id}`, 1, { builderId: builder.contactId });
  return id;
};
/** A permit planned some days ago, so that its life may lie in the past. */
const planned = async (more: object = {}, days = 200): Promise<Permit> => {
  const projectId = await givenProject();
  const then = systemActor('test', 'Test', new Date(`${daysAgo(days)}T20:00:00Z`));
  const { id } = await createPermit(then, { projectId, type: 'building', ...more });
  return (await staff.get(`${URL}/${id}`)).json();
};
const move = (permit: Permit, action: string, data?: object, reason?: string, who = staff) =>
  who.move(`${URL}/${permit.id}`, permit.version, {
    action,
    ...(data ? { data } : {}),
    ...(reason ? { reason } : {}),
  });
const moved = async (permit: Permit, action: string, data?: object, reason?: string): Promise<Permit> => {
  const answer = await move(permit, action, data, reason);
  expect([action, answer.statusCode, answer.json().errors]).toEqual([action, 200, undefined]);
  return answer.json();
};
const walk = async (permit: Permit, ...steps: [string, object?, string?][]): Promise<Permit> => {
  let now = permit;
  for (const [action, data, reason] of steps) now = await moved(now, action, data, reason);
  return now;
};
const submitted = (days: number): [string, object] => [
  'submit',
  { submittedDate: daysAgo(days), applicationNumber: '6073452-CN', reviewer: 'Sample Reviewer' },
];
const underReview = (days = 100): [string, object?][] => [
  submitted(days),
  ['mark_complete', { effectiveDate: daysAgo(days - 4) }],
  ['start_review', { effectiveDate: daysAgo(days - 6) }],
];
const titles = async (who: SignedIn, projectId: string): Promise<string[]> =>
  (await who.get(`/v1/projects/${projectId}/timeline`))
    .json()
    .items.map((each: { title: string }) => each.title);

test('a permit lives from planning to its approval, with one correction cycle', async () => {
  const permit = await planned({ description: 'North house' });
  expect(permit).toMatchObject({ state: 'planning', jurisdiction: 'Seattle SDCI', cycles: 0, clock: 'us' });
  const returned = await walk(permit, ...underReview(), [
    'request_corrections',
    {
      returnedDate: daysAgo(60),
      corrections: [
        { discipline: 'zoning', text: 'Show the side setback', sheetReference: 'A1.1', dueDate: today() },
        { discipline: 'structural', text: 'Hold-down schedule', assigneeId: staff.userId },
      ],
    },
  ]);
  expect(returned).toMatchObject({
    state: 'corrections',
    cycles: 1,
    openCorrections: 2,
    clock: 'us',
    reviewCycles: [
      {
        number: 1,
        submittedDate: daysAgo(100),
        returnedDate: daysAgo(60),
        outcome: 'corrections',
        corrections: 2,
        days: 40,
        reviewer: 'Sample Reviewer',
      },
    ],
  });
  expect((await titles(builder, permit.projectId))[0]).toBe(
    'Building permit (North house): correction cycle 1 returned, 2 corrections',
  );
  const early = await move(returned, 'resubmit', { submittedDate: daysAgo(50) });
  expect(early.json()).toMatchObject({ status: 409, code: 'corrections_open' });
  expect(returned.moves).toContainEqual(
    expect.objectContaining({
      action: 'resubmit',
      allowed: false,
      reason: expect.stringContaining('2 corrections'),
    }),
  );

  const { items } = (await staff.get(`/v1/corrections?permitId=${permit.id}&sort=dueDate`)).json();
  expect(items.map((each: { number: number }) => each.number)).toEqual([1, 2]);
  for (const correction of items) {
    const answer = await staff.move(`/v1/corrections/${correction.id}`, correction.version, {
      action: 'resolve',
      data: { response: 'Revised sheet', resolvedDate: daysAgo(52) },
    });
    expect(answer.json()).toMatchObject({ state: 'resolved', resolvedDate: daysAgo(52) });
  }
  const approved = await walk(
    (await staff.get(`${URL}/${permit.id}`)).json(),
    ['resubmit', { submittedDate: daysAgo(50) }],
    ['start_review', { effectiveDate: daysAgo(49), reviewer: 'Other Reviewer' }],
    ['approve', { effectiveDate: daysAgo(20) }],
  );
  expect(approved).toMatchObject({
    state: 'approved',
    approvedDate: daysAgo(20),
    cycles: 2,
    // With the city 40 and 30 days; with us 100 of planning, 10 of corrections and 20 since the approval.
    cityDays: 70,
    usDays: 130,
    clock: 'us',
    reviewCycles: [{ number: 1 }, { number: 2, outcome: 'approved', reviewer: 'Other Reviewer', days: 30 }],
  });
  expect((await titles(builder, permit.projectId))[0]).toBe('Building permit (North house) approved');
});

test('a permit is issued with a last day, expires when it has passed, and is renewed', async () => {
  const approved = await walk(await planned(), ...underReview(150), [
    'approve',
    { effectiveDate: daysAgo(120) },
  ]);
  const bare = await move(approved, 'issue');
  expect(bare.json()).toMatchObject({ status: 422, errors: [{ pointer: '/data' }] });
  const backwards = await move(approved, 'issue', {
    permitNumber: '6-CN',
    issuedDate: daysAgo(110),
    expiresDate: daysAgo(110),
  });
  expect(backwards.json().errors[0].pointer).toBe('/data/expiresDate');
  const issued = await moved(approved, 'issue', {
    permitNumber: '6-CN',
    issuedDate: daysAgo(110),
    expiresDate: daysAgo(10),
  });
  expect(issued).toMatchObject({ permitNumber: '6-CN', expiresDate: daysAgo(10), clock: 'stopped' });
  const early = await move(issued, 'expire', { effectiveDate: daysAgo(30) });
  expect(early.json().errors[0].pointer).toBe('/data/effectiveDate');
  expect(await permitStanding(reader(), issued.projectId, today())).toMatchObject({
    active: false,
    finaled: false,
  });

  await expirePermits();
  const expired = (await staff.get(`${URL}/${issued.id}`)).json();
  expect(expired).toMatchObject({ state: 'expired', stateSince: daysAgo(9), clock: 'us' });
  expect(expired.history.at(-1)).toMatchObject({ action: 'expire', actorName: 'Automatic' });
  const tasks = (await staff.get(`/v1/tasks?projectId=${issued.projectId}`)).json().items;
  expect(tasks.map((task: { title: string }) => task.title)).toContain('Renew: Building permit expired');
  await expirePermits();
  expect((await staff.get(`${URL}/${issued.id}`)).json().version).toBe(expired.version);

  const end = addDays(today(), 300);
  const renewed = await moved(expired, 'renew', { effectiveDate: daysAgo(2), expiresDate: end });
  expect(await permitStanding(reader(), issued.projectId, today())).toEqual({
    active: true,
    finaled: false,
    expiresDate: end,
    reason: null,
  });
  await moved(renewed, 'final', {});
  expect(await permitStanding(reader(), issued.projectId, today())).toMatchObject({
    active: true,
    finaled: true,
  });
});

test('standing asks for every building permit that was not given up', async () => {
  const permit = await planned();
  const say = () => permitStanding(reader(), permit.projectId, today());
  expect(await permitStanding(reader(), UNKNOWN, today())).toMatchObject({
    active: false,
    reason: 'There is no building permit.',
  });
  expect(await say()).toMatchObject({
    active: false,
    reason: 'Building permit is planning, not issued yet.',
  });
  await staff.post(URL, { projectId: permit.projectId, type: 'demolition' });
  await moved(permit, 'withdraw', {}, 'The buyer walked away.');
  expect(await say()).toMatchObject({ active: false, reason: 'There is no building permit.' });
});

test('an incomplete intake goes in again as the next cycle', async () => {
  const permit = await walk(
    await planned(),
    submitted(90),
    ['mark_incomplete', { returnedDate: daysAgo(85) }, 'Survey missing'],
    ['submit', { submittedDate: daysAgo(80) }],
  );
  expect(permit).toMatchObject({
    submittedDate: daysAgo(90),
    applicationNumber: '6073452-CN',
    reviewCycles: [
      { number: 1, outcome: 'incomplete' },
      { number: 2, outcome: null },
    ],
  });
  const cycles = (await staff.get(`/v1/review-cycles?permitId=${permit.id}`)).json().items;
  expect(cycles.map((each: { number: number }) => each.number)).toEqual([2, 1]);
  const named = await staff.patch(`/v1/review-cycles/${cycles[0].id}`, cycles[0].version, {
    reviewer: 'Sample Reviewer B',
  });
  expect(named.json()).toMatchObject({ reviewer: 'Sample Reviewer B', version: cycles[0].version + 1 });
  expect((await staff.get(`/v1/review-cycles/${cycles[0].id}`)).json()).toEqual(named.json());
  expect((await stranger.get(`/v1/review-cycles/${cycles[0].id}`)).statusCode).toBe(404);
});

describe('a move', () => {
  test('out of order names the legal ones and changes nothing', async () => {
    const permit = await planned();
    const answer = await move(permit, 'approve', {});
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'illegal_move',
      legalMoves: ['submit', 'withdraw'],
    });
    expect((await staff.get(`${URL}/${permit.id}`)).json()).toEqual(permit);
  });

  test.each<[string, object, string]>([
    ['submit', { submittedDate: '2199-01-01', applicationNumber: 'a' }, '/data/submittedDate'],
    ['submit', { submittedDate: '2001-01-01', applicationNumber: 'a' }, '/data/submittedDate'],
    ['submit', { submittedDate: '2026-02-30', applicationNumber: 'a' }, '/data/submittedDate'],
    ['submit', {}, '/data/applicationNumber'],
    ['submit', { applicationNumber: '\u0000' }, '/data/applicationNumber'],
    ['submit', { applicationNumber: 'a', permitNumber: 'b' }, '/data/permitNumber'],
    ['withdraw', {}, '/reason'],
    ['jump', {}, '/action'],
  ])('%s with %j is refused at %s', async (action, data, pointer) => {
    const permit = await planned();
    const answer = await move(permit, action, data);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors[0].pointer).toBe(pointer);
  });

  test('names the correction that is wrong, and logs none of them', async () => {
    const permit = await walk(await planned(), ...underReview());
    const answer = await move(permit, 'request_corrections', {
      corrections: [
        { discipline: 'zoning', text: 'One' },
        { discipline: 'zoning', text: 'Two', assigneeId: UNKNOWN },
      ],
    });
    expect(answer.json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/data/corrections/1/assigneeId' }],
    });
    expect((await staff.get(`/v1/corrections?permitId=${permit.id}`)).json().items).toEqual([]);
  });

  test('made by two at once is made once', async () => {
    const permit = await planned();
    const answers = await Promise.all([move(permit, ...submitted(10)), move(permit, ...submitted(9))]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412]);
    expect((await staff.get(`${URL}/${permit.id}`)).json().cycles).toBe(1);
  });
});

test('a permit’s facts change where they may', async () => {
  const permit = await planned();
  const patch = (version: number, body: object) => staff.patch(`${URL}/${permit.id}`, version, body);
  expect((await patch(1, { targetDate: '2027-03-01', reviewer: 'Sample Reviewer' })).json()).toMatchObject({
    targetDate: '2027-03-01',
    reviewer: 'Sample Reviewer',
    version: 2,
  });
  expect((await patch(1, { description: 'x' })).statusCode).toBe(412);
  expect((await patch(2, { permitNumber: 'x' })).json().code).toBe('not_issued');
  expect((await patch(2, { expiresDate: '2027-03-01' })).json().code).toBe('not_in_force');
  expect((await patch(2, { state: 'issued' })).json().errors[0].pointer).toBe('/state');
});

test('a builder sees the permits of the own project; a stranger, an agent and a consultant do not', async () => {
  const permit = await walk(await planned(), submitted(50), ['mark_incomplete', {}, 'Our mistake']);
  const seen = (await builder.get(`${URL}/${permit.id}`)).json();
  expect(seen).toMatchObject({ id: permit.id, moves: [] });
  expect(JSON.stringify(seen)).not.toContain('Our mistake');
  expect((await builder.get(`${URL}?projectId=${permit.projectId}&withTotal=true`)).json().total).toBe(1);
  const [theirs, nobodys] = [
    await stranger.get(`${URL}/${permit.id}`),
    await stranger.get(`${URL}/${UNKNOWN}`),
  ];
  expect(theirs.statusCode).toBe(404);
  expect({ ...theirs.json(), requestId: '' }).toEqual({ ...nobodys.json(), requestId: '' });
  expect((await stranger.get(`${URL}?withTotal=true`)).json()).toMatchObject({ items: [], total: 0 });
  expect((await agent.get(URL)).statusCode).toBe(403);
  expect((await titles(agent, permit.projectId)).filter((title) => /ermit/.test(title))).toEqual([]);
  expect((await move(permit, 'submit', {}, undefined, builder)).statusCode).toBe(403);
  const manager = await signIn(server, 'manager');
  expect((await manager.get(`${URL}/${permit.id}`)).json().moves).toEqual([]);
  expect((await manager.post(URL, { projectId: permit.projectId, type: 'building' })).statusCode).toBe(403);
});

test('the list is narrowed and paged', async () => {
  const projectId = await givenProject();
  for (const type of PERMIT_TYPES) await staff.post(URL, { projectId, type });
  for (const sort of ['-createdAt', 'stateSince']) {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = (
        await staff.get(`${URL}?projectId=${projectId}&sort=${sort}&limit=4${cursor && `&cursor=${cursor}`}`)
      ).json();
      seen.push(...page.items.map((each: { type: string }) => each.type));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen.sort()).toEqual([...PERMIT_TYPES].sort());
  }
  expect(
    (await staff.get(`${URL}?projectId=${projectId}&type=grading&state=planning`)).json().items,
  ).toHaveLength(1);
  expect((await staff.get(`${URL}?projectId=${projectId}&state=issued`)).json().items).toEqual([]);
  const unknown = await staff.post(URL, { projectId: UNKNOWN, type: 'building' });
  expect(unknown.json().errors[0].pointer).toBe('/projectId');
});

test('the database knows the same states as the machines', async () => {
  expect(await statesInDatabase(server, 'entitlement.permits')).toEqual([...permitStates.states].sort());
  expect(await statesInDatabase(server, 'entitlement.corrections')).toEqual(
    [...correctionStates.states].sort(),
  );
});
