import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventsOf, givenUser } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { meBy, PASSWORD, refreshBy, tokenBy } from '../../../../../../test/door.ts';
import { reader } from '../../../platform/db.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

async function signedIn() {
  const user = await givenUser('builder', PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  return { user, grant, sessionId: decodeJwt(grant.access_token).sid as string };
}

/** As if the exchange had happened this many seconds earlier. */
const backdateRotations = (sessionId: string, seconds: number) =>
  reader()
    .updateTable('identity.refresh_tokens')
    .set({ rotated_at: new Date(Date.now() - seconds * 1000) })
    .where('session_id', '=', sessionId)
    .where('rotated_at', 'is not', null)
    .execute();

test('twenty tabs that refresh at once all stay signed in, on the same family', async () => {
  const { grant, sessionId } = await signedIn();
  const answers = await Promise.all(Array.from({ length: 20 }, () => refreshBy(server, grant.refresh_token)));
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(20).fill(200));
  const grants = answers.map((answer) => answer.json());
  expect(new Set(grants.map((each) => each.refresh_token)).size).toBe(1);
  expect(grants[0].refresh_token).not.toBe(grant.refresh_token);
  for (const each of grants) {
    expect(decodeJwt(each.access_token).sid).toBe(sessionId);
    expect((await meBy(server, each.access_token)).statusCode).toBe(200);
  }
  const next = await refreshBy(server, grants[7].refresh_token);
  expect(next.statusCode).toBe(200);
});

test('within ten seconds the previous token still works', async () => {
  const { grant, sessionId } = await signedIn();
  const first = (await refreshBy(server, grant.refresh_token)).json();
  await backdateRotations(sessionId, 9);
  const second = await refreshBy(server, grant.refresh_token);
  expect(second.json().refresh_token).toBe(first.refresh_token);
});

test('a replay after ten seconds ends the whole family, and leaves a trace', async () => {
  const { grant, sessionId, user } = await signedIn();
  const stolen = grant.refresh_token;
  const current = (await refreshBy(server, stolen)).json();
  await backdateRotations(sessionId, 11);
  const replay = await refreshBy(server, stolen);
  expect([replay.statusCode, replay.json().error]).toEqual([400, 'invalid_grant']);
  expect((await refreshBy(server, current.refresh_token)).json().error).toBe('invalid_grant');
  expect((await meBy(server, current.access_token)).statusCode).toBe(401);
  const events = await eventsOf('session.revoked');
  expect(events.at(-1)).toMatchObject({
    subject_id: user.id,
    payload: { sessionId, reason: 'replay of an exchanged token' },
  });
});

test('a replay ends one family, not the user’s other devices', async () => {
  const { grant, sessionId, user } = await signedIn();
  const elsewhere = (await tokenBy(server, user.email, PASSWORD)).json();
  await refreshBy(server, grant.refresh_token);
  await backdateRotations(sessionId, 60);
  await refreshBy(server, grant.refresh_token);
  expect((await refreshBy(server, elsewhere.refresh_token)).statusCode).toBe(200);
});

test('a token that was not used for twelve hours, or a session of seven days, has ended', async () => {
  for (const table of ['identity.refresh_tokens', 'identity.sessions'] as const) {
    const { grant, sessionId } = await signedIn();
    const past = new Date(Date.now() - 1000);
    if (table === 'identity.sessions')
      await reader().updateTable(table).set({ expires_at: past }).where('id', '=', sessionId).execute();
    else
      await reader()
        .updateTable(table)
        .set({ expires_at: past })
        .where('session_id', '=', sessionId)
        .execute();
    expect((await refreshBy(server, grant.refresh_token)).json().error).toBe('invalid_grant');
  }
});

test('refreshing never outlives the session', async () => {
  const { grant, sessionId } = await signedIn();
  const end = new Date(Date.now() + 60_000);
  await reader()
    .updateTable('identity.sessions')
    .set({ expires_at: end })
    .where('id', '=', sessionId)
    .execute();
  expect((await refreshBy(server, grant.refresh_token)).json().refresh_expires_in).toBeLessThanOrEqual(60);
});

test('a disabled user cannot refresh', async () => {
  const { grant, user } = await signedIn();
  await reader()
    .updateTable('identity.users')
    .set({ status: 'disabled' })
    .where('id', '=', user.id)
    .execute();
  expect((await refreshBy(server, grant.refresh_token)).json().error).toBe('invalid_grant');
});
