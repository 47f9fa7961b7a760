import { existsSync } from 'node:fs';

/** What one stage of `npm test` found. */
export interface Tally {
  passed: number;
  failed: string[];
  skipped: string[];
}

/** The part of vitest's JSON report that we count. */
export interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string }[];
  }[];
}

export const passed = (): Tally => ({ passed: 1, failed: [], skipped: [] });
export const failed = (name: string): Tally => ({ passed: 0, failed: [name], skipped: [] });
export const skipped = (name: string): Tally => ({ passed: 0, failed: [], skipped: [name] });

/** Counts a vitest report. A file that fails as a whole counts as one failure, as does a run that fails without saying where. */
export function tallyOf(report: VitestReport, exitCode: number | null, stage: string, root: string): Tally {
  const tally: Tally = { passed: 0, failed: [], skipped: [] };
  for (const file of report.testResults) {
    const path = file.name.startsWith(`${root}/`) ? file.name.slice(root.length + 1) : file.name;
    for (const { fullName, status } of file.assertionResults) {
      if (status === 'passed') tally.passed += 1;
      else if (status === 'failed') tally.failed.push(`${path}: ${fullName}`);
      else tally.skipped.push(`${path}: ${fullName}`);
    }
    const alone =
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
    if (alone) tally.failed.push(`${path}: ${file.message.split('\n')[0] || 'the file fails as a whole'}`);
  }
  if (exitCode !== 0 && tally.failed.length === 0) tally.failed.push(`${stage}: the run failed (see above)`);
  return tally;
}

/** Adds up all stages. Where nothing may be skipped, a skip is a failure, unless `excused` says why it may be. */
export function addUp(
  tallies: Tally[],
  { strict, excused }: { strict: boolean; excused: (name: string) => boolean },
): Tally {
  const skips = tallies.flatMap((tally) => tally.skipped);
  const forbidden = strict ? skips.filter((name) => !excused(name)) : [];
  return {
    passed: tallies.reduce((sum, tally) => sum + tally.passed, 0),
    failed: [
      ...tallies.flatMap((tally) => tally.failed),
      ...forbidden.map((name) => `${name} (skipped, which is not allowed here)`),
    ],
    skipped: skips.filter((name) => !forbidden.includes(name)),
  };
}

/** The reference folder beside the repository is not everywhere; tests that read it say so in their name, or name the variable that replaces it. */
export function isExcused(name: string, sharedFolder: string): boolean {
  return /\.\.\/shared|\([A-Z_]+_CASES\)/.test(name) && !existsSync(sharedFolder);
}

/** The closing line; `.ci/run` and people read it. */
export const closingLine = (tally: Tally): string =>
  `${tally.passed} passed, ${tally.failed.length} failed, ${tally.skipped.length} skipped`;
