import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { complaints } from './outcome.ts';
import { casesOf, SUITES } from './suites.ts';

const PAGE = readFileSync(resolve(import.meta.dirname, '../../../../docs/conformance.md'), 'utf8');

describe.each(SUITES.map((suite) => [suite.file, suite.variable, suite] as const))(
  'external cases: %s (%s)',
  (_file, _variable, suite) => {
    const cases = casesOf(suite);
    test.skipIf(cases === null)('are there', () => expect(cases?.length).toBeGreaterThan(0));
    const usual = cases !== null && !process.env[suite.variable];
    test.skipIf(!usual)('are all on the page, deviations with their reasons', () => {
      for (const { name, listedAs = name, deviation = listedAs } of cases ?? []) {
        expect(PAGE).toContain(`| ${listedAs} |`);
        expect(PAGE).toContain(deviation);
      }
    });
    test.each((cases ?? []).map((each) => [each.name, each] as const))('%s', (_name, each) =>
      expect(complaints(each)).toEqual([]),
    );
  },
);
