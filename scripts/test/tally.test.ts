import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { addUp, closingLine, failed, isExcused, passed, skipped, tallyOf } from './tally.ts';

const file = (name: string, statuses: string[], status = 'passed', message = '') => ({
  name: `/repo/${name}`,
  status,
  message,
  assertionResults: statuses.map((each, i) => ({ fullName: `case ${i}`, status: each })),
});

test('counts cases one by one and names what failed or was skipped', () => {
  const report = {
    testResults: [
      file('a.test.ts', ['passed', 'failed', 'skipped', 'todo'], 'failed'),
      file('b.test.ts', ['passed']),
    ],
  };
  expect(tallyOf(report, 1, 'Unit', '/repo')).toEqual({
    passed: 2,
    failed: ['a.test.ts: case 1'],
    skipped: ['a.test.ts: case 2', 'a.test.ts: case 3'],
  });
});

test('a file that does not load is a failure, and so is a run that fails without a failing case', () => {
  expect(
    tallyOf({ testResults: [file('c.test.ts', [], 'failed', 'boom\n at x')] }, 1, 'Unit', '/repo').failed,
  ).toEqual(['c.test.ts: boom']);
  expect(tallyOf({ testResults: [file('d.test.ts', ['passed'])] }, 1, 'Unit', '/repo').failed).toEqual([
    'Unit: the run failed (see above)',
  ]);
  expect(tallyOf({ testResults: [file('d.test.ts', ['passed'])] }, 0, 'Unit', '/repo').failed).toEqual([]);
});

test('where nothing may be skipped a skip is a failure, unless excused', () => {
  const tallies = [passed(), failed('Tidy'), skipped('Redis'), skipped('cases of ../shared/finance')];
  const excused = (name: string) => name.includes('../shared');
  expect(closingLine(addUp(tallies, { strict: false, excused }))).toBe('1 passed, 1 failed, 2 skipped');
  const strict = addUp(tallies, { strict: true, excused });
  expect(closingLine(strict)).toBe('1 passed, 2 failed, 1 skipped');
  expect(strict.failed).toContain('Redis (skipped, which is not allowed here)');
});

test('only tests of the reference folder are excused, and only where it is absent', () => {
  expect(isExcused('irr.test.ts: external cases (IRR_CASES) XIRR 3', '/nowhere/shared')).toBe(true);
  expect(isExcused('irr.test.ts: external cases (IRR_CASES) XIRR 3', tmpdir())).toBe(false);
  expect(isExcused('cache.test.ts: over Redis', '/nowhere/shared')).toBe(false);
});
