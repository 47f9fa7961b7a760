import { decodeJwt } from 'jose';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenUser, signIn } from '../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../test/app.ts';
import { meBy, PASSWORD, postTo, tokenBy } from '../../../../../test/door.ts';

let server: TestApp;
beforeAll(async () => {
  server = await startApp({
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://connect.example.com',
    REDIS_URL: 'redis://not-used.example.com',
  });
});
afterAll(() => server.close());

test('in production staff without an authenticator app can do nothing but enrol one', async () => {
  const user = await givenUser('admin', PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  expect(grant.mfa_enrolment_required).toBe(true);
  expect(decodeJwt(grant.access_token)).toMatchObject({ permissions: [], mfa_enrolment_required: true });
  expect((await meBy(server, grant.access_token)).json()).toMatchObject({
    mfaEnrolmentRequired: true,
    permissions: [],
  });
  const headers = { authorization: `Bearer ${grant.access_token}` };
  const users = () => server.app.inject({ url: '/v1/users', headers });
  expect((await users()).json()).toMatchObject({ status: 403, code: 'mfa_enrolment_required' });
  const invite = await postTo(
    server,
    '/auth/invitations',
    { email: 'x@example.com', displayName: 'X', role: 'admin' },
    { headers },
  );
  expect(invite.json().code).toBe('mfa_enrolment_required');

  const { secret } = (await postTo(server, '/auth/totp', {}, { headers })).json();
  const code = generateSync({ secret });
  expect((await postTo(server, '/auth/totp/confirmations', { code }, { headers })).statusCode).toBe(204);
  expect((await users()).statusCode).toBe(200); // at once
});

test('partners come without', async () => {
  const user = await givenUser('builder', PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  expect(grant.mfa_enrolment_required).toBeUndefined();
  expect((await meBy(server, grant.access_token)).json()).toMatchObject({ mfaEnrolmentRequired: false });
});

test('a page of localhost is a stranger in production', async () => {
  const user = await signIn(server, 'agent');
  const answer = await postTo(
    server,
    '/auth/token',
    { grant_type: 'refresh_token' },
    {
      headers: {
        cookie: '__Host-connect-refresh=anything',
        origin: 'https://evil.example',
        authorization: `Bearer ${user.token}`,
      },
    },
  );
  expect(answer.json().code).toBe('foreign_origin');
});
