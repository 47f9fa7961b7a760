import { ROLES } from '@connect/domain/permissions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, givenUser, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { PASSWORD, refreshBy, tokenBy } from '../../../../../../test/door.ts';
import { reader } from '../../../platform/db.ts';
import { type LinkMessage, useLinkSender } from '../index.ts';

let server: TestApp;
let admin: SignedIn;
const sent: LinkMessage[] = [];
beforeAll(async () => {
  server = await startApp({ CONNECT_DEMO: 'true' });
  useLinkSender(async (_, message) => {
    sent.push(message);
  });
  admin = await signIn(server, 'admin');
});
afterAll(() => server.close());

const UNKNOWN = '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11';

test('only administrators see or change users', async () => {
  for (const role of ROLES.filter((each) => each !== 'admin')) {
    const user = await signIn(server, role, { contact: false });
    const answers = [
      await user.get('/v1/users'),
      await user.get(`/v1/users/${admin.userId}`),
      await user.post('/auth/invitations', { email: 'x@example.com', displayName: 'X', role: 'agent' }),
      await user.patch(`/v1/users/${user.userId}`, 1, { role: 'admin' }),
      await user.move(`/v1/users/${admin.userId}`, 1, { action: 'disable' }),
      await user.call('DELETE', `/v1/users/${admin.userId}/sessions`),
    ];
    expect([role, ...answers.map((answer) => answer.statusCode)]).toEqual([
      role,
      403,
      403,
      403,
      403,
      403,
      403,
    ]);
  }
});

test('users are listed page by page, filtered, sorted and counted on request', async () => {
  for (let n = 0; n < 5; n++)
    await givenUser('consultant', PASSWORD, { displayName: `Sample Surveyor ${n}` });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: { total: number; items: { displayName: string }[]; nextCursor: string | null } = (
      await admin.get(
        `/v1/users?role=consultant&q=surveyor&sort=displayName&limit=2&withTotal=true${cursor ? `&cursor=${cursor}` : ''}`,
      )
    ).json();
    expect(page.total).toBe(5);
    seen.push(...page.items.map((item) => item.displayName));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([0, 1, 2, 3, 4].map((n) => `Sample Surveyor ${n}`));
  const newest = (await admin.get('/v1/users?limit=3')).json();
  expect(newest.items[0].displayName).toBe('Sample Surveyor 4');
  expect(newest).not.toHaveProperty('total');
  const second = (await admin.get(`/v1/users?limit=3&cursor=${newest.nextCursor}`)).json();
  expect(second.items[0].displayName).toBe('Sample Surveyor 1');
  expect((await admin.get('/v1/users?q=%25')).json().items).toEqual([]); // a percent sign is no wildcard
  expect((await admin.get('/v1/users?cursor=rubbish')).statusCode).toBe(400);
  const forged = Buffer.from(JSON.stringify(['-createdAt', 'yesterday', 'no id'])).toString('base64url');
  expect((await admin.get(`/v1/users?cursor=${forged}`)).statusCode).toBe(400);
  expect((await admin.get('/v1/users?role=king')).statusCode).toBe(422);
  expect(JSON.stringify(newest)).not.toContain('argon2');
});

test('a change needs the version it saw, and leaves before and after', async () => {
  const { id } = await givenUser('design', PASSWORD, { displayName: 'Sample Before' });
  const seen = await admin.get(`/v1/users/${id}`);
  expect(seen.headers.etag).toBe(`"${seen.json().version}"`);
  expect((await admin.call('PATCH', `/v1/users/${id}`, { body: { role: 'manager' } })).statusCode).toBe(428);
  expect((await admin.patch(`/v1/users/${id}`, 99, { role: 'manager' })).statusCode).toBe(412);
  expect(
    (await admin.patch(`/v1/users/${id}`, 1, { email: 'new@example.com' })).json().errors[0].pointer,
  ).toBe('/email');
  expect((await admin.patch(`/v1/users/${UNKNOWN}`, 1, { role: 'manager' })).statusCode).toBe(404);
  const changed = await admin.patch(`/v1/users/${id}`, 1, { displayName: 'Sample After', role: 'manager' });
  expect(changed.json()).toMatchObject({ displayName: 'Sample After', role: 'manager', version: 2 });
  expect((await eventsOf('user.changed')).at(-1)).toMatchObject({
    subject_id: id,
    actor_id: admin.userId,
    payload: {
      before: { displayName: 'Sample Before', role: 'design' },
      after: { displayName: 'Sample After', role: 'manager' },
    },
  });
  expect((await admin.patch(`/v1/users/${id}`, 2, { role: 'manager' })).json().version).toBe(2); // nothing changed
});

test('an account moves as its table says', async () => {
  const invited = (
    await admin.post('/auth/invitations', {
      email: 'moves@example.com',
      displayName: 'Sample Moves',
      role: 'agent',
    })
  ).json();
  const move = async (version: number, action: string) =>
    admin.move(`/v1/users/${invited.id}`, version, { action });
  const actions = (record: { moves: { action: string; allowed: boolean }[] }) =>
    record.moves.filter((each) => each.allowed).map((each) => each.action);
  expect(actions(invited)).toEqual(['invite_again', 'disable']);
  const illegal = await move(1, 'enable');
  expect(illegal.json()).toMatchObject({
    status: 409,
    code: 'illegal_move',
    legalMoves: ['invite_again', 'disable'],
  });
  const again = await move(1, 'invite_again');
  expect(again.json().status).toBe('invited');
  expect(sent.filter((message) => message.userId === invited.id)).toHaveLength(2);
  const disabled = (await move(again.json().version, 'disable')).json();
  expect(actions(disabled)).toEqual(['invite_again']);
  expect((await move(disabled.version, 'enable')).json()).toMatchObject({ status: 409, code: 'no_password' });
  expect((await move(disabled.version, 'abolish')).statusCode).toBe(422);
});

test('a disabled user is out, and in again once enabled, but not by the old session', async () => {
  const user = await givenUser('agent', PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  const { version } = (await admin.get(`/v1/users/${user.id}`)).json();
  const off = (
    await admin.move(`/v1/users/${user.id}`, version, { action: 'disable', reason: 'Left' })
  ).json();
  expect((await tokenBy(server, user.email, PASSWORD)).statusCode).toBe(400);
  expect((await admin.move(`/v1/users/${user.id}`, off.version, { action: 'enable' })).json().status).toBe(
    'active',
  );
  expect((await refreshBy(server, grant.refresh_token)).json().error).toBe('invalid_grant');
  expect((await tokenBy(server, user.email, PASSWORD)).statusCode).toBe(200);
  expect((await eventsOf('user.moved')).at(-2)!.payload).toEqual({
    action: 'disable',
    from: 'active',
    to: 'disabled',
    reason: 'Left',
  });
});

test('an administrator ends all sessions of somebody', async () => {
  const user = await givenUser('agent', PASSWORD);
  const grants = [
    (await tokenBy(server, user.email, PASSWORD)).json(),
    (await tokenBy(server, user.email, PASSWORD)).json(),
  ];
  expect((await admin.call('DELETE', `/v1/users/${user.id}/sessions`)).statusCode).toBe(204);
  for (const grant of grants)
    expect((await refreshBy(server, grant.refresh_token)).json().error).toBe('invalid_grant');
  expect((await admin.call('DELETE', `/v1/users/${UNKNOWN}/sessions`)).statusCode).toBe(404);
});

test('two invitations of one address, whatever its case, make one account', async () => {
  const body = { email: 'once@example.com', displayName: 'Sample Once', role: 'agent' };
  const both = await Promise.all([
    admin.post('/auth/invitations', body),
    admin.post('/auth/invitations', { ...body, email: 'ONCE@example.com' }),
  ]);
  expect(both.map((answer) => answer.statusCode).sort()).toEqual([201, 409]);
  expect(both.find((answer) => answer.statusCode === 409)!.json().code).toBe('email_taken');
});

test('an invitation with a key is sent once', async () => {
  const body = { email: 'keyed@example.com', displayName: 'Sample Keyed', role: 'agent' };
  const first = await admin.post('/auth/invitations', body, { key: 'invite-keyed-1' });
  const second = await admin.post('/auth/invitations', body, { key: 'invite-keyed-1' });
  expect(second.statusCode).toBe(201);
  expect(second.json().id).toBe(first.json().id);
  expect(sent.filter((message) => message.email === body.email)).toHaveLength(1);
});

test('the last administrator can be neither disabled nor demoted, even when two try at once', async () => {
  const a = await signIn(server, 'admin');
  const b = await signIn(server, 'admin');
  await reader()
    .updateTable('identity.users')
    .set({ status: 'disabled' })
    .where('role', '=', 'admin')
    .where('id', 'not in', [a.userId, b.userId])
    .execute();
  const versionOf = async (id: string) => (await a.get(`/v1/users/${id}`)).json().version;
  const both = await Promise.all([
    a.move(`/v1/users/${b.userId}`, await versionOf(b.userId), { action: 'disable' }),
    b.patch(`/v1/users/${a.userId}`, await versionOf(a.userId), { role: 'manager' }),
  ]);
  const admins = await reader()
    .selectFrom('identity.users')
    .select('id')
    .where('role', '=', 'admin')
    .where('status', '=', 'active')
    .execute();
  expect(admins).toHaveLength(1);
  expect(both.filter((answer) => answer.statusCode === 200)).toHaveLength(1);

  const last = admins[0]!.id === a.userId ? a : b;
  const record = (await last.get(`/v1/users/${last.userId}`)).json();
  expect(record.moves.find((each: { action: string }) => each.action === 'disable')).toMatchObject({
    allowed: false,
    reason: expect.stringContaining('last administrator'),
  });
  expect(
    (await last.move(`/v1/users/${last.userId}`, record.version, { action: 'disable' })).json(),
  ).toMatchObject({ status: 409, code: 'last_admin' });
  expect(
    (await last.patch(`/v1/users/${last.userId}`, record.version, { role: 'manager' })).json(),
  ).toMatchObject({ status: 409, code: 'last_admin' });
});

test('demo sign-ins name every demo user by role, and the password works', async () => {
  await givenUser('builder', 'sample', {
    email: 'builder@example.com',
    displayName: 'Sample Builder',
    isDemo: true,
  });
  await givenUser('acquisitions', 'sample', {
    email: 'acquisitions@example.com',
    displayName: 'Sample Acquisitions',
    isDemo: true,
  });
  const { items, password } = (await server.app.inject('/auth/demo-sign-ins')).json();
  expect(items).toEqual([
    { email: 'acquisitions@example.com', displayName: 'Sample Acquisitions', role: 'acquisitions' },
    { email: 'builder@example.com', displayName: 'Sample Builder', role: 'builder' },
  ]);
  expect((await tokenBy(server, items[0].email, password)).statusCode).toBe(200);
});
