import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventsOf, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { type EmailMessage, useMailer } from '../../../integrations/email/port.ts';
import { stopsHere } from '../../../integrations/email/stops-here.ts';
import { systemActor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { registerSubject } from '../subjects.ts';
import { deliverMessage } from './outbox.jobs.ts';
import { type NewMessage, sendMessage } from './send-message.ts';

let server: TestApp;
let admin: SignedIn;
let acquisitions: SignedIn;
let design: SignedIn;
let manager: SignedIn;

beforeAll(async () => {
  server = await startApp();
  registerSubject('loan', { read: 'read:loans' });
  admin = await signIn(server, 'admin');
  acquisitions = await signIn(server, 'acquisitions');
  design = await signIn(server, 'design');
  manager = await signIn(server, 'manager');
});
afterEach(() => useMailer(stopsHere));
afterAll(() => server.close());

const SOMETHING = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';
const URL = 'https://connect.example.com/sign#token=secret-of-the-link';
const write = (more: Partial<NewMessage> = {}) =>
  inTransaction(systemActor('test'), (tx) =>
    sendMessage(tx, {
      channel: 'email',
      to: { name: 'Sample Realty', address: 'agent@example.com' },
      subject: 'We have your lead',
      text: 'Hello Sample Realty',
      ...more,
    }),
  );

test('without a provider a message stops here, for those who work on deals to see', async () => {
  const id = await write();
  expect((await acquisitions.get(`/v1/outbox/${id}`)).json()).toMatchObject({ state: 'queued', attempts: 0 });
  await server.settle();
  const message = (await design.get(`/v1/outbox/${id}`)).json();
  expect(message).toMatchObject({
    state: 'stopped',
    sentAt: null,
    text: 'Hello Sample Realty',
    hasLinks: false,
    attempts: 1,
  });
  expect((await manager.get('/v1/outbox')).json().items[0]).toMatchObject({ id });
});

test('the provider gets the link, the outbox hides it from all but an administrator, who leaves a trace', async () => {
  const sent: EmailMessage[] = [];
  useMailer({
    send: async (message) => {
      sent.push(message);
      return { outcome: 'sent', vendorId: 'v-1' };
    },
  });
  const id = await write({ text: 'Sign here: {{link}}', links: { link: URL } });
  await server.settle();
  expect(sent).toMatchObject([{ id, text: `Sign here: ${URL}`, to: { address: 'agent@example.com' } }]);

  const hidden = await acquisitions.get(`/v1/outbox/${id}`);
  expect(hidden.json()).toMatchObject({
    state: 'sent',
    hasLinks: true,
    links: null,
    text: 'Sign here: [link hidden]',
  });
  expect(await eventsOf('message.link_shown')).toEqual([]);
  const shown = (await admin.get(`/v1/outbox/${id}`)).json();
  expect(shown).toMatchObject({ text: `Sign here: ${URL}`, links: [{ name: 'link', url: URL }] });
  expect(await eventsOf('message.link_shown')).toMatchObject([{ subject_id: id, actor_id: admin.userId }]);
  expect((await admin.get('/v1/outbox')).body).not.toContain('secret-of-the-link');
  const rows = await reader().selectFrom('documents.messages').selectAll().execute();
  const events = await reader().selectFrom('platform.events').selectAll().execute();
  expect(JSON.stringify([rows, events], (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain(
    'secret-of-the-link',
  );
});

test('a message about a loan is not there for who may not read loans', async () => {
  const id = await write({ about: { type: 'loan', id: SOMETHING } });
  expect((await acquisitions.get(`/v1/outbox/${id}`)).statusCode).toBe(200);
  expect((await design.get(`/v1/outbox/${id}`)).statusCode).toBe(404);
  expect((await design.get('/v1/outbox?aboutType=loan&withTotal=true')).json()).toMatchObject({
    items: [],
    total: 0,
  });
  expect((await design.post(`/v1/outbox/${id}/resends`)).statusCode).toBe(404);
  const invitation = await write({ about: { type: 'user', id: SOMETHING } });
  expect((await manager.get(`/v1/outbox/${invitation}`)).statusCode).toBe(404);
  expect((await admin.get(`/v1/outbox/${invitation}`)).statusCode).toBe(200);
});

test('a provider that fails is tried again, and after the last time the message has failed', async () => {
  useMailer({ send: async () => Promise.reject(new Error('no route to the provider')) });
  const id = await write();
  await expect(deliverMessage({ messageId: id })).rejects.toThrow('no route');
  const state = async () => (await admin.get(`/v1/outbox/${id}`)).json();
  expect(await state()).toMatchObject({
    state: 'retrying',
    attempts: 1,
    lastError: 'no route to the provider',
  });
  for (let again = 2; again < 8; again++) await deliverMessage({ messageId: id }).catch(() => {});
  await deliverMessage({ messageId: id });
  expect(await state()).toMatchObject({ state: 'failed', attempts: 8 });
  expect(await eventsOf('message.failed')).toMatchObject([{ subject_id: id }]);
  await deliverMessage({ messageId: id });
  expect(await state()).toMatchObject({ state: 'failed', attempts: 8 });
});

test('is sent again as a message of its own, once under one key, never while on its way', async () => {
  const id = await write({ text: 'Sign: {{link}}', links: { link: URL } });
  expect((await acquisitions.post(`/v1/outbox/${id}/resends`)).json().code).toBe('on_its_way');
  await server.settle();
  const again = () => acquisitions.post(`/v1/outbox/${id}/resends`, {}, { key: 'resend-0001' });
  const [first, second] = [await again(), await again()];
  expect(first.statusCode).toBe(201);
  expect(first.json()).toMatchObject({ resendOf: id, text: 'Sign: [link hidden]' });
  expect(second.json().id).toBe(first.json().id);
  await server.settle();
  expect((await admin.get(`/v1/outbox/${first.json().id}`)).json()).toMatchObject({ text: `Sign: ${URL}` });
  expect((await manager.post(`/v1/outbox/${id}/resends`)).statusCode).toBe(403);
});

test('is nobody’s business outside', async () => {
  for (const role of ['builder', 'agent', 'consultant', 'inspector', 'accounting'] as const)
    expect((await (await signIn(server, role)).get('/v1/outbox')).statusCode).toBe(403);
  expect((await server.app.inject({ url: '/v1/outbox' })).statusCode).toBe(401);
  expect((await admin.get(`/v1/outbox/${SOMETHING}`)).statusCode).toBe(404);
});

test('a link without a place in the text is a mistake of ours', async () => {
  await expect(write({ text: 'no place', links: { link: URL } })).rejects.toThrow('{{link}}');
});
