import { setImmediate as soon } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

function counting() {
  const shared = coalesce<number>();
  const open: (() => void)[] = [];
  let runs = 0;
  const ask = (key = 'a') =>
    shared(key, async () => {
      const mine = ++runs;
      await new Promise<void>((done) => open.push(done));
      return mine;
    });
  return { ask, finish: () => open.shift()!(), runs: () => runs };
}

test('whoever asks while it runs shares the next run, and none runs beside it', async () => {
  const { ask, finish, runs } = counting();
  const first = ask();
  const late = [ask(), ask(), ask()];
  expect(runs()).toBe(1);
  finish();
  expect(await first).toBe(1);
  await soon();
  expect(runs()).toBe(2);
  const later = ask(); // the second run has begun: its answer may be from before this was asked
  finish();
  expect(await Promise.all(late)).toEqual([2, 2, 2]);
  await soon();
  finish();
  expect(await later).toBe(3);
});

test('a run that fails fails those who shared it, not those after', async () => {
  const shared = coalesce<string>();
  const failing = shared('a', async () => Promise.reject(new Error('no')));
  const next = shared('a', async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

test('other questions do not wait', async () => {
  const { ask, finish, runs } = counting();
  const both = [ask('a'), ask('b')];
  expect(runs()).toBe(2);
  finish();
  finish();
  expect(await Promise.all(both)).toEqual([1, 2]);
});
