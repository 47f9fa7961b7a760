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
  expect(readConfig({ DATABASE_URL: 'postgres://x', JWT_PRIVATE_KEY: 'pem', DATA_KEYS: KEY })).toMatchObject({
    production: false,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    trustProxy: false,
    corsOrigins: [],
    demo: false,
  });
});

test('a setting that cannot be is named with what is wrong', () => {
  expect(
    problemsOf({ DATABASE_URL: 'postgres://x', JWT_PRIVATE_KEY: 'pem', DATA_KEYS: 'short', PORT: '99999' }),
  ).toHaveLength(2);
});
