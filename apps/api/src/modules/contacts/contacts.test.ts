import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { systemActor } from '../../platform/actor.ts';
import { reader } from '../../platform/db.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { bankDetails } from './entities.service.ts';

let server: TestApp;
let servicing: SignedIn;
let design: SignedIn;
let manager: SignedIn;
let builder: SignedIn;

beforeAll(async () => {
  server = await startApp();
  servicing = await signIn(server, 'servicing');
  design = await signIn(server, 'design');
  manager = await signIn(server, 'manager');
  builder = await signIn(server, 'builder', { displayName: 'Sam Sample' });
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const person = (more: object = {}) => ({ firstName: 'Sam', lastName: 'Signer', ...more });
const company = (more: object = {}) => ({ name: 'Sample Builder LLC', entityType: 'llc', ...more });
const pointers = (answer: { json(): { errors: { pointer: string }[] } }) =>
  answer.json().errors.map((each) => each.pointer);

describe('a person', () => {
  test('is added, read and changed, and the trail says what changed but not what is sealed', async () => {
    const made = await servicing.post(
      '/v1/contacts',
      person({ taxId: '987-65-4321', dateOfBirth: '1980-05-17' }),
    );
    expect(made.statusCode).toBe(201);
    const contact = made.json();
    expect(contact).toMatchObject({
      name: 'Sam Signer',
      taxIdLast4: '4321',
      hasDateOfBirth: true,
      version: 1,
    });
    expect(made.body).not.toContain('98765');
    const changed = await servicing.patch(`/v1/contacts/${contact.id}`, 1, {
      lastName: 'Sealed',
      taxId: '987654329',
    });
    expect(changed.json()).toMatchObject({ name: 'Sam Sealed', taxIdLast4: '4329', version: 2 });
    const event = (await eventsOf('contact.changed')).find((each) => each.subject_id === contact.id);
    expect(event?.payload).toEqual({
      before: { last_name: 'Signer', tax_id_last4: '4321' },
      after: { last_name: 'Sealed', tax_id_last4: '4329' },
    });
    const stale = await servicing.patch(`/v1/contacts/${contact.id}`, 1, { lastName: 'Late' });
    expect([stale.statusCode, stale.json().currentVersion]).toEqual([412, 2]);
  });

  test('keeps a tax id only sealed, and a sealed value opens in no other row', async () => {
    const { id } = (await servicing.post('/v1/contacts', person({ taxId: '987-65-4320' }))).json();
    const { id: other } = (await servicing.post('/v1/contacts', person({ taxId: '987-65-4322' }))).json();
    const row = await reader()
      .selectFrom('contacts.contacts')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain('987654320');
    await reader()
      .updateTable('contacts.contacts')
      .set({ tax_id_sealed: row.tax_id_sealed })
      .where('id', '=', other)
      .execute();
    const moved = await servicing.post(`/v1/contacts/${other}/reveals`, { field: 'taxId', reason: 'Check' });
    expect(moved.statusCode).toBe(500);
    expect(moved.body).not.toContain('98765');
  });

  test('is revealed with a reason, on the record, and the answer is never stored', async () => {
    const { id } = (await servicing.post('/v1/contacts', person({ taxId: '987-65-4325' }))).json();
    const body = { field: 'taxId', reason: 'Year-end form' };
    const shown = await servicing.post(`/v1/contacts/${id}/reveals`, body, { key: 'reveal-0001' });
    expect(shown.json()).toEqual({ field: 'taxId', value: '987-65-4325' });
    expect(shown.headers['cache-control']).toBe('no-store');
    expect(
      await reader()
        .selectFrom('platform.idempotency')
        .selectAll()
        .where('key', '=', 'reveal-0001')
        .execute(),
    ).toEqual([]);
    const event = (await eventsOf('sensitive.revealed')).find((each) => each.subject_id === id);
    expect(event).toMatchObject({
      actor_id: servicing.userId,
      payload: { field: 'taxId', reason: 'Year-end form' },
    });

    const empty = await servicing.post(`/v1/contacts/${id}/reveals`, {
      field: 'dateOfBirth',
      reason: 'Why not',
    });
    expect([empty.statusCode, empty.json().code]).toEqual([409, 'nothing_to_reveal']);
    expect((await servicing.post(`/v1/contacts/${id}/reveals`, { field: 'taxId' })).statusCode).toBe(422);
    expect((await design.post(`/v1/contacts/${id}/reveals`, body)).statusCode).toBe(403);
    expect((await manager.post(`/v1/contacts/${id}/reveals`, body)).statusCode).toBe(403);
    const cold = await signIn(server, 'servicing', { steppedUp: false });
    expect((await cold.post(`/v1/contacts/${id}/reveals`, body)).json().code).toBe('step_up_required');
  });

  test.each([
    [{ firstName: '' }, '/firstName'],
    [{ firstName: 'a\u0000b' }, '/firstName'],
    [{ lastName: 'x'.repeat(101) }, '/lastName'],
    [{ email: 'no address' }, '/email'],
    [{ phone: 'call me' }, '/phone'],
    [{ taxId: '000-12-3456' }, '/taxId'],
    [{ taxId: '666-12-3456' }, '/taxId'],
    [{ taxId: '12345' }, '/taxId'],
    [{ dateOfBirth: '2026-02-30' }, '/dateOfBirth'],
    [{ dateOfBirth: '2199-01-01' }, '/dateOfBirth'],
    [{ capacities: ['emperor'] }, '/capacities/0'],
    [{ salary: 1 }, '/salary'],
  ])('is refused with %j, naming the field', async (bad, pointer) => {
    const answer = await servicing.post('/v1/contacts', person(bad));
    expect([answer.statusCode, pointers(answer)]).toEqual([422, [pointer]]);
  });

  test('half of a surrogate pair is refused too', async () => {
    const answer = await servicing.call('POST', '/v1/contacts', {
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"firstName":"\\ud800","lastName":"B"}'),
    });
    expect([answer.statusCode, pointers(answer)]).toEqual([422, ['/firstName']]);
  });

  test('is added once, however often the same request is sent', async () => {
    const send = (body: object) => servicing.post('/v1/contacts', body, { key: 'contact-once-1' });
    const [first, again] = [await send(person({ company: 'Once' })), await send(person({ company: 'Once' }))];
    expect(again.json().id).toBe(first.json().id);
    expect((await send(person({ company: 'Other' }))).statusCode).toBe(422);
    expect((await servicing.get('/v1/contacts?q=Once')).json().items).toHaveLength(1);
  });
});

describe('the list of people', () => {
  test('is searched and filtered, with wildcards taken literally', async () => {
    await servicing.post(
      '/v1/contacts',
      person({ lastName: 'Zz_100%', capacities: ['guarantor', 'guarantor'] }),
    );
    const found = (await servicing.get('/v1/contacts?q=z_100%25')).json();
    expect(found.items).toMatchObject([{ lastName: 'Zz_100%', capacities: ['guarantor'] }]);
    expect((await servicing.get('/v1/contacts?q=z_1_0')).json().items).toEqual([]);
    const guarantors = (await servicing.get('/v1/contacts?capacity=guarantor&withTotal=true')).json();
    expect(guarantors.total).toBe(guarantors.items.length);
  });

  test.each(['-createdAt', 'name'])('shows everybody once, page by page, sorted by %s', async (sort) => {
    const all = (await servicing.get(`/v1/contacts?sort=${sort}&limit=200`))
      .json()
      .items.map((each: { id: string }) => each.id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { id: string }[]; nextCursor: string | null } = (
        await servicing.get(`/v1/contacts?sort=${sort}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).json();
      seen.push(...page.items.map((each) => each.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('refuses a cursor that is not its own', async () => {
    expect((await servicing.get('/v1/contacts?cursor=abc')).statusCode).toBe(400);
    expect((await servicing.get('/v1/contacts?limit=0')).statusCode).toBe(422);
    expect((await servicing.get('/v1/contacts?q=%00')).statusCode).toBe(422);
  });

  test.each(['zzzz', 'x\u0000', '2026-13-45'])('refuses a forged place (%s) without a 5xx', async (value) => {
    const cursor = Buffer.from(JSON.stringify(['-createdAt', value, value])).toString('base64url');
    const answer = await servicing.get(`/v1/contacts?cursor=${cursor}`);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.statusCode).toBeLessThan(500);
  });
});

describe('a partner', () => {
  test('sees the own person and entity, and nobody else', async () => {
    const own = (await servicing.post('/v1/entities', company({ name: 'Sample Own LLC' }))).json();
    const foreign = (await servicing.post('/v1/entities', company({ name: 'Sample Foreign LLC' }))).json();
    await servicing.post(`/v1/entities/${own.id}/members`, {
      contactId: builder.contactId,
      title: 'Manager',
    });
    const me = (await builder.get('/v1/contacts/me')).json();
    expect(me).toMatchObject({ id: builder.contactId, entities: [{ id: own.id, title: 'Manager' }] });
    expect((await builder.get('/v1/contacts?withTotal=true')).json()).toMatchObject({
      total: 1,
      items: [{ id: me.id }],
    });
    expect((await builder.get('/v1/entities?withTotal=true')).json()).toMatchObject({
      total: 1,
      items: [{ id: own.id }],
    });
    expect((await builder.get('/v1/entities?q=Foreign')).json().items).toEqual([]);

    const [theirs, nobodys] = [
      await builder.get(`/v1/entities/${foreign.id}`),
      await builder.get(`/v1/entities/${UNKNOWN}`),
    ];
    expect([theirs.statusCode, nobodys.statusCode]).toEqual([404, 404]);
    expect({ ...theirs.json(), requestId: '' }).toEqual({ ...nobodys.json(), requestId: '' });

    await servicing.call('DELETE', `/v1/entities/${own.id}/members/${builder.contactId}`);
    expect((await builder.get(`/v1/entities/${own.id}`)).statusCode).toBe(404);
  });

  test('changes nothing', async () => {
    expect((await builder.post('/v1/contacts', person())).statusCode).toBe(403);
    expect(
      (await builder.patch(`/v1/contacts/${builder.contactId}`, 1, { phone: '2065550142' })).statusCode,
    ).toBe(403);
    expect(
      (await builder.post(`/v1/contacts/${builder.contactId}/reveals`, { field: 'taxId', reason: 'x' }))
        .statusCode,
    ).toBe(403);
  });

  test('without a contact has no own person', async () => {
    const bare = await signIn(server, 'agent', { contact: false });
    expect((await bare.get('/v1/contacts/me')).statusCode).toBe(404);
    expect((await bare.get('/v1/contacts?withTotal=true')).json()).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
  });

  test('who is signed out gets 401', async () => {
    for (const url of ['/v1/contacts', `/v1/contacts/${UNKNOWN}`, '/v1/entities', '/v1/contacts/me'])
      expect((await server.app.inject({ url })).statusCode).toBe(401);
  });
});

describe('an entity', () => {
  const bank = { bankName: 'Sample Bank', routingNumber: '125000024', accountNumber: '000123456789' };

  test('is paid where it says, since when everybody sees, and only the program reads the account', async () => {
    const entity = (await servicing.post('/v1/entities', company({ taxId: '12-3456789' }))).json();
    expect(entity).toMatchObject({ taxIdLast4: '6789', bankAccountLast4: null, bankChangedAt: null });
    const url = `/v1/entities/${entity.id}/bank-account`;
    expect((await design.patch(url, 1, bank)).statusCode).toBe(403);
    const cold = await signIn(server, 'servicing', { steppedUp: false });
    expect((await cold.patch(url, 1, bank)).json().code).toBe('step_up_required');

    const changed = await servicing.patch(url, 1, bank);
    expect(changed.json()).toMatchObject({ bankAccountLast4: '6789', bankName: 'Sample Bank', version: 2 });
    expect(changed.json().bankChangedAt).toMatch(/^20/);
    expect(changed.body).not.toContain('123456789');
    const [event] = await eventsOf('entity.bank_changed');
    expect(event?.payload).toEqual({
      name: 'Sample Builder LLC',
      before: { bankName: null, last4: null },
      after: { bankName: 'Sample Bank', last4: '6789' },
    });
    const opened = await inTransaction(systemActor('test'), (tx) => bankDetails(tx, entity.id));
    expect(opened).toMatchObject({ routingNumber: '125000024', accountNumber: '000123456789' });
    const shown = await servicing.post(`/v1/entities/${entity.id}/reveals`, {
      field: 'bankAccount',
      reason: 'Call back',
    });
    expect(shown.json()).toEqual({ field: 'bankAccount', value: '000123456789' });
  });

  test.each([
    [{ routingNumber: '125000025' }, '/routingNumber'], // the check digit is wrong
    [{ routingNumber: '000000000' }, '/routingNumber'],
    [{ routingNumber: '990000004' }, '/routingNumber'], // no such federal reserve district
    [{ accountNumber: '12' }, '/accountNumber'],
    [{ accountNumber: '12 34 56' }, '/accountNumber'],
    [{ bankName: '' }, '/bankName'],
  ])('is refused a bank account with %j', async (bad, pointer) => {
    const { id } = (await servicing.post('/v1/entities', company())).json();
    const answer = await servicing.patch(`/v1/entities/${id}/bank-account`, 1, { ...bank, ...bad });
    expect([answer.statusCode, pointers(answer)]).toEqual([422, [pointer]]);
  });

  test.each([
    [{ taxId: '07-1234567' }, '/taxId'], // a prefix that was never given out
    [{ taxId: '987-65-4321' }, '/taxId'],
    [{ entityType: 'club' }, '/entityType'],
    [{ state: 'Washington' }, '/state'],
    [{ name: '   ' }, '/name'],
  ])('is refused with %j', async (bad, pointer) => {
    const answer = await servicing.post('/v1/entities', company(bad));
    expect([answer.statusCode, pointers(answer)]).toEqual([422, [pointer]]);
  });

  test('takes only people as members, each once', async () => {
    const { id } = (await servicing.post('/v1/entities', company())).json();
    const add = (contactId: string) => servicing.post(`/v1/entities/${id}/members`, { contactId });
    expect((await add(id)).statusCode).toBe(422);
    expect((await add(UNKNOWN)).statusCode).toBe(422);
    expect((await add(builder.contactId)).json().members).toMatchObject([
      { id: builder.contactId, title: 'Member' },
    ]);
    expect((await add(builder.contactId)).json().code).toBe('already_member');
    const drop = () => servicing.call('DELETE', `/v1/entities/${id}/members/${builder.contactId}`);
    expect([(await drop()).statusCode, (await drop()).statusCode]).toEqual([204, 404]);
  });

  test('keeps its version: a change without If-Match is asked for it', async () => {
    const { id } = (await servicing.post('/v1/entities', company())).json();
    expect((await servicing.call('PATCH', `/v1/entities/${id}`, { body: { name: 'New' } })).statusCode).toBe(
      428,
    );
    expect(
      (await servicing.patch(`/v1/entities/${id}`, 1, { name: 'New', state: null })).json(),
    ).toMatchObject({ name: 'New', version: 2 });
    expect((await servicing.patch(`/v1/entities/${UNKNOWN}`, 1, { name: 'New' })).statusCode).toBe(404);
    expect((await servicing.patch('/v1/entities/17', 1, { name: 'New' })).statusCode).toBe(400);
  });
});

test('an invited partner is joined to the contact with that address, or to a new one', async () => {
  const admin = await signIn(server, 'admin');
  const known = await admin.post('/v1/contacts', {
    firstName: 'Known',
    lastName: 'Partner',
    email: 'known.partner@example.com',
  });
  for (const [email, displayName] of [
    ['known.partner@example.com', 'Known Partner'],
    ['new.partner@example.com', 'New Partner'],
  ])
    expect((await admin.post('/auth/invitations', { email, displayName, role: 'builder' })).statusCode).toBe(
      201,
    );
  await server.settle();
  const found = async (q: string) => (await admin.get(`/v1/contacts?q=${q}`)).json().items;
  expect(await found('known.partner')).toHaveLength(1);
  expect((await found('known.partner'))[0]).toMatchObject({ id: known.json().id });
  expect((await found('new.partner'))[0]).toMatchObject({
    firstName: 'New',
    lastName: 'Partner',
    capacities: ['builder'],
  });
  const joined = (await eventsOf('contact.changed')).filter((event) => event.subject_id === known.json().id);
  expect(JSON.stringify(joined.map((event) => event.payload))).toContain('userId');
});
