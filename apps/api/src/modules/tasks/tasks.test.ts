import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { systemActor } from '../../platform/actor.ts';
import { reader } from '../../platform/db.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { cancelTask, finishTask, openTask } from './open-task.ts';

let server: TestApp;
let servicing: SignedIn;
let design: SignedIn;
let manager: SignedIn;
let inspector: SignedIn;
let builder: SignedIn;
let stranger: SignedIn;
let projectId: string;

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';

beforeAll(async () => {
  server = await startApp();
  servicing = await signIn(server, 'servicing', { displayName: 'Sam Servicing' });
  design = await signIn(server, 'design');
  manager = await signIn(server, 'manager');
  inspector = await signIn(server, 'inspector');
  builder = await signIn(server, 'builder', { displayName: 'Sample Builder' });
  stranger = await signIn(server, 'builder');
  const agent = await signIn(server, 'agent');
  const lead = { address: '600 4th Ave', city: 'Seattle', state: 'WA', zip: '98104' };
  projectId = (await agent.post('/v1/leads', lead)).json().id;
});
afterAll(() => server.close());

const task = (more: object = {}) => ({ title: 'Call the title company', ...more });
const open = async (who: SignedIn, more: object = {}) => (await who.post('/v1/tasks', task(more))).json();
const asProgram = <T>(work: Parameters<typeof inTransaction<T>>[1]) =>
  inTransaction(systemActor('test'), work);
const ids = (answer: { json(): { items: { id: string }[] } }) => answer.json().items.map((each) => each.id);

describe('a task', () => {
  test('is opened for somebody about something, and shows where it stands', async () => {
    const answer = await design.post(
      '/v1/tasks',
      task({
        assigneeId: servicing.userId,
        dueDate: '2020-01-31',
        subject: { type: 'project', id: projectId },
      }),
    );
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toMatchObject({
      state: 'pending',
      assigneeName: 'Sam Servicing',
      overdue: true,
      subjectType: 'project',
      projectId,
      moves: [{ action: 'start' }, { action: 'complete' }, { action: 'cancel', needsReason: true }],
    });
    expect((await eventsOf('task.opened')).at(-1)).toMatchObject({
      subject_id: answer.json().id,
      project_id: projectId,
    });
  });

  test('goes through its life, and a move out of order names the legal ones', async () => {
    const { id } = await open(servicing);
    const move = (version: number, body: object) => servicing.move(`/v1/tasks/${id}`, version, body);
    expect((await move(1, { action: 'start' })).json()).toMatchObject({ state: 'in_progress', version: 2 });
    const done = (await move(2, { action: 'complete' })).json();
    expect(done).toMatchObject({
      state: 'completed',
      closedByName: 'Sam Servicing',
      moves: [{ action: 'reopen' }],
    });
    const again = await move(3, { action: 'complete' });
    expect([again.statusCode, again.json().code, again.json().legalMoves]).toEqual([
      409,
      'illegal_move',
      ['reopen'],
    ]);
    expect((await servicing.patch(`/v1/tasks/${id}`, 3, { title: 'New' })).json().code).toBe('task_closed');
    expect((await move(3, { action: 'reopen' })).json().errors[0].pointer).toBe('/reason');
    expect((await move(3, { action: 'reopen', reason: 'Not done' })).json()).toMatchObject({
      state: 'pending',
      closedAt: null,
    });
    expect((await move(3, { action: 'start' })).statusCode).toBe(412);
    expect((await move(4, { action: 'explode' })).statusCode).toBe(422);
    expect(
      (await servicing.call('POST', `/v1/tasks/${id}/transitions`, { body: { action: 'start' } })).statusCode,
    ).toBe(428);
    expect((await servicing.move(`/v1/tasks/${UNKNOWN}`, 1, { action: 'start' })).statusCode).toBe(404);
  });

  test('is changed, with what was before on the record', async () => {
    const { id } = await open(servicing, { dueDate: '2027-01-31' });
    const changed = await servicing.patch(`/v1/tasks/${id}`, 1, {
      dueDate: null,
      assigneeRole: 'accounting',
    });
    expect(changed.json()).toMatchObject({
      dueDate: null,
      overdue: false,
      assigneeRole: 'accounting',
      version: 2,
    });
    const event = (await eventsOf('task.changed')).find((each) => each.subject_id === id);
    expect(event?.payload).toEqual({
      before: { due_date: '2027-01-31', assignee_role: null },
      after: { due_date: null, assignee_role: 'accounting' },
    });
  });

  test.each([
    [{ title: '' }, '/title'],
    [{ title: 'a\u0000b' }, '/title'],
    [{ title: 'x'.repeat(201) }, '/title'],
    [{ note: '\ud800' }, '/note'],
    [{ dueDate: '2026-02-30' }, '/dueDate'],
    [{ dueDate: 'tomorrow' }, '/dueDate'],
    [{ assigneeId: UNKNOWN }, '/assigneeId'],
    [{ assigneeRole: 'builder' }, '/assigneeRole'],
    [{ partyId: UNKNOWN }, '/partyId'],
    [{ subject: { type: 'planet', id: UNKNOWN } }, '/subject/type'],
    [{ subject: { type: 'project', id: UNKNOWN } }, '/subject/id'],
    [{ subject: { type: 'project' } }, '/subject/id'],
    [{ colour: 'red' }, '/colour'],
  ])('with %j is refused by field', async (bad, pointer) => {
    const answer = await servicing.post('/v1/tasks', task(bad));
    expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([422, pointer]);
  });

  test('is opened once, however often the same request is sent', async () => {
    const send = () => servicing.post('/v1/tasks', task({ title: 'Once' }), { key: 'task-once-1' });
    const [first, again] = [await send(), await send()];
    expect(again.json()).toEqual(first.json());
  });
});

describe('a task of a rule', () => {
  const key = 'loan:balance:1';
  const ask = () =>
    asProgram((tx) => openTask(tx, { key, title: 'Cure the shortfall', assigneeRole: 'servicing' }));
  const stateOf = async (id: string) => (await servicing.get(`/v1/tasks/${id}`)).json().state;

  test('is open once per key, closes with its reason, and comes back when the reason does', async () => {
    const id = await ask();
    expect(await ask()).toBe(id);
    await asProgram((tx) => finishTask(tx, key));
    await asProgram((tx) => finishTask(tx, key));
    expect(await stateOf(id)).toBe('completed');
    const next = await ask();
    expect(next).not.toBe(id);
    const reopened = await servicing.move(`/v1/tasks/${id}`, 2, { action: 'reopen', reason: 'By hand' });
    expect([reopened.statusCode, reopened.json().code]).toEqual([409, 'already_open']);
    await asProgram((tx) => cancelTask(tx, key, 'Paid off'));
    expect((await servicing.get(`/v1/tasks/${next}`)).json()).toMatchObject({
      state: 'cancelled',
      closedReason: 'Paid off',
    });
  });

  test('asked for twice at the same moment is still one', async () => {
    const made = await Promise.all(
      Array.from({ length: 6 }, () => asProgram((tx) => openTask(tx, { key: 'race', title: 'Race' }))),
    );
    expect(new Set(made).size).toBe(1);
    const rows = await reader()
      .selectFrom('tasks.tasks')
      .select('id')
      .where('dedupe_key', '=', 'race')
      .execute();
    expect(rows).toHaveLength(1);
  });
});

describe('who sees a task', () => {
  test('staff see all, a partner what is given to them or their entity, and nobody else’s', async () => {
    const entity = (await servicing.post('/v1/entities', { name: 'Sample LLC', entityType: 'llc' })).json();
    await servicing.post(`/v1/entities/${entity.id}/members`, { contactId: builder.contactId });
    const theirs = await open(servicing, { partyId: entity.id, title: 'Send the insurance certificate' });
    const internal = await open(servicing);
    expect((await design.get(`/v1/tasks/${theirs.id}`)).statusCode).toBe(200);
    expect((await builder.get(`/v1/tasks/${theirs.id}`)).json()).toMatchObject({ partyName: 'Sample LLC' });
    expect((await builder.get('/v1/tasks?withTotal=true')).json()).toMatchObject({
      total: 1,
      items: [{ id: theirs.id }],
    });
    for (const id of [internal.id, UNKNOWN]) {
      expect((await builder.get(`/v1/tasks/${id}`)).statusCode).toBe(404);
      expect((await builder.move(`/v1/tasks/${id}`, 1, { action: 'start' })).statusCode).toBe(404);
      expect((await builder.patch(`/v1/tasks/${id}`, 1, { note: 'x' })).statusCode).toBe(404);
    }
    expect((await stranger.get('/v1/tasks?withTotal=true')).json()).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });

    const due = await builder.patch(`/v1/tasks/${theirs.id}`, 1, { dueDate: '2030-01-01' });
    expect([due.statusCode, due.json().errors[0].pointer]).toEqual([422, '/dueDate']);
    expect((await builder.patch(`/v1/tasks/${theirs.id}`, 1, { note: 'On its way' })).statusCode).toBe(200);
    expect((await builder.move(`/v1/tasks/${theirs.id}`, 2, { action: 'complete' })).json().state).toBe(
      'completed',
    );
    const moved = await servicing.move(`/v1/tasks/${theirs.id}`, 3, {
      action: 'reopen',
      reason: 'The wrong one',
    });
    await servicing.patch(`/v1/tasks/${theirs.id}`, moved.json().version, { partyId: null });
    expect((await builder.get(`/v1/tasks/${theirs.id}`)).statusCode).toBe(404);
  });

  test('an inspector sees the own and the inspectors’ until somebody has it', async () => {
    const shared = await open(servicing, { assigneeRole: 'inspector' });
    expect(ids(await inspector.get('/v1/tasks?mine=true'))).toEqual([shared.id]);
    await servicing.patch(`/v1/tasks/${shared.id}`, 1, { assigneeId: design.userId });
    expect(ids(await inspector.get('/v1/tasks'))).toEqual([]);
  });

  test('partners and inspectors open tasks for themselves only', async () => {
    expect(await open(builder)).toMatchObject({ partyId: builder.contactId, assigneeId: null });
    expect(await open(inspector)).toMatchObject({ assigneeId: inspector.userId });
    expect(
      (await builder.post('/v1/tasks', task({ assigneeId: servicing.userId }))).json().errors[0].pointer,
    ).toBe('/assigneeId');
    const foreign = await stranger.post('/v1/tasks', task({ subject: { type: 'project', id: projectId } }));
    const unknown = await stranger.post('/v1/tasks', task({ subject: { type: 'project', id: UNKNOWN } }));
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' });
  });

  test('a manager reads and decides nothing; who is signed out gets 401', async () => {
    const { id } = await open(servicing);
    expect((await manager.get(`/v1/tasks/${id}`)).statusCode).toBe(200);
    expect((await manager.post('/v1/tasks', task())).statusCode).toBe(403);
    expect((await manager.patch(`/v1/tasks/${id}`, 1, { title: 'x' })).statusCode).toBe(403);
    expect((await manager.move(`/v1/tasks/${id}`, 1, { action: 'start' })).statusCode).toBe(403);
    expect((await server.app.inject({ url: '/v1/tasks' })).statusCode).toBe(401);
  });
});

describe('the list', () => {
  test.each(['due', '-createdAt'])('shows each task once, page by page, sorted by %s', async (sort) => {
    for (const dueDate of ['2026-05-01', '2026-05-01', undefined])
      await open(design, { title: 'Paged', ...(dueDate ? { dueDate } : {}) });
    const all = ids(await servicing.get(`/v1/tasks?sort=${sort}&limit=200`));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = (
        await servicing.get(`/v1/tasks?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).json();
      seen.push(...page.items.map((each) => each.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('shows what is mine, due and open, and counts on request', async () => {
    const mine = await open(design, { assigneeId: servicing.userId, dueDate: '2026-01-02', title: 'Mine' });
    const role = await open(design, { assigneeRole: 'servicing', dueDate: '2026-01-03' });
    const other = await open(design, { assigneeRole: 'entitlement', dueDate: '2026-01-01' });
    const list = async (query: string) => ids(await servicing.get(`/v1/tasks?limit=200&${query}`));
    const own = await list('mine=true&state=open');
    expect(own).toContain(mine.id);
    expect(own).toContain(role.id);
    expect(own).not.toContain(other.id);
    expect(own.indexOf(mine.id)).toBeLessThan(own.indexOf(role.id));
    expect(await list('dueBefore=2026-01-02&assigneeRole=entitlement')).toEqual([other.id]);
    expect(await list(`projectId=${projectId}`)).toHaveLength(1);
    expect(await list(`assigneeId=${servicing.userId}&state=cancelled`)).toEqual([]);
    expect((await servicing.get('/v1/tasks?state=nonsense')).statusCode).toBe(422);
    expect((await servicing.get('/v1/tasks?mine=true&limit=1&withTotal=true')).json().total).toBeGreaterThan(
      1,
    );
  });
});
