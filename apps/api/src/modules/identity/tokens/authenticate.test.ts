import { generateKeyPairSync } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { givenUser, type SignedIn, signIn } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { meBy, PASSWORD, refreshBy, tokenBy } from '../../../../../../test/door.ts';
import { createServer } from '../../../app/server.ts';
import { makeLog } from '../../../platform/log.ts';
import { settings } from '../settings.ts';

let server: TestApp;
/** A second process as far as memory goes: it shares the database alone. */
let other: { app: FastifyInstance };
let admin: SignedIn;
beforeAll(async () => {
  server = await startApp();
  other = { app: await createServer(server.config, makeLog('silent')) };
  admin = await signIn(server, 'admin');
});
afterAll(async () => {
  await other.app.close();
  await server.close();
});

/** Until the answer of the other process is this; fails after the five seconds that are promised. */
const within5s = (ask: () => Promise<number>, status: number) =>
  vi.waitFor(async () => expect(await ask()).toBe(status), { timeout: 5000, interval: 100 });

async function warm(role: 'design' | 'builder' = 'design') {
  const user = await givenUser(role, PASSWORD);
  const grant = (await tokenBy(server, user.email, PASSWORD)).json();
  const onOther = async () => (await meBy(other, grant.access_token)).statusCode;
  expect(await onOther()).toBe(200); // now in the other's memory
  const record = (await admin.get(`/v1/users/${user.id}`)).json();
  return { user, grant, onOther, record };
}

test('disabling a user acts on another process within five seconds', async () => {
  const { user, onOther, record } = await warm();
  expect((await admin.move(`/v1/users/${user.id}`, record.version, { action: 'disable' })).statusCode).toBe(
    200,
  );
  await within5s(onOther, 401);
});

test('signing out acts on another process within five seconds', async () => {
  const { grant, onOther } = await warm();
  await server.app.inject({ method: 'POST', url: '/auth/revoke', payload: { token: grant.refresh_token } });
  await within5s(onOther, 401);
});

test('a changed role acts within five seconds: the old token ends, a refreshed one has the new role', async () => {
  const { user, grant, onOther, record } = await warm();
  const patched = await admin.patch(`/v1/users/${user.id}`, record.version, { role: 'manager' });
  expect(patched.statusCode, patched.body).toBe(200);
  await within5s(onOther, 401);
  const next = (await refreshBy(server, grant.refresh_token)).json();
  expect(decodeJwt(next.access_token)).toMatchObject({ role: 'manager' });
  const me = await meBy(other, next.access_token);
  expect(me.json()).toMatchObject({ role: 'manager' });
  expect(me.json().permissions).not.toContain('write:projects');
});

test('a token with a changed role works at once, however fresh the memory of the old one', async () => {
  const { user, grant, record } = await warm();
  await admin.patch(`/v1/users/${user.id}`, record.version, { role: 'servicing' });
  const next = (await refreshBy(server, grant.refresh_token)).json();
  expect((await meBy(other, next.access_token)).statusCode).toBe(200);
});

test('only our own access tokens are taken', async () => {
  const { token, userId, sessionId, role } = await signIn(server, 'admin');
  const { issuer, jwk, privateKey } = settings();
  const claims = { email: 'x@example.com', role, sid: sessionId, typ: 'access' };
  const sign = (change: {
    key?: Parameters<SignJWT['sign']>[0];
    alg?: string;
    typ?: string;
    aud?: string;
    iss?: string;
    exp?: number;
    claims?: object;
  }) =>
    new SignJWT({ ...claims, ...change.claims })
      .setProtectedHeader({ alg: change.alg ?? 'ES256', kid: jwk.kid, typ: change.typ ?? 'at+jwt' })
      .setSubject(userId)
      .setIssuer(change.iss ?? issuer)
      .setAudience(change.aud ?? 'connect-api')
      .setJti('1')
      .setIssuedAt()
      .setExpirationTime(change.exp ?? Math.floor(Date.now() / 1000) + 60)
      .sign(change.key ?? privateKey);
  expect((await meBy(server, await sign({}))).statusCode).toBe(200); // the forge works, so the refusals below mean something

  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const [header = '', body = '', signature = ''] = token.split('.');
  const altered = Buffer.from(
    JSON.stringify({ ...decodeJwt(token), role: 'admin', sub: admin.userId }),
  ).toString('base64url');
  const refused = {
    'another key': await sign({ key: stranger }),
    'a symmetric key': await sign({
      alg: 'HS256',
      key: new TextEncoder().encode(JSON.stringify(jwk).padEnd(64)),
    }),
    'no signature': new UnsecuredJWT(claims)
      .setSubject(userId)
      .setIssuer(issuer)
      .setAudience('connect-api')
      .setExpirationTime('1m')
      .encode(),
    'another type': await sign({ typ: 'JWT' }),
    'another use': await sign({ claims: { typ: 'refresh' } }),
    'another audience': await sign({ aud: 'elsewhere' }),
    'another issuer': await sign({ iss: 'https://evil.example' }),
    'past its time': await sign({ exp: Math.floor(Date.now() / 1000) - 1 }),
    'no session': await sign({ claims: { sid: undefined } }),
    'an unknown session': await sign({ claims: { sid: '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11' } }),
    altered: `${header}.${altered}.${signature}`,
    'cut off': `${header}.${body}.`,
    rubbish: 'rubbish',
  };
  for (const [what, forged] of Object.entries(refused)) {
    const answer = await meBy(server, forged);
    expect([what, answer.statusCode]).toEqual([what, 401]);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  }
  expect((await server.app.inject('/auth/me')).statusCode).toBe(401);
});

test('a remembered token is refused once its time is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const user = await signIn(server, 'manager');
    expect((await user.get('/auth/me')).statusCode).toBe(200);
    vi.setSystemTime(Date.now() + 14 * 60_000);
    expect((await user.get('/auth/me')).statusCode).toBe(200);
    vi.setSystemTime(Date.now() + 2 * 60_000);
    expect((await user.get('/auth/me')).statusCode).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});
