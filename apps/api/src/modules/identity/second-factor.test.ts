import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { eventsOf, givenUser, type SignedIn, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { meBy, PASSWORD, postTo, refreshBy, tokenBy } from '../../../../../test/door.ts';
import { reader } from '../../platform/db.ts';

let server: TestApp;
let admin: SignedIn;
beforeAll(async () => {
  server = await startApp();
  admin = await signIn(server, 'admin');
});
afterAll(() => server.close());

/** The code of now; `steps` of thirty seconds later. */
const codeOf = (secret: string, steps = 0): string =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });
const wrongCode = (secret: string): string =>
  String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, '0');

const as =
  (token: string) =>
  (url: string, body: object = {}) =>
    postTo(server, url, body, { headers: { authorization: `Bearer ${token}` } });

/** As if the last code had been used long ago: a test cannot wait thirty seconds for each code. */
const forgetCodes = (id: string) =>
  reader().updateTable('identity.users').set({ totp_last_counter: null }).where('id', '=', id).execute();

async function enrolled() {
  const user = await givenUser('servicing', PASSWORD);
  const { access_token } = (await tokenBy(server, user.email, PASSWORD)).json();
  const post = as(access_token);
  const { secret } = (await post('/auth/totp')).json();
  expect((await post('/auth/totp/confirmations', { code: codeOf(secret) })).statusCode).toBe(204);
  return { user, secret, token: access_token as string, post };
}

test('an authenticator app is enrolled by its first code, and then asked for at every sign-in', async () => {
  const user = await givenUser('servicing', PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  const elsewhere = (await tokenBy(server, user.email, PASSWORD)).json();
  const post = as(grant.access_token);
  expect((await post('/auth/totp/confirmations', { code: '123456' })).json().code).toBe('nothing_to_confirm');
  const { secret, uri } = (await post('/auth/totp')).json();
  expect(uri).toContain(`secret=${secret}`);
  expect(uri).toContain('issuer=Connect');
  const [begun] = await eventsOf('second-factor.begun');
  expect(begun).toMatchObject({ subject_id: user.id, payload: {} });
  const row = await reader()
    .selectFrom('identity.users')
    .selectAll()
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow();
  expect(row.totp_pending_sealed).not.toContain(secret);
  expect((await tokenBy(server, user.email, PASSWORD)).statusCode).toBe(200); // not confirmed, not asked for

  expect((await post('/auth/totp/confirmations', { code: wrongCode(secret) })).json().errors[0].pointer).toBe(
    '/code',
  );
  expect((await post('/auth/totp/confirmations', { code: codeOf(secret) })).statusCode).toBe(204);
  expect((await meBy(server, grant.access_token)).json()).toMatchObject({ secondFactor: true });
  expect((await refreshBy(server, elsewhere.refresh_token)).json().error).toBe('invalid_grant'); // other devices are out

  const without = await tokenBy(server, user.email, PASSWORD);
  expect([without.statusCode, without.json().error]).toEqual([403, 'mfa_required']);
  expect((await tokenBy(server, user.email, 'not the password')).json().error).toBe('invalid_grant');
  expect((await tokenBy(server, user.email, PASSWORD, { code: wrongCode(secret) })).json().error).toBe(
    'invalid_grant',
  );
  await forgetCodes(user.id);
  expect((await tokenBy(server, user.email, PASSWORD, { code: codeOf(secret) })).statusCode).toBe(200);
  expect((await eventsOf('sign-in.succeeded')).at(-1)!.payload).toMatchObject({ secondFactor: true });
});

test('a code counts once, even when it comes twice at the same moment', async () => {
  const { user, secret } = await enrolled();
  expect((await tokenBy(server, user.email, PASSWORD, { code: codeOf(secret) })).json().error).toBe(
    'invalid_grant',
  ); // used to enrol
  await forgetCodes(user.id);
  const code = codeOf(secret);
  const both = await Promise.all([
    tokenBy(server, user.email, PASSWORD, { code }),
    tokenBy(server, user.email, PASSWORD, { code }),
  ]);
  expect(both.map((answer) => answer.statusCode).sort()).toEqual([200, 400]);
});

test('codes of long ago or far ahead do not fit', async () => {
  const { user, secret, post } = await enrolled();
  await forgetCodes(user.id);
  expect((await post('/auth/step-up', { code: codeOf(secret, -4) })).statusCode).toBe(422);
  expect((await post('/auth/step-up', { code: codeOf(secret, 4) })).statusCode).toBe(422);
});

test('a step-up takes the code where an app is enrolled, and acts at once', async () => {
  const { user, secret, token, post } = await enrolled();
  await reader()
    .updateTable('identity.sessions')
    .set({ stepped_up_at: null })
    .where('user_id', '=', user.id)
    .execute();
  await forgetCodes(user.id);
  expect((await post('/auth/step-up', { password: PASSWORD })).json().errors[0].pointer).toBe('/code');
  expect((await post('/auth/step-up', {})).json().errors[0].pointer).toBe('/code');
  expect((await post('/auth/step-up', { code: wrongCode(secret) })).json().errors[0].pointer).toBe('/code');
  const done = await post('/auth/step-up', { code: codeOf(secret) });
  expect(done.statusCode, done.body).toBe(200);
  expect(Date.parse(done.json().expiresAt) - Date.parse(done.json().steppedUpAt)).toBe(300_000);
  expect((await post('/auth/step-up', { code: codeOf(secret) })).statusCode).toBe(422); // the same code again
  expect((await eventsOf('session.stepped-up')).at(-1)).toMatchObject({
    subject_id: user.id,
    payload: { by: 'authenticator' },
  });
  expect((await eventsOf('step-up.failed')).at(-1)).toMatchObject({
    subject_id: user.id,
    payload: { by: 'authenticator' },
  });
  expect((await meBy(server, token)).statusCode).toBe(200);
});

test('a step-up takes the password where no app is enrolled', async () => {
  const user = await givenUser('servicing', PASSWORD);
  const post = as((await tokenBy(server, user.email, PASSWORD)).json().access_token);
  expect((await post('/auth/step-up', { code: '123456' })).json().errors[0].pointer).toBe('/password');
  expect((await post('/auth/step-up', { password: 'not the password' })).json().errors[0].pointer).toBe(
    '/password',
  );
  expect((await post('/auth/step-up', { password: PASSWORD })).statusCode).toBe(200);
});

test('guessing codes is slowed down', async () => {
  const { secret, post } = await enrolled();
  const codes: number[] = [];
  for (let n = 0; n < 8; n++)
    codes.push((await post('/auth/step-up', { code: wrongCode(secret) })).statusCode);
  expect(codes.slice(0, 5)).toEqual(Array(5).fill(422));
  expect(codes.slice(5)).toContain(429);
});

test('making an administrator asks for a step-up, which lasts five minutes', async () => {
  const person = await givenUser('manager', PASSWORD);
  const promoter = await signIn(server, 'admin', { steppedUp: false });
  const { version } = (await admin.get(`/v1/users/${person.id}`)).json();
  const promote = () => promoter.patch(`/v1/users/${person.id}`, version, { role: 'admin' });
  expect((await promote()).json().code).toBe('step_up_required');
  const at = (minutes: number) =>
    reader()
      .updateTable('identity.sessions')
      .set({ stepped_up_at: new Date(Date.now() - minutes * 60_000) })
      .where('id', '=', promoter.sessionId)
      .execute();
  await at(5.1);
  expect((await promote()).json().code).toBe('step_up_required');
  await at(4.9); // no two seconds of waiting: money and changes never trust a memory
  expect((await promote()).statusCode).toBe(200);
});

test('an app is replaced only after a step-up, and removed by an administrator with a reason', async () => {
  const { user, post, token } = await enrolled();
  await reader()
    .updateTable('identity.sessions')
    .set({ stepped_up_at: null })
    .where('user_id', '=', user.id)
    .execute();
  await new Promise((resolve) => setTimeout(resolve, 2100)); // the memory of the enrolment's own step-up
  expect((await post('/auth/totp')).json().code).toBe('step_up_required');

  const { version } = (await admin.get(`/v1/users/${user.id}`)).json();
  const remove = (body: object) =>
    admin.move(`/v1/users/${user.id}`, version, { action: 'remove_second_factor', ...body });
  expect((await remove({})).json().errors[0].pointer).toBe('/reason');
  expect((await remove({ reason: 'The telephone was lost.' })).json()).toMatchObject({ secondFactor: false });
  await vi.waitFor(async () => expect((await meBy(server, token)).statusCode).toBe(401), 5000);
  expect((await tokenBy(server, user.email, PASSWORD)).statusCode).toBe(200);
});

test('enrolling in a session that is not fresh asks for a step-up', async () => {
  const user = await signIn(server, 'servicing', { steppedUp: false });
  await reader()
    .updateTable('identity.sessions')
    .set({ created_at: new Date(Date.now() - 6 * 60_000) })
    .where('id', '=', user.sessionId)
    .execute();
  expect((await user.post('/auth/totp')).json().code).toBe('step_up_required');
});
