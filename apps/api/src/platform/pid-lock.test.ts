import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LockedError, lockHolder, takeLock } from './pid-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'pid-lock-'));
const path = join(folder, 'lock');
afterAll(() => rmSync(folder, { recursive: true }));

test('one holder at a time, until it lets go', () => {
  const release = takeLock(path);
  expect(() => takeLock(path)).toThrow(LockedError);
  expect(lockHolder(path)).toBe(process.pid);
  release();
  expect(existsSync(path)).toBe(false);
  takeLock(path)();
});

test('a lock of a process that is gone is taken over', () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  writeFileSync(path, `${gone} 123\n`);
  const release = takeLock(path);
  expect(lockHolder(path)).toBe(process.pid);
  release();
});

test.runIf(process.platform === 'linux')(
  'a pid that another program bears by now does not hold the lock',
  () => {
    writeFileSync(path, `${process.pid} 1\n`); // we did not start one tick after boot
    expect(lockHolder(path)).toBeUndefined();
    takeLock(path)();
  },
);

test('an empty or garbled lock is taken over, and nothing is left beside it', () => {
  for (const content of ['', 'x\n', '-1 2\n']) {
    writeFileSync(path, content);
    takeLock(path)();
  }
  expect(readdirSync(folder)).toEqual([]);
});
