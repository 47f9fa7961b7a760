import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenUser } from '../../../../../../test/actors.ts';
import { startApp, type TestApp } from '../../../../../../test/app.ts';
import { PASSWORD, postTo, tokenBy, tokenOf } from '../../../../../../test/door.ts';
import { reader } from '../../../platform/db.ts';
import { sha256 } from '../../../platform/seal.ts';
import { type LinkMessage, useLinkSender } from '../index.ts';
import { networkOf } from './throttle.ts';

let server: TestApp;
const sent: LinkMessage[] = [];
beforeAll(async () => {
  server = await startApp();
  useLinkSender(async (_, message) => {
    sent.push(message);
  });
});
afterAll(() => server.close());

const guess = (email: string, ip: string, password = 'not the password') =>
  tokenBy(server, email, password, {}, { ip });

/** As if everybody had waited: what is blocked is open again, the counts stay. */
const waitOut = () =>
  reader()
    .updateTable('identity.throttle')
    .set({ blocked_until: new Date(0) })
    .execute();

test('guessing at one account is slowed down, more and more, and never for good', async () => {
  const user = await givenUser('agent', PASSWORD);
  const codes: number[] = [];
  for (let n = 0; n < 6; n++) codes.push((await guess(user.email, '10.2.0.1')).statusCode);
  expect(codes).toEqual([400, 400, 400, 400, 400, 429]);

  const right = await guess(user.email, '10.2.0.1', PASSWORD);
  expect(right.statusCode).toBe(429); // while it waits, even the right password does not tell that it is right
  expect(right.json()).toMatchObject({ code: 'too_many_attempts' });
  expect(Number(right.headers['retry-after'])).toBeGreaterThan(0);

  const delays: number[] = [];
  for (let n = 0; n < 14; n++) {
    await waitOut();
    await guess(user.email, '10.2.0.1');
    delays.push(Number((await guess(user.email, '10.2.0.1')).headers['retry-after']));
  }
  expect(delays.slice(0, 4)).toEqual([2, 4, 8, 16]);
  expect(Math.max(...delays)).toBe(900);

  await waitOut();
  expect((await guess(user.email, '10.2.0.1', PASSWORD)).statusCode).toBe(200);
  expect((await guess(user.email, '10.2.0.1')).statusCode).toBe(400); // a success starts the count anew
});

test('an unknown account is slowed down just the same', async () => {
  const codes: number[] = [];
  for (let n = 0; n < 6; n++) codes.push((await guess('nobody@example.com', '10.2.0.2')).statusCode);
  expect(codes).toEqual([400, 400, 400, 400, 400, 429]);
});

test('guesses sent all at once are counted, too', async () => {
  const user = await givenUser('agent', PASSWORD);
  const answers = await Promise.all(Array.from({ length: 30 }, () => guess(user.email, '10.2.0.3')));
  const tried = answers.filter((answer) => answer.statusCode === 400).length;
  expect(tried).toBeLessThanOrEqual(5);
  expect(answers.filter((answer) => answer.statusCode === 429)).toHaveLength(30 - tried);
});

test('right sign-ins all at once are not taken for guessing', async () => {
  const user = await givenUser('agent', PASSWORD);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => guess(user.email, '10.2.0.4', PASSWORD)),
  );
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(20).fill(200));
});

test('strangers guessing from everywhere cannot keep a user out of where they signed in before', async () => {
  const user = await givenUser('agent', PASSWORD);
  expect((await guess(user.email, '10.3.0.1', PASSWORD)).statusCode).toBe(200);
  for (let n = 0; n < 25; n++) await guess(user.email, `10.4.0.${n}`);
  expect((await guess(user.email, '10.5.0.1', PASSWORD)).statusCode).toBe(429); // a new place waits, at most a minute
  expect(Number((await guess(user.email, '10.5.0.1')).headers['retry-after'])).toBeLessThanOrEqual(60);
  expect((await guess(user.email, '10.3.0.1', PASSWORD)).statusCode).toBe(200);
});

test('a reset link opens the door from a new place while strangers still guess', async () => {
  const user = await givenUser('agent', PASSWORD);
  for (let n = 0; n < 25; n++) await guess(user.email, `10.6.0.${n}`);
  expect((await guess(user.email, '10.7.0.1', PASSWORD)).statusCode).toBe(429);
  await postTo(server, '/auth/password/reset-requests', { email: user.email }, { ip: '10.7.0.1' });
  const token = tokenOf(sent.at(-1)!.url);
  const password = 'another ladder under rain';
  expect(
    (await postTo(server, '/auth/password/resets', { token, password }, { ip: '10.7.0.1' })).statusCode,
  ).toBe(204);
  for (let n = 0; n < 25; n++) await guess(user.email, `10.8.0.${n}`);
  expect((await guess(user.email, '10.7.0.1', password)).statusCode).toBe(200);
});

test('one address trying many accounts is slowed down, but not for those it is known for', async () => {
  const user = await givenUser('agent', PASSWORD);
  expect((await guess(user.email, '10.9.0.1', PASSWORD)).statusCode).toBe(200);
  const codes: number[] = [];
  for (let n = 0; n < 32; n++) codes.push((await guess(`nobody-${n}@example.com`, '10.9.0.1')).statusCode);
  expect(codes.slice(0, 30)).toEqual(Array(30).fill(400));
  expect(codes.slice(30)).toContain(429);
  expect((await guess(user.email, '10.9.0.1', PASSWORD)).statusCode).toBe(200);
});

test('the counters keep no address of anybody', async () => {
  const rows = await reader().selectFrom('identity.throttle').select('key').execute();
  expect(rows.length).toBeGreaterThan(0);
  for (const { key } of rows) expect(key).toMatch(new RegExp(`^\\w+:[0-9a-f]{${sha256('').length}}$`));
});

describe('networkOf', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    [null, 'unknown'],
  ])('%s is %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
