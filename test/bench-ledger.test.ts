import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** The benchmark at a tiny size, so that it goes on working; its figures say nothing here. */

const ROOT = join(import.meta.dirname, '..');
const TINY = {
  BENCH_LOANS: '4',
  BENCH_LINES: '400',
  BENCH_POSTINGS: '6',
  BENCH_TRIES: '2',
  BENCH_SECONDS: '0.02',
};

test('the ledger’s benchmark measures everything beside a floor', { timeout: 180_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(ROOT, 'bench/ledger.ts')], {
    cwd: ROOT,
    env: { ...process.env, ...TINY },
  });
  const report = JSON.parse(stdout);
  expect(report.machine).toMatchObject({ cores: expect.any(Number), postgres: expect.any(String) });
  expect(report.sizes).toMatchObject({ loans: 4, lines: 400 });
  const measured = [
    'projections',
    'balanceOfALoan',
    'balancesOfTheBook',
    'postings',
    'backdatedPayment',
    'accrualOfADay',
    'accrualOfAMonth',
  ];
  for (const name of measured) {
    const { what, floor, ratio } = report[name];
    expect([name, typeof what, typeof floor.what, typeof ratio]).toEqual([
      name,
      'string',
      'string',
      'number',
    ]);
  }
  expect(report.postings.postings).toBe(6);
  expect(report.backdatedPayment.postings).toBeGreaterThan(2 * 90);
  expect(report.accrualOfADay).toMatchObject({ loans: 4, failed: 0, postings: 4 });
  expect(report.accrualOfAMonth).toMatchObject({ loans: 4, failed: 0, postings: 4 * 30 });
});
