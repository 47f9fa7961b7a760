import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, givenUser, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { meBy, PASSWORD, postTo, refreshBy, tokenBy, withoutRequestId } from '../../../../../../test/door.ts';
import { reader } from '../../../platform/db.ts';

let server: TestApp;
let user: { id: string; email: string };
beforeAll(async () => {
  server = await startApp();
  user = await givenUser('acquisitions', PASSWORD);
});
afterAll(() => server.close());

const ORIGIN = { origin: 'http://localhost:3000' };
const cookieOf = (response: { headers: Record<string, unknown> }): string =>
  String(response.headers['set-cookie'] ?? '').split(';')[0] ?? '';

test('the password grant answers with a token that the published key verifies', async () => {
  const answer = await tokenBy(server, user.email, PASSWORD);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['set-cookie']).toBeUndefined();
  const grant = answer.json();
  expect(grant).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
  expect(grant.refresh_token).toHaveLength(43);

  const { keys } = (await server.app.inject('/.well-known/jwks.json')).json();
  expect((await server.app.inject('/auth/jwks.json')).json()).toEqual({ keys });
  expect(keys[0]).not.toHaveProperty('d');
  const { payload } = await jwtVerify(grant.access_token, await importJWK(keys[0], 'ES256'));
  expect(decodeProtectedHeader(grant.access_token)).toEqual({
    alg: 'ES256',
    kid: keys[0].kid,
    typ: 'at+jwt',
  });
  expect(payload).toMatchObject({
    sub: user.id,
    email: user.email,
    role: 'acquisitions',
    iss: 'http://localhost:3000',
    aud: 'connect-api',
    typ: 'access',
  });
  expect(payload.permissions).toContain('write:projects');
  expect(payload.permissions).not.toContain('approve:draws');
  expect(payload.exp! - payload.iat!).toBe(900);
  expect(payload.jti).toBeTruthy();
  expect(payload.sid).toBeTruthy();

  const me = await meBy(server, grant.access_token);
  expect(me.json()).toMatchObject({
    id: user.id,
    role: 'acquisitions',
    sessionId: payload.sid,
    steppedUpAt: null,
  });
  expect(me.json().permissions).toEqual(payload.permissions);
});

test('a form does as well as JSON, and the address is matched whatever its case', async () => {
  const form = new URLSearchParams({
    grant_type: 'password',
    username: ` ${user.email.toUpperCase()} `,
    password: PASSWORD,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await postTo(server, '/auth/token', form.toString(), { headers });
  expect(answer.statusCode, answer.body).toBe(200);
  const again = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: answer.json().refresh_token,
  });
  expect((await postTo(server, '/auth/token', again.toString(), { headers })).statusCode).toBe(200);
  const twice = await postTo(server, '/auth/token', `${form}&username=other%40example.com`, { headers });
  expect(twice.statusCode).toBe(422);
});

test('a wrong password, an unknown, a disabled and an invited account are answered alike', async () => {
  const disabled = await givenUser('design', PASSWORD);
  await reader()
    .updateTable('identity.users')
    .set({ status: 'disabled' })
    .where('id', '=', disabled.id)
    .execute();
  const invited = await givenUser('design', PASSWORD);
  await reader()
    .updateTable('identity.users')
    .set({ status: 'invited', password_hash: null })
    .where('id', '=', invited.id)
    .execute();
  const answers = [
    await tokenBy(server, user.email, 'not the password', {}, { ip: '10.0.0.1' }),
    await tokenBy(server, 'nobody@example.com', PASSWORD, {}, { ip: '10.0.0.1' }),
    await tokenBy(server, disabled.email, PASSWORD, {}, { ip: '10.0.0.1' }),
    await tokenBy(server, invited.email, PASSWORD, {}, { ip: '10.0.0.1' }),
  ];
  for (const answer of answers) {
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'invalid_grant', error: 'invalid_grant' });
    expect(withoutRequestId(answer)).toEqual(withoutRequestId(answers[0]!));
    expect(Object.keys(answer.headers)).toEqual(Object.keys(answers[0]!.headers));
  }
  const failed = await eventsOf('sign-in.failed');
  expect(failed.map((event) => (event.payload as { reason: string }).reason)).toEqual(
    expect.arrayContaining(['password', 'no such account', 'not active']),
  );
  expect(JSON.stringify(failed.map((event) => event.payload))).not.toContain('nobody@example.com');
});

test('an unknown account takes as long as a known one', async () => {
  const timed = async (username: string, ip: string): Promise<number> => {
    const start = performance.now();
    await tokenBy(server, username, 'not the password', {}, { ip });
    return performance.now() - start;
  };
  // In turn, and the quickest of each: whatever else the machine does then bears on both.
  const known: number[] = [];
  const unknown: number[] = [];
  for (let n = 0; n < 12; n++) {
    known.push(await timed(user.email, `10.1.${n}.1`));
    unknown.push(await timed(`nobody-${n}@example.com`, `10.1.${n}.1`));
  }
  const ratio = Math.min(...unknown) / Math.min(...known);
  // Without the dummy hash the unknown one would take a tenth or so.
  expect(ratio).toBeGreaterThan(0.5);
  expect(ratio).toBeLessThan(2);
});

test('whatever is not this flow is refused by its OAuth name', async () => {
  const body = { grant_type: 'password', username: user.email, password: PASSWORD };
  const refused = async (payload: object, ask = {}) => {
    const answer = await postTo(server, '/auth/token', payload, ask);
    return [answer.statusCode, answer.json().error];
  };
  expect(await refused({ ...body, grant_type: undefined })).toEqual([400, 'invalid_request']);
  expect(await refused({ ...body, grant_type: 'implicit' })).toEqual([400, 'unsupported_grant_type']);
  expect(await refused({ ...body, password: undefined })).toEqual([400, 'invalid_request']);
  expect(await refused({ grant_type: 'refresh_token' })).toEqual([400, 'invalid_request']);
  expect(await refused({ grant_type: 'refresh_token', refresh_token: 'made up' })).toEqual([
    400,
    'invalid_grant',
  ]);
  expect(await refused({ ...body, client_id: 'another' })).toEqual([401, 'invalid_client']);
  expect(await refused(body, { headers: { authorization: 'Basic eDp5' } })).toEqual([401, 'invalid_client']);
  expect(
    await refused({ grant_type: 'password' }, { query: { username: user.email, password: PASSWORD } }),
  ).toEqual([400, 'invalid_request']);
  expect(await refused(body, { query: { password: PASSWORD } })).toEqual([400, 'invalid_request']);
});

test('bad input names its field', async () => {
  const bad = async (change: object, pointer: string) => {
    const answer = await tokenBy(server, user.email, PASSWORD, change, { ip: '10.0.0.2' });
    expect(answer.statusCode, answer.body).toBe(422);
    expect(answer.json().errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  };
  await bad({ password: 'has \u0000 in it' }, '/password');
  await bad({ password: 'half \ud800 pair' }, '/password');
  await bad({ password: 'x'.repeat(2000) }, '/password');
  await bad({ password: 12 }, '/password');
  await bad({ username: `a\u0000${user.email}` }, '/username');
  await bad({ username: ['a'] }, '/username');
  await bad({ code: '12345a' }, '/code');
  await bad({ colour: 'green' }, '/colour');
  const empty = await postTo(server, '/auth/token', '', { headers: { 'content-type': 'application/json' } });
  expect(empty.statusCode).toBe(400);
});

test('a bad header never blocks the way in', async () => {
  const answer = await tokenBy(
    server,
    user.email,
    PASSWORD,
    {},
    { headers: { authorization: 'Bearer expired.or.rubbish.token.here' } },
  );
  expect(answer.statusCode).toBe(200);
});

test('an Idempotency-Key does not make the program keep a token', async () => {
  const headers = { 'idempotency-key': 'a-key-of-some-length' };
  const first = await tokenBy(server, user.email, PASSWORD, {}, { headers });
  const second = await tokenBy(server, user.email, PASSWORD, {}, { headers });
  expect(second.json().access_token).not.toBe(first.json().access_token);
  expect(await reader().selectFrom('platform.idempotency').selectAll().execute()).toEqual([]);
});

test('only hashes of refresh tokens are kept', async () => {
  const { refresh_token } = (await tokenBy(server, user.email, PASSWORD)).json();
  const next = (await refreshBy(server, refresh_token)).json().refresh_token;
  const rows = JSON.stringify(await reader().selectFrom('identity.refresh_tokens').selectAll().execute());
  expect(rows).not.toContain(refresh_token);
  expect(rows).not.toContain(next);
});

test('a browser keeps the refresh token where no script reads it, and only our pages may use it', async () => {
  const signedIn = await tokenBy(server, user.email, PASSWORD, { cookie: true }, { headers: ORIGIN });
  expect(signedIn.json()).not.toHaveProperty('refresh_token');
  const [cookie] = [signedIn.headers['set-cookie']].flat() as string[];
  expect(cookie).toMatch(
    /^__Host-connect-refresh=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );

  const refreshFrom = (origin: Record<string, string>) =>
    postTo(
      server,
      '/auth/token',
      { grant_type: 'refresh_token' },
      { headers: { cookie: cookieOf(signedIn), ...origin } },
    );
  expect((await refreshFrom({ origin: 'https://evil.example' })).statusCode).toBe(403);
  expect((await refreshFrom({ origin: 'null' })).statusCode).toBe(403);
  expect((await refreshFrom({})).statusCode).toBe(403);
  const refreshed = await refreshFrom(ORIGIN);
  expect(refreshed.statusCode, refreshed.body).toBe(200);
  expect(refreshed.json()).not.toHaveProperty('refresh_token');
  expect(cookieOf(refreshed)).not.toBe(cookieOf(signedIn));
  const onOtherPort = await refreshFrom({ origin: 'http://localhost:4711', host: 'localhost:4711' });
  expect(onOtherPort.statusCode).toBe(200);
  expect((await refreshFrom({ origin: 'http://localhost:4711', host: 'localhost:9' })).statusCode).toBe(403);
  expect((await tokenBy(server, user.email, PASSWORD, { cookie: true })).statusCode).toBe(403);

  const headers = { cookie: cookieOf(refreshed), ...ORIGIN };
  expect(
    (await postTo(server, '/auth/revoke', {}, { headers: { cookie: cookieOf(refreshed) } })).statusCode,
  ).toBe(403);
  const out = await postTo(server, '/auth/revoke', {}, { headers });
  expect(out.statusCode).toBe(200);
  expect(String(out.headers['set-cookie'])).toMatch(/^__Host-connect-refresh=; .*Expires=Thu, 01 Jan 1970/);
  const late = await postTo(server, '/auth/token', { grant_type: 'refresh_token' }, { headers });
  expect(late.json().error).toBe('invalid_grant');
  expect(String(late.headers['set-cookie'])).toContain('Expires=Thu, 01 Jan 1970');
});

test('signing out ends the session by refresh token and by access token, and says nothing of unknown ones', async () => {
  for (const member of ['refresh_token', 'access_token'] as const) {
    const grant = (await tokenBy(server, user.email, PASSWORD)).json();
    expect((await postTo(server, '/auth/revoke', { token: grant[member] })).statusCode).toBe(200);
    expect((await refreshBy(server, grant.refresh_token)).json().error).toBe('invalid_grant');
    expect((await meBy(server, grant.access_token)).statusCode).toBe(401);
    const { sid } = decodeJwt(grant.access_token);
    const events = await eventsOf('session.revoked');
    expect(events.at(-1)).toMatchObject({
      subject_id: user.id,
      actor_id: user.id,
      payload: { sessionId: sid, reason: 'signed out' },
    });
  }
  expect((await postTo(server, '/auth/revoke', { token: 'unknown' })).statusCode).toBe(200);
  expect((await postTo(server, '/auth/revoke', { token: 'a.b.c' })).statusCode).toBe(200);
  expect((await postTo(server, '/auth/revoke', {})).json().error).toBe('invalid_request');
});

test('I see where I am signed in and can end one of it, but not a stranger’s', async () => {
  const me = await signIn(server, 'servicing');
  const other = await signIn(server, 'servicing');
  const list = (await me.get('/auth/sessions')).json().items;
  expect(list).toMatchObject([{ id: me.sessionId, current: true }]);
  expect((await me.call('DELETE', `/auth/sessions/${other.sessionId}`)).statusCode).toBe(404);
  expect((await me.call('DELETE', `/auth/sessions/${me.sessionId}`)).statusCode).toBe(204);
  await new Promise((resolve) => setTimeout(resolve, 2100));
  expect((await me.get('/auth/me')).statusCode).toBe(401);
  expect((await other.get('/auth/me')).statusCode).toBe(200);
});

test('demo sign-ins are shown only where there is demo data', async () => {
  expect((await server.app.inject('/auth/demo-sign-ins')).statusCode).toBe(404);
});
