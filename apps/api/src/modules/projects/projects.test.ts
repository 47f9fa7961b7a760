import { addDays, type CivilDate } from '@connect/domain/calendar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { bookDate } from '../../platform/book-time.ts';

let server: TestApp;
let agent: SignedIn;
let otherAgent: SignedIn;
let acquisitions: SignedIn;
let servicing: SignedIn;

beforeAll(async () => {
  server = await startApp();
  agent = await signIn(server, 'agent', { displayName: 'Sample Realty' });
  otherAgent = await signIn(server, 'agent', { displayName: 'Sample Homes' });
  acquisitions = await signIn(server, 'acquisitions', { displayName: 'Ada Acquisitions' });
  servicing = await signIn(server, 'servicing');
});
afterAll(() => server.close());

const lead = (address: string) => ({
  address,
  city: 'Seattle',
  state: 'WA',
  zip: '98104',
  askCents: 64_000_000,
  note: 'Corner lot',
});
const submit = async (who: SignedIn, address: string) => (await who.post('/v1/leads', lead(address))).json();

test('an agent’s lead is a project in stage lead, theirs to see and acknowledged by mail', async () => {
  const answer = await agent.post('/v1/leads', lead('600 4th Ave'));
  expect(answer.statusCode).toBe(201);
  expect(answer.headers.etag).toBe('"1"');
  const project = answer.json();
  expect(project).toMatchObject({
    stage: 'lead',
    source: 'agent',
    askCents: 64_000_000,
    number: null,
    agentName: 'Sample Realty',
  });
  const [event] = await eventsOf('lead.submitted');
  expect(event).toMatchObject({ project_id: project.id, actor_id: agent.userId });
  const outbox = (await (await signIn(server, 'admin')).get('/v1/outbox')).json();
  expect(outbox.items[0].subject).toContain('600 4th Ave');
});

test('staff enters a lead on the day it came in; what follows is dated no earlier, and an agent’s own counts from today', async () => {
  const today = bookDate(new Date()) as CivilDate;
  const [before, came] = [addDays(today, -11), addDays(today, -10)];
  const late = await acquisitions.post('/v1/leads', { ...lead('640 4th Ave'), effectiveDate: came });
  const { id, version, stages } = late.json();
  expect(stages).toMatchObject([{ stage: 'lead', effectiveDate: came }]);
  const start = (effectiveDate: string) =>
    acquisitions.move(`/v1/projects/${id}`, version, {
      action: 'start_feasibility',
      data: { effectiveDate },
    });
  expect((await start(before)).json().errors).toEqual([
    { pointer: '/data/effectiveDate', message: `Not before the project's last act of ${came}.` },
  ]);
  expect((await start(came)).json().stages.at(-1)).toMatchObject({
    stage: 'feasibility',
    effectiveDate: came,
  });

  const refused = async (who: SignedIn, effectiveDate: string) =>
    (await who.post('/v1/leads', { ...lead('650 4th Ave'), effectiveDate })).json().errors?.[0];
  expect(await refused(acquisitions, addDays(today, 2))).toMatchObject({ pointer: '/effectiveDate' });
  expect(await refused(agent, came)).toEqual({
    pointer: '/effectiveDate',
    message: 'Your lead counts from the day you submit it.',
  });
  const now = await submit(agent, '660 4th Ave');
  expect(now.stages[0].effectiveDate).toBe(today);
  const moved = await acquisitions.move(`/v1/projects/${now.id}`, now.version, {
    action: 'start_feasibility',
    data: { effectiveDate: addDays(today, -1) },
  });
  expect(moved.statusCode).toBe(422); // a lead of today is floored like any other
});

test('a stranger’s project does not exist: not by id, not in a list, not in a count', async () => {
  const { id } = await submit(agent, '700 5th Ave');
  const theirs = await otherAgent.get(`/v1/projects/${id}`);
  const nobodys = await otherAgent.get('/v1/projects/0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11');
  expect(theirs.statusCode).toBe(404);
  const { requestId: a, ...one } = theirs.json();
  const { requestId: b, ...two } = nobodys.json();
  expect(one).toEqual(two);
  expect((await otherAgent.get('/v1/projects?withTotal=true&q=5th')).json()).toEqual({
    items: [],
    nextCursor: null,
    total: 0,
  });
  expect((await otherAgent.get(`/v1/projects/${id}/timeline`)).statusCode).toBe(404);
});

test('the first owner answers the lead; the timeline says in how many minutes', async () => {
  const project = await submit(agent, '800 5th Ave');
  const taken = await acquisitions.patch(`/v1/projects/${project.id}`, 1, { ownerId: acquisitions.userId });
  expect(taken.statusCode).toBe(200);
  expect(taken.json()).toMatchObject({ ownerName: 'Ada Acquisitions', version: 2 });
  expect(taken.json().answeredAt).not.toBeNull();
  const timeline = (await acquisitions.get(`/v1/projects/${project.id}/timeline`)).json();
  expect(timeline.items.map((entry: { title: string }) => entry.title)).toContain('Lead answered in 0 min');
});

test('GO waits for a proforma and says so; a move out of order names the legal ones', async () => {
  const project = await submit(agent, '900 5th Ave');
  const early = await acquisitions.move(`/v1/projects/${project.id}`, 1, {
    action: 'go',
    reason: 'Clean title',
  });
  expect(early.statusCode).toBe(409);
  expect(early.json()).toMatchObject({ code: 'illegal_move', legalMoves: ['start_feasibility', 'pass'] });
  const moved = await acquisitions.move(`/v1/projects/${project.id}`, 1, { action: 'start_feasibility' });
  expect(moved.json().moves.find((move: { action: string }) => move.action === 'go')).toMatchObject({
    allowed: false,
    reason: 'There is no proforma yet. Save one to decide GO.',
  });
  const go = await acquisitions.move(`/v1/projects/${project.id}`, 2, {
    action: 'go',
    reason: 'Clean title',
  });
  expect(go.json()).toMatchObject({ status: 409, code: 'proforma_missing' });
});

test('PASS without a reason is a field error; the reason stays with us', async () => {
  const project = await submit(agent, '1000 5th Ave');
  const bare = await acquisitions.move(`/v1/projects/${project.id}`, 1, { action: 'pass' });
  expect(bare.json()).toMatchObject({ status: 422, errors: [{ pointer: '/reason' }] });
  await acquisitions.move(`/v1/projects/${project.id}`, 1, { action: 'pass', reason: 'Too steep' });
  const seen = (await agent.get(`/v1/projects/${project.id}`)).json();
  expect(seen.stage).toBe('pass');
  expect(JSON.stringify(seen)).not.toContain('Too steep');
});

test('a change needs the version that is current', async () => {
  const project = await submit(agent, '1100 5th Ave');
  const blind = await acquisitions.call('PATCH', `/v1/projects/${project.id}`, { body: { zoning: 'NR3' } });
  expect(blind.json()).toMatchObject({ status: 428, code: 'version_required' });
  await acquisitions.patch(`/v1/projects/${project.id}`, 1, { zoning: 'NR3' });
  const stale = await acquisitions.patch(`/v1/projects/${project.id}`, 1, { zoning: 'LR1' });
  expect(stale.json()).toMatchObject({ status: 412, currentVersion: 2 });
});

test('a retried submit creates one lead; the same key with another body is refused', async () => {
  const first = await agent.post('/v1/leads', lead('1200 5th Ave'), { key: 'lead-1200-once' });
  const again = await agent.post('/v1/leads', lead('1200 5th Ave'), { key: 'lead-1200-once' });
  expect(again.statusCode).toBe(201);
  expect(again.json().id).toBe(first.json().id);
  expect(again.headers['idempotency-replayed']).toBe('true');
  const other = await agent.post('/v1/leads', lead('1201 5th Ave'), { key: 'lead-1200-once' });
  expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  const twins = await Promise.all(
    [1, 2, 3].map(() => agent.post('/v1/leads', lead('1300 5th Ave'), { key: 'lead-1300-once' })),
  );
  const ids = twins.filter((answer) => answer.statusCode === 201).map((answer) => answer.json().id);
  expect(new Set(ids).size).toBe(1);
  expect(twins.every((answer) => answer.statusCode === 201 || answer.json().code === 'still_running')).toBe(
    true,
  );
});

test.each([
  ['an empty body', {}, '/address'],
  ['a blank address', { ...lead('x'), address: '   ' }, '/address'],
  ['U+0000', { ...lead('a\u0000b') }, '/address'],
  ['half a surrogate pair', { ...lead('a\ud800') }, '/address'],
  ['a negative amount', { ...lead('x'), askCents: -1 }, '/askCents'],
  ['a fraction of a cent', { ...lead('x'), askCents: 1.5 }, '/askCents'],
  ['an amount beyond reason', { ...lead('x'), askCents: 1e15 }, '/askCents'],
  ['text for an amount', { ...lead('x'), askCents: '100' }, '/askCents'],
  ['an unknown field', { ...lead('x'), stage: 'go' }, '/stage'],
  ['a ZIP that is none', { ...lead('x'), zip: '9810' }, '/zip'],
])('%s is refused by name, and nothing is written', async (_, body, pointer) => {
  const before = (await eventsOf('lead.submitted')).length;
  const answer = await agent.post('/v1/leads', body);
  expect(answer.statusCode).toBe(422);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json().errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  expect((await eventsOf('lead.submitted')).length).toBe(before);
});

test('pages follow each other without a gap or a repeat, in every declared sort', async () => {
  for (let n = 0; n < 5; n++) await submit(otherAgent, `${1400 + n} Sorting St`);
  for (const sort of ['-createdAt', 'stageSince', 'address', 'urgency']) {
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { total: number; items: { id: string }[]; nextCursor: string | null } = (
        await otherAgent.get(
          `/v1/projects?limit=2&sort=${sort}&withTotal=true${cursor ? `&cursor=${cursor}` : ''}`,
        )
      ).json();
      expect(page.total).toBe(5);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen.length).toBe(5);
  }
  expect((await otherAgent.get('/v1/projects?cursor=nonsense')).statusCode).toBe(400);
  expect((await otherAgent.get('/v1/projects?limit=0')).json().errors[0].pointer).toBe('?limit');
});

test('a role that may never write is refused, and the refusal is on record', async () => {
  const project = await submit(agent, '1500 5th Ave');
  const answer = await servicing.patch(`/v1/projects/${project.id}`, 1, { zoning: 'NR3' });
  expect(answer.json()).toMatchObject({ status: 403, code: 'forbidden' });
  const refusals = await eventsOf('access.refused');
  expect(refusals.at(-1)).toMatchObject({
    actor_id: servicing.userId,
    payload: { operation: 'changeProject', because: 'forbidden' },
  });
});

test('a builder sees the project while it is theirs, and not after', async () => {
  const builder = await signIn(server, 'builder');
  const project = await submit(agent, '1600 5th Ave');
  await acquisitions.patch(`/v1/projects/${project.id}`, 1, { builderId: builder.contactId });
  expect((await builder.get(`/v1/projects/${project.id}`)).statusCode).toBe(200);
  await acquisitions.patch(`/v1/projects/${project.id}`, 2, { builderId: null });
  expect((await builder.get(`/v1/projects/${project.id}`)).statusCode).toBe(404);
});

test('notes are ours alone', async () => {
  const project = await submit(agent, '1700 5th Ave');
  const note = await acquisitions.post(`/v1/projects/${project.id}/notes`, {
    body: 'Seller is firm on price',
  });
  expect(note.statusCode).toBe(201);
  expect((await acquisitions.get(`/v1/projects/${project.id}/notes`)).json().items[0]).toMatchObject({
    body: 'Seller is firm on price',
    authorName: 'Ada Acquisitions',
  });
  expect((await agent.get(`/v1/projects/${project.id}/notes`)).statusCode).toBe(403);
  expect(JSON.stringify((await agent.get(`/v1/projects/${project.id}/timeline`)).json())).not.toContain(
    'firm on price',
  );
});

test('a saved view belongs to the one who saved it', async () => {
  const view = { page: 'pipeline', name: 'Undecided', settings: { stage: 'feasibility' } };
  const saved = await acquisitions.post('/v1/saved-views', view);
  expect(saved.json()).toMatchObject(view);
  expect((await servicing.get('/v1/saved-views?page=pipeline')).json().items).toEqual([]);
  expect((await servicing.call('DELETE', `/v1/saved-views/${saved.json().id}`)).statusCode).toBe(404);
  expect((await acquisitions.call('DELETE', `/v1/saved-views/${saved.json().id}`)).statusCode).toBe(204);
  for (const name of ['view.saved', 'view.deleted'])
    expect((await eventsOf(name)).at(-1)).toMatchObject({ subject_id: saved.json().id });
});
