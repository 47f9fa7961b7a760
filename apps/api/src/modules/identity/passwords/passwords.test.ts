import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventsOf, givenUser, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import {
  meBy,
  PASSWORD,
  postTo,
  refreshBy,
  tokenBy,
  tokenOf,
  withoutRequestId,
} from '../../../../../../test/door.ts';
import { reader } from '../../../platform/db.ts';
import { issueFirstAdminLink, type LinkMessage, useLinkSender } from '../index.ts';

let server: TestApp;
let admin: SignedIn;
let sent: LinkMessage[] = [];
beforeAll(async () => {
  server = await startApp();
  useLinkSender(async (_, message) => {
    sent.push(message);
  });
});
afterAll(() => server.close());
beforeEach(() => {
  sent = [];
});

const NEW = 'seven lamps in the fog';
const reset = (token: string, password = NEW) => postTo(server, '/auth/password/resets', { token, password });

test('the first administrator is set up by a printed link that opens once', async () => {
  const older = await issueFirstAdminLink();
  const url = await issueFirstAdminLink();
  expect(url).toMatch(/^http:\/\/localhost:3000\/setup#token=[\w-]{43}$/);
  const body = {
    token: tokenOf(url!),
    email: 'First@example.com',
    displayName: 'Sample First',
    password: PASSWORD,
  };
  const setUp = (change: object = {}) => postTo(server, '/auth/setup', { ...body, ...change });

  expect((await setUp({ token: tokenOf(older!) })).json().code).toBe('link_invalid'); // replaced by the newer one
  expect((await setUp({ password: 'password1234' })).statusCode).toBe(422);
  const both = await Promise.all([setUp(), setUp({ email: 'second@example.com' })]);
  expect(both.map((answer) => answer.statusCode).sort()).toEqual([201, 422]);
  expect((await setUp({ email: 'third@example.com' })).json().code).toBe('link_invalid');
  expect(await issueFirstAdminLink()).toBeNull();

  const made = both.find((answer) => answer.statusCode === 201)!.json();
  expect(made).toMatchObject({ role: 'admin', status: 'active' });
  expect((await tokenBy(server, made.email, PASSWORD)).statusCode).toBe(200);
  admin = await signIn(server, 'admin');
});

test('an invited user chooses a password by link and signs in; the link opens once', async () => {
  const invited = await admin.post('/auth/invitations', {
    email: 'Guest@example.com',
    displayName: 'Sample Guest',
    role: 'inspector',
  });
  expect(invited.statusCode, invited.body).toBe(201);
  expect(invited.json()).toMatchObject({ status: 'invited', email: 'guest@example.com' });
  expect(invited.body).not.toContain('token');
  expect(sent).toMatchObject([
    { purpose: 'invitation', email: 'guest@example.com', displayName: 'Sample Guest' },
  ]);
  const token = tokenOf(sent[0]!.url);
  const kept = JSON.stringify(await reader().selectFrom('identity.links').selectAll().execute());
  expect(kept).not.toContain(token);

  expect((await tokenBy(server, 'guest@example.com', PASSWORD)).statusCode).toBe(400);
  expect((await reset(token, 'short')).json().errors[0].pointer).toBe('/password');
  expect((await reset(token, 'Sample Guest 2026')).statusCode).toBe(422); // their own name
  const both = await Promise.all([reset(token), reset(token)]);
  expect(both.map((answer) => answer.statusCode).sort()).toEqual([204, 422]);
  expect((await tokenBy(server, 'guest@example.com', NEW)).statusCode).toBe(200);
  expect((await reset(token)).json()).toMatchObject({
    code: 'link_invalid',
    errors: [
      {
        pointer: '/token',
        message: expect.stringMatching(/^No longer valid\. Sign in if .* a new invitation\.$/),
      },
    ],
  });
  expect((await eventsOf('link.used')).at(-1)!.payload).toEqual({ purpose: 'invitation' });
  expect((await eventsOf('link.refused')).length).toBeGreaterThan(0);
});

test('a reset ends every session, and a late, replaced or disabled account’s link opens nothing', async () => {
  const user = await givenUser('design', PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  const ask = () => postTo(server, '/auth/password/reset-requests', { email: user.email });
  await ask();
  await ask();
  const [first, second] = sent.map((message) => tokenOf(message.url));
  expect((await reset(first!)).json().code).toBe('link_invalid');
  expect((await reset(second!)).statusCode).toBe(204);
  expect((await refreshBy(server, grant.refresh_token)).json().error).toBe('invalid_grant');
  expect((await meBy(server, grant.access_token)).statusCode).toBe(401);
  expect((await tokenBy(server, user.email, PASSWORD)).statusCode).toBe(400);
  expect((await tokenBy(server, user.email, NEW)).statusCode).toBe(200);

  await ask();
  await reader()
    .updateTable('identity.links')
    .set({ expires_at: new Date(0) })
    .where('user_id', '=', user.id)
    .execute();
  expect((await reset(tokenOf(sent.at(-1)!.url), PASSWORD)).json().code).toBe('link_invalid');
  await ask();
  const record = (await admin.get(`/v1/users/${user.id}`)).json();
  await admin.move(`/v1/users/${user.id}`, record.version, { action: 'disable' });
  expect((await reset(tokenOf(sent.at(-1)!.url), PASSWORD)).json().code).toBe('link_invalid');
});

test('asking for a reset tells nobody whether the account exists', async () => {
  const user = await givenUser('design', PASSWORD);
  const timed = async (email: string) => {
    const start = performance.now();
    const answer = await postTo(server, '/auth/password/reset-requests', { email }, { ip: '10.0.9.1' });
    return { answer, ms: performance.now() - start };
  };
  const known = await timed(user.email);
  const unknown = await timed('nobody@example.com');
  expect(known.answer.statusCode).toBe(202);
  expect(withoutRequestId(unknown.answer)).toEqual(withoutRequestId(known.answer));
  for (const { ms } of [known, unknown]) expect(ms).toBeGreaterThan(240); // both wait out the time that the longer one needs
  expect(sent).toHaveLength(1);
});

test('nobody’s mailbox is flooded with reset links, and one network cannot ask for ever', async () => {
  const user = await givenUser('design', PASSWORD);
  const codes = await Promise.all(
    Array.from({ length: 14 }, () =>
      postTo(server, '/auth/password/reset-requests', { email: user.email }, { ip: '10.0.9.2' }),
    ),
  );
  expect(sent.length).toBeLessThanOrEqual(4);
  expect(codes.map((answer) => answer.statusCode)).toContain(429);
});

test('changing the password takes the old one and signs out the other devices', async () => {
  const user = await givenUser('design', PASSWORD);
  const here = (await tokenBy(server, user.email, PASSWORD)).json();
  const there = (await tokenBy(server, user.email, PASSWORD)).json();
  const change = (body: object) =>
    postTo(server, '/auth/password', body, { headers: { authorization: `Bearer ${here.access_token}` } });
  const wrong = await change({ currentPassword: 'not it at all', newPassword: NEW });
  expect(wrong.json().errors).toEqual([{ pointer: '/currentPassword', message: 'Not right.' }]);
  expect((await change({ currentPassword: PASSWORD, newPassword: PASSWORD })).json().errors[0].pointer).toBe(
    '/newPassword',
  );
  expect(
    (await change({ currentPassword: PASSWORD, newPassword: 'has \u0000 in it, too' })).json().errors[0]
      .pointer,
  ).toBe('/newPassword');
  expect((await change({ newPassword: NEW })).statusCode).toBe(422);
  expect((await change({ currentPassword: PASSWORD, newPassword: NEW })).statusCode).toBe(204);
  expect((await meBy(server, here.access_token)).statusCode).toBe(200);
  expect((await meBy(server, there.access_token)).statusCode).toBe(401);
  expect((await tokenBy(server, user.email, NEW)).statusCode).toBe(200);
  expect((await eventsOf('password.changed')).at(-1)).toMatchObject({
    subject_id: user.id,
    payload: { by: 'user' },
  });
});

test('guessing the current password of an open session is slowed down', async () => {
  const user = await givenUser('design', PASSWORD);
  const { access_token } = (await tokenBy(server, user.email, PASSWORD)).json();
  const codes: number[] = [];
  for (let n = 0; n < 7; n++)
    codes.push(
      (
        await postTo(
          server,
          '/auth/password',
          { currentPassword: `guess ${n}`, newPassword: NEW },
          { headers: { authorization: `Bearer ${access_token}` } },
        )
      ).statusCode,
    );
  expect(codes.slice(0, 5)).toEqual(Array(5).fill(422));
  expect(codes.slice(5)).toContain(429);
});

test('neither a password nor a link’s secret is in an event or an idempotent answer', async () => {
  const events = JSON.stringify(
    (await reader().selectFrom('platform.events').select('payload').execute()).map((row) => row.payload),
  );
  for (const secret of [PASSWORD, NEW, 'example.com', '#token=']) expect(events).not.toContain(secret);
});
