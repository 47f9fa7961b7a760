import { addBusinessDays, addDays, type CivilDate } from '@connect/domain/calendar';
import { consultantOrderStates } from '@connect/domain/consultant-order-states';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { statesInDatabase } from '../../../../../../test/checks.ts';
import { samplePdf, upload } from '../../../../../../test/upload.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { ORDER_TYPES } from './orders.schemas.ts';

let server: TestApp;
let acquisitions: SignedIn;
let manager: SignedIn;
let builder: SignedIn;
let surveyor: SignedIn;
let rival: SignedIn;
let projectId: string;

beforeAll(async () => {
  server = await startApp();
  acquisitions = await signIn(server, 'acquisitions', { displayName: 'Ada Acquisitions' });
  manager = await signIn(server, 'manager');
  builder = await signIn(server, 'builder');
  surveyor = await signIn(server, 'consultant', { displayName: 'Sample Survey' });
  rival = await signIn(server, 'consultant', { displayName: 'Sample Trees' });
  projectId = await givenLead('600 4th Ave');
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const URL = '/v1/consultant-orders';
const today = () => bookDate(new Date()) as CivilDate;
const givenLead = async (address: string): Promise<string> =>
  (await acquisitions.post('/v1/leads', { address, city: 'Seattle', state: 'WA', zip: '98104' })).json().id;
const place = (more: object = {}) =>
  acquisitions.post(URL, { projectId, type: 'survey', consultantId: surveyor.contactId, ...more });
const placed = async (more: object = {}) => (await place(more)).json();
const move = (who: SignedIn, order: { id: string; version: number }, body: object) =>
  who.move(`${URL}/${order.id}`, order.version, body);
const moved = async (who: SignedIn, order: { id: string; version: number }, action: string, more = {}) => {
  const answer = await move(who, order, { action, ...more });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()]);
  return answer.json();
};
const attach = async (who: SignedIn, orderId: string) =>
  (
    await upload(
      who,
      '/v1/documents',
      { subjectType: 'consultant_order', subjectId: orderId, kind: 'survey' },
      samplePdf('Survey'),
    )
  ).json();

describe('ordering', () => {
  test('gives a due date in business days, an e-mail, and the consultant its own view', async () => {
    const answer = await place({ feeCents: 250_000, instructions: 'Mark the alley trees.' });
    expect(answer.statusCode).toBe(201);
    const order = answer.json();
    expect(order).toMatchObject({
      state: 'ordered',
      typeLabel: 'Survey',
      consultant: { id: surveyor.contactId, name: 'Sample Survey' },
      feeCents: 250_000,
      orderedDate: today(),
      dueDate: addBusinessDays(today(), 10),
      late: false,
      daysLate: 0,
      version: 1,
      projectAddress: '600 4th Ave',
    });
    expect((await surveyor.get(`${URL}/${order.id}`)).json()).toMatchObject({ id: order.id });
    expect((await surveyor.get(`/v1/projects/${projectId}`)).statusCode).toBe(200);
    const own = (await surveyor.get(`/v1/tasks?subjectId=${order.id}`)).json().items;
    expect(own).toMatchObject([
      { title: 'Deliver the survey', dueDate: order.dueDate, partyId: surveyor.contactId },
    ]);
    expect((await rival.get(`/v1/tasks?subjectId=${order.id}`)).json().items).toEqual([]);
    const { items } = (await (await signIn(server, 'admin')).get('/v1/outbox')).json();
    expect(items[0]).toMatchObject({ subject: 'Survey ordered: 600 4th Ave' });
    expect((await eventsOf('consultant-order.placed')).at(-1)).toMatchObject({
      subject_id: order.id,
      project_id: projectId,
    });
  });

  test('shows a consultant nothing of another’s order: not the record, the list, the count or the project', async () => {
    const order = await placed();
    const [theirs, nobodys] = await Promise.all([
      rival.get(`${URL}/${order.id}`),
      rival.get(`${URL}/${UNKNOWN}`),
    ]);
    expect(theirs.statusCode).toBe(404);
    expect({ ...theirs.json(), requestId: '' }).toEqual({ ...nobodys.json(), requestId: '' });
    expect((await rival.get(`${URL}?withTotal=true`)).json()).toMatchObject({ items: [], total: 0 });
    expect((await move(rival, order, { action: 'start' })).statusCode).toBe(404);
    expect((await rival.get(`/v1/projects/${projectId}`)).statusCode).toBe(404);
    const timeline = (await surveyor.get(`/v1/projects/${projectId}/timeline`)).body;
    expect(timeline).not.toContain('ordered from');
  });

  test('is for those who write projects', async () => {
    for (const who of [manager, builder, surveyor])
      expect(
        (await who.post(URL, { projectId, type: 'survey', consultantId: surveyor.contactId })).statusCode,
      ).toBe(403);
    expect((await builder.get(URL)).statusCode).toBe(403);
    expect((await server.app.inject({ url: URL })).statusCode).toBe(401);
  });

  test.each([
    [{ type: 'astrology' }, '/type'],
    [{ consultantId: UNKNOWN }, '/consultantId'],
    [{ projectId: UNKNOWN }, '/projectId'],
    [{ projectId: 'x' }, '/projectId'],
    [{ orderedDate: '2026-02-30' }, '/orderedDate'],
    [{ orderedDate: '2199-01-01' }, '/orderedDate'],
    [{ orderedDate: '2026-01-05', dueDate: '2026-01-04' }, '/dueDate'],
    [{ feeCents: -1 }, '/feeCents'],
    [{ feeCents: 10.5 }, '/feeCents'],
    [{ feeCents: 1e15 }, '/feeCents'],
    [{ instructions: 'a\u0000b' }, '/instructions'],
    [{ instructions: '\ud800' }, '/instructions'],
    [{ fee: 1 }, '/fee'],
  ])('refuses %j at %s', async (more, pointer) => {
    const answer = await place(more);
    expect(answer.statusCode).toBe(422);
    expect(answer.json().errors.map((each: { pointer: string }) => each.pointer)).toEqual([pointer]);
  });

  test('is refused on a deal that is over', async () => {
    const over = await givenLead('1 Passed St');
    await acquisitions.move(`/v1/projects/${over}`, 1, { action: 'pass', reason: 'Slope' });
    expect((await place({ projectId: over })).json()).toMatchObject({ status: 409, code: 'project_over' });
  });

  test('opens a task to call where no e-mail address is known', async () => {
    const contact = (
      await acquisitions.post('/v1/contacts', {
        firstName: 'Sample',
        lastName: 'Offline',
        capacities: ['consultant'],
      })
    ).json();
    const order = await placed({ consultantId: contact.id });
    const { items } = (await acquisitions.get(`/v1/tasks?projectId=${projectId}`)).json();
    const titles = items
      .filter((task: { subjectId: string }) => task.subjectId === order.id)
      .map((task: { title: string }) => task.title);
    expect(titles).toContain('Call Sample Offline about the survey: no e-mail address is known');
  });
});

describe('a delivery', () => {
  test('goes from the consultant’s upload to acceptance, and closes its task', async () => {
    let order = await moved(surveyor, await placed(), 'start');
    const empty = await move(surveyor, order, { action: 'deliver' });
    expect(empty.json()).toMatchObject({ status: 409, code: 'deliverable_missing' });
    const document = await attach(surveyor, order.id);
    order = await moved(surveyor, order, 'deliver', { data: { documentIds: [document.id] } });
    expect(order).toMatchObject({
      state: 'delivered',
      deliveredDate: today(),
      deliverables: [{ documentId: document.id, deliveredAt: expect.any(String) }],
    });
    const open = (await acquisitions.get(`/v1/tasks?projectId=${projectId}`)).json().items;
    expect(open.map((task: { title: string }) => task.title)).toContain(
      'Review the survey from Sample Survey',
    );
    expect((await move(surveyor, order, { action: 'accept' })).statusCode).toBe(403);
    order = await moved(acquisitions, order, 'accept');
    expect(order).toMatchObject({ state: 'accepted', acceptedDate: today(), moves: [] });
    const tasks = (await acquisitions.get(`/v1/tasks?subjectId=${order.id}`)).json().items;
    expect(tasks.map((task: { title: string; state: string }) => [task.title, task.state]).sort()).toEqual([
      ['Deliver the survey', 'completed'],
      ['Review the survey from Sample Survey', 'completed'],
    ]);
  });

  test('that was returned needs a new report, and the consultant learns why', async () => {
    let order = await moved(surveyor, await placed(), 'start');
    const first = await attach(surveyor, order.id);
    order = await moved(surveyor, order, 'deliver');
    expect((await move(acquisitions, order, { action: 'return' })).json()).toMatchObject({
      status: 422,
      errors: [{ pointer: '/reason' }],
    });
    order = await moved(acquisitions, order, 'return', { reason: 'The north boundary is missing.' });
    expect(order).toMatchObject({ state: 'returned', deliveredDate: null });
    expect((await surveyor.get(`${URL}/${order.id}`)).json().stateReason).toBe(
      'The north boundary is missing.',
    );
    const { items } = (await (await signIn(server, 'admin')).get('/v1/outbox')).json();
    expect(items[0].subject).toBe('Survey returned: 600 4th Ave');
    order = await moved(surveyor, order, 'start');
    expect((await move(surveyor, order, { action: 'deliver' })).json().code).toBe('deliverable_missing');
    const old = await move(surveyor, order, { action: 'deliver', data: { documentIds: [first.id] } });
    expect(old.json()).toMatchObject({ status: 422, errors: [{ pointer: '/data/documentIds/0' }] });
    await attach(surveyor, order.id);
    expect(await moved(surveyor, order, 'deliver')).toMatchObject({ state: 'delivered' });
  });

  test('twice at the same moment happens once', async () => {
    const order = await moved(surveyor, await placed(), 'start');
    await attach(surveyor, order.id);
    const answers = await Promise.all([
      move(surveyor, order, { action: 'deliver' }),
      move(surveyor, order, { action: 'deliver' }),
    ]);
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412]);
    const events = await eventsOf('consultant-order.moved');
    const deliveries = events.filter(
      (event) => event.subject_id === order.id && (event.payload as { to: string }).to === 'delivered',
    );
    expect(deliveries).toHaveLength(1);
  });

  test('does not count what staff filed for themselves, nor another’s document', async () => {
    const order = await moved(surveyor, await placed(), 'start');
    await attach(acquisitions, order.id);
    const seen = (await surveyor.get(`${URL}/${order.id}`)).json();
    expect(seen.deliverables).toEqual([]);
    expect(seen.moves).toEqual([
      expect.objectContaining({ action: 'deliver', allowed: false, reason: expect.any(String) }),
    ]);
    const foreign = await placed();
    const other = await attach(surveyor, foreign.id);
    const answer = await move(surveyor, order, { action: 'deliver', data: { documentIds: [other.id] } });
    expect(answer.statusCode).toBe(422);
    expect((await attach(rival, order.id)).status).toBe(422);
  });

  test('out of order names the legal moves', async () => {
    const order = await placed();
    const answer = await move(acquisitions, order, { action: 'accept' });
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'illegal_move',
      legalMoves: ['start', 'cancel'],
    });
    expect((await move(acquisitions, order, { action: 'fly' })).json().errors[0].pointer).toBe('/action');
    expect((await move(acquisitions, { ...order, version: 9 }, { action: 'start' })).statusCode).toBe(412);
    expect((await acquisitions.post(`${URL}/${order.id}/transitions`, { action: 'start' })).statusCode).toBe(
      428,
    );
    const started = await moved(surveyor, order, 'start');
    for (const [deliveredDate, pointer] of [
      [addDays(today(), 1), '/data/deliveredDate'],
      ['2020-01-01', '/data/deliveredDate'],
    ]) {
      await attach(surveyor, order.id);
      const wrong = await move(surveyor, started, { action: 'deliver', data: { deliveredDate } });
      expect(wrong.json()).toMatchObject({ status: 422, errors: [{ pointer }] });
    }
  });
});

describe('an order', () => {
  test('changes until it is over', async () => {
    const order = await placed();
    const later = addDays(order.dueDate, 7);
    const answer = await acquisitions.patch(`${URL}/${order.id}`, 1, { dueDate: later, feeCents: null });
    expect(answer.json()).toMatchObject({ dueDate: later, feeCents: null, version: 2 });
    const open = (await surveyor.get(`/v1/tasks?subjectId=${order.id}&state=open`)).json().items;
    expect(open).toMatchObject([{ title: 'Deliver the survey', dueDate: later }]);
    expect((await acquisitions.patch(`${URL}/${order.id}`, 1, {})).statusCode).toBe(412);
    const wrong = await acquisitions.patch(`${URL}/${order.id}`, 2, { dueDate: '2020-01-01' });
    expect(wrong.json().errors[0].pointer).toBe('/dueDate');
    expect((await surveyor.patch(`${URL}/${order.id}`, 2, { feeCents: 1 })).statusCode).toBe(403);
    const over = await moved(acquisitions, answer.json(), 'cancel', { reason: 'The seller sends theirs.' });
    expect((await surveyor.get(`/v1/tasks?subjectId=${order.id}&state=open`)).json().items).toEqual([]);
    expect((await acquisitions.patch(`${URL}/${order.id}`, over.version, { feeCents: 1 })).json().code).toBe(
      'order_over',
    );
  });

  test('when cancelled takes the project back, unless another order needs it', async () => {
    const project = await givenLead('3 Two Orders Ave');
    const one = await placed({ projectId: project, consultantId: rival.contactId, type: 'arborist' });
    const two = await placed({ projectId: project, consultantId: rival.contactId, type: 'landscape' });
    await moved(acquisitions, one, 'cancel', { reason: 'No trees.' });
    expect((await rival.get(`/v1/projects/${project}`)).statusCode).toBe(200);
    await moved(acquisitions, two, 'cancel', { reason: 'No garden.' });
    expect((await rival.get(`/v1/projects/${project}`)).statusCode).toBe(404);
  });

  test('that is late says so, is found, and gives one task, however often the job runs', async () => {
    const project = await givenLead('2 Late St');
    const late = await placed({ projectId: project, orderedDate: '2026-01-05', type: 'title' });
    expect(late).toMatchObject({ dueDate: '2026-01-12', late: true });
    expect(late.daysLate).toBeGreaterThan(0);
    const list = (query: string) => acquisitions.get(`${URL}?projectId=${project}&${query}`);
    expect((await list('late=true')).json().items).toHaveLength(1);
    expect((await list('late=false')).json().items).toHaveLength(0);
    const { chaseLateOrders } = await import('./orders.jobs.ts');
    await chaseLateOrders();
    await chaseLateOrders();
    const tasks = (await acquisitions.get(`/v1/tasks?projectId=${project}`)).json().items;
    expect(
      tasks.filter((task: { title: string }) => /^Chase the title report/.test(task.title)),
    ).toHaveLength(1);
  });
});

describe('the list', () => {
  test('pages by due date and by newest without losing or repeating one', async () => {
    const project = await givenLead('5 Many Orders Ave');
    const ids: string[] = [];
    for (const type of ORDER_TYPES) ids.push((await placed({ projectId: project, type })).id);
    for (const sort of ['dueDate', '-createdAt']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const answer = await acquisitions.get(
          `${URL}?projectId=${project}&sort=${sort}&limit=3&withTotal=true${cursor && `&cursor=${cursor}`}`,
        );
        const page = answer.json();
        expect(page.total).toBe(ORDER_TYPES.length);
        seen.push(...page.items.map((each: { id: string }) => each.id));
        cursor = page.nextCursor ?? '';
      } while (cursor);
      expect([...seen].sort()).toEqual([...ids].sort());
      expect(new Set(seen).size).toBe(ids.length);
    }
    const survey = await acquisitions.get(`${URL}?projectId=${project}&type=survey&state=ordered,returned`);
    expect(survey.json().items).toHaveLength(1);
    const forged = Buffer.from(JSON.stringify(['dueDate', 'x', 'y'])).toString('base64url');
    expect((await acquisitions.get(`${URL}?cursor=${forged}`)).statusCode).toBe(400);
    expect((await acquisitions.get(`${URL}?consultantId=x`)).statusCode).toBe(422);
    expect(
      (await acquisitions.get(`${URL}?consultantId=${rival.contactId}&projectId=${project}`)).json().items,
    ).toEqual([]);
  });

  test('knows how long each type may take', async () => {
    const { items } = (await acquisitions.get('/v1/consultant-order-types')).json();
    expect(items.map((each: { type: string }) => each.type)).toEqual([...ORDER_TYPES]);
  });
});

test('the database knows the same states as the machine', async () => {
  expect(await statesInDatabase(server, 'feasibility.consultant_orders')).toEqual(
    [...consultantOrderStates.states].sort(),
  );
});
