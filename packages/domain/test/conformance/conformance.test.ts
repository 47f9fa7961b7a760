import { describe, expect, test } from 'vitest';
import { complaints } from './outcome.ts';
import { casesOf, SUITES } from './suites.ts';

describe.each(SUITES.map((suite) => [suite.file, suite.variable, suite] as const))(
  'external cases: %s (%s)',
  (_file, _variable, suite) => {
    const cases = casesOf(suite);
    test.skipIf(cases === null)('are there', () => expect(cases?.length).toBeGreaterThan(0));
    test.each((cases ?? []).map((each) => [each.name, each] as const))('%s', (_name, each) =>
      expect(complaints(each)).toEqual([]),
    );
  },
);
