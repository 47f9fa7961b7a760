import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenUser } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { PASSWORD, refreshBy, tokenBy } from '../../../../../test/door.ts';
import { reader } from '../../platform/db.ts';
import { identityJobs, identitySchedule } from './index.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const count = async (table: 'sessions' | 'refresh_tokens' | 'links' | 'throttle' | 'known_addresses') =>
  Number(
    (
      await reader()
        .selectFrom(`identity.${table}`)
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

test('the daily job removes what ended long ago and nothing that still counts', async () => {
  const user = await givenUser('agent', PASSWORD);
  const old = (await tokenBy(server, user.email, PASSWORD)).json();
  await reader()
    .updateTable('identity.sessions')
    .set({ expires_at: ago(91), revoked_at: ago(92) })
    .execute();
  await reader()
    .updateTable('identity.known_addresses')
    .set({ last_seen_at: ago(91) })
    .execute();
  await tokenBy(server, user.email, 'not the password');
  await reader()
    .updateTable('identity.throttle')
    .set({ last_at: ago(3), blocked_until: ago(3) })
    .execute();
  await reader()
    .insertInto('identity.links')
    .values({ hash: 'x', purpose: 'reset', user_id: user.id, created_at: ago(32), expires_at: ago(31) })
    .execute();
  const fresh = (await tokenBy(server, user.email, PASSWORD, {}, { ip: '10.0.0.9' })).json();
  await tokenBy(server, user.email, 'not the password', {}, { ip: '10.0.0.9' });

  const counters = await count('throttle');

  await identityJobs.forget_expired_sign_ins();

  expect([await count('sessions'), await count('refresh_tokens'), await count('links')]).toEqual([1, 1, 0]);
  expect([await count('known_addresses'), await count('throttle')]).toEqual([1, counters - 2]); // the first address, alone and with the account
  expect((await refreshBy(server, fresh.refresh_token)).statusCode).toBe(200);
  expect((await refreshBy(server, old.refresh_token)).json().error).toBe('invalid_grant');
});

test('every line of the schedule names a job', () => {
  for (const line of identitySchedule) expect(Object.keys(identityJobs)).toContain(line.split(' ').at(-1));
});
