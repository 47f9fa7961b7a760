import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../apps/api/src/platform/config.ts';
import { openDataFolder, resetDataFolder, secretsFor } from './data-folder.ts';
import { greet } from './greeting.ts';

let parent: string;
let path: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'start-'));
  path = join(parent, 'data');
});
afterEach(() => rmSync(parent, { recursive: true }));

describe('data folder', () => {
  test('keeps to what it was begun with', () => {
    expect(openDataFolder(path, { demo: false }).demo).toBe(false);
    expect(openDataFolder(path, { demo: true }).demo).toBe(false);
  });

  test('generates secrets once, for their owner alone, that the program accepts', () => {
    const folder = openDataFolder(path, { demo: true });
    const secrets = secretsFor({}, folder);
    expect(secretsFor({}, folder)).toEqual(secrets);
    expect(statSync(join(path, 'secrets.json')).mode & 0o077).toBe(0);
    expect(() => readConfig({ DATABASE_URL: 'x', ...secrets })).not.toThrow();
    expect(() => readConfig({ DATABASE_URL: 'x', NODE_ENV: 'production', ...secrets })).toThrow(
      /generated secrets are refused/,
    );
  });

  test('leaves secrets of the environment alone', () => {
    const folder = openDataFolder(path, { demo: true });
    expect(secretsFor({ JWT_PRIVATE_KEY: 'mine', DATA_KEYS: 'mine' }, folder)).toEqual({});
    expect(existsSync(join(path, 'secrets.json'))).toBe(false);
    expect(Object.keys(secretsFor({ DATA_KEYS: 'mine' }, folder)).sort()).toEqual([
      'CONNECT_SECRETS',
      'JWT_PRIVATE_KEY',
    ]);
  });

  test('never makes new keys for data that old ones encrypted', () => {
    const folder = openDataFolder(path, { demo: true });
    mkdirSync(join(path, 'postgres'));
    expect(() => secretsFor({}, folder)).toThrow('secrets.json is gone');
  });

  test('is reset when it is ours', async () => {
    secretsFor({}, openDataFolder(path, { demo: true }));
    mkdirSync(join(path, 'files'));
    await resetDataFolder(path);
    expect(openDataFolder(path, { demo: false }).demo).toBe(false);
    expect(existsSync(join(path, 'files')) || existsSync(join(path, 'secrets.json'))).toBe(false);
  });

  test('is not reset when it held other files before', async () => {
    mkdirSync(path);
    writeFileSync(join(path, 'mine.txt'), 'mine');
    await expect(resetDataFolder(path)).rejects.toThrow('npm start did not make');
    openDataFolder(path, { demo: true });
    await expect(resetDataFolder(path)).rejects.toThrow('npm start did not make');
    expect(readFileSync(join(path, 'mine.txt'), 'utf8')).toBe('mine');
  });
});

describe('greeting', () => {
  const common = { url: 'http://localhost:3000', seconds: 2.34, dataDir: '.connect' };

  test('tells where to go and who to be', () => {
    const signIns = [
      { role: 'admin', email: 'admin@example.com', password: 'sample' },
      { role: 'acquisitions', email: 'ada@example.com', password: 'sample' },
    ];
    const text = greet({ ...common, signIns });
    expect(text).toContain('ready after 2.3 s');
    expect(text).toContain('  Inspections         http://localhost:3000/inspect/\n');
    expect(text).toContain(
      'Sign in as (password of all: sample)\n\n  admin          admin@example.com\n  acquisitions   ada@example.com\n',
    );
  });

  test('gives each its own password where they differ, and the one-time link of an empty book', () => {
    const signIns = [
      { role: 'admin', email: 'a@example.com', password: 'one' },
      { role: 'agent', email: 'b@example.com', password: 'two' },
    ];
    expect(greet({ ...common, signIns })).toContain('  agent   b@example.com   two\n');
    expect(greet({ ...common, setupLink: 'http://localhost:3000/setup/x' })).toContain(
      '\n  http://localhost:3000/setup/x\n',
    );
  });
});
