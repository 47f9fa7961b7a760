import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { type ConfigError, readConfig } from './config.ts';

const problemsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
};

const KEY = `k1:${Buffer.alloc(32).toString('base64')}`;
const pemOf = (namedCurve: string): string =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const GOOD = { DATABASE_URL: 'postgres://x', JWT_PRIVATE_KEY: pemOf('P-256'), DATA_KEYS: KEY };

test('production names everything that is missing or refused, each once', () => {
  const problems = problemsOf({
    NODE_ENV: 'production',
    CONNECT_DEMO: 'true',
    CONNECT_SECRETS: 'generated',
    PUBLIC_URL: 'http://connect.example.com',
  });
  const names = problems.map((line) => line.split(':')[0]);
  expect(names).toEqual(
    expect.arrayContaining([
      'DATABASE_URL',
      'DATABASE_OWNER_URL',
      'JWT_PRIVATE_KEY',
      'DATA_KEYS',
      'REDIS_URL',
      'CONNECT_DEMO',
      'PUBLIC_URL',
    ]),
  );
  expect(new Set(names).size).toBe(names.length);
});

test('development needs a database and keys, and falls back to nothing secret', () => {
  expect(problemsOf({}).map((line) => line.split(':')[0])).toEqual([
    'DATABASE_URL',
    'JWT_PRIVATE_KEY',
    'DATA_KEYS',
  ]);
  expect(readConfig(GOOD)).toMatchObject({
    production: false,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    trustProxy: false,
    corsOrigins: [],
    demo: false,
  });
});

test('settings that cannot be are named together, each with what is wrong', () => {
  expect(
    problemsOf({
      ...GOOD,
      JWT_PRIVATE_KEY: 'pem',
      DATA_KEYS: 'short',
      PORT: '99999',
      BOOK_TIME_ZONE: 'America/Nowhere',
    }).map((line) => line.split(':')[0]),
  ).toEqual(['PORT', 'BOOK_TIME_ZONE', 'JWT_PRIVATE_KEY', 'DATA_KEYS']);
});

test('a key signs or encrypts, or is refused before anything is signed or encrypted with it', () => {
  const named = (more: object) => problemsOf({ ...GOOD, ...more }).map((line) => line.split(':')[0]);
  const bytes = (n: number) => Buffer.alloc(n).toString('base64');
  expect(named({ JWT_PRIVATE_KEY: pemOf('P-384') })).toEqual(['JWT_PRIVATE_KEY']);
  expect(named({ JWT_PRIVATE_KEY: GOOD.JWT_PRIVATE_KEY.replaceAll('\n', '\\n') })).toEqual([]);
  for (const n of [31, 33]) expect(named({ DATA_KEYS: `k1:${bytes(n)}` })).toEqual(['DATA_KEYS']);
  expect(named({ DATA_KEYS: `${KEY},old:${bytes(33)}` })).toEqual(['DATA_KEYS']);
  expect(named({ DATA_KEYS: `${KEY},old:${bytes(32)}` })).toEqual([]);
});
