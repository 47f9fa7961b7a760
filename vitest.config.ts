import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ignored = ['**/node_modules/**', '**/dist/**'];

/** What the database of the other tests stands on is tested without it. */
const foundations = 'apps/api/src/platform/{pid-lock,embedded-postgres,migrate}.test.ts';

/** What is timed has the machine to itself. */
const alone = 'e2e/first-paint.test.ts';

/** On an empty cache vitest begins with the largest file; these take longest, whatever their size. */
const LONGEST = ['/e2e/pages.test.ts', '/e2e/deal-journey.test.ts'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = ({ moduleId }: TestSpecification) => LONGEST.some((path) => moduleId.endsWith(path));
    return [...sorted.filter(long), ...sorted.filter((file) => !long(file))];
  }
}

/** `unit` needs nothing, `api` has a PostgreSQL of its own per run, `e2e` adds a browser, `paint` a clock. */
export default defineConfig({
  test: {
    // Waiting for PostgreSQL is most of the HTTP tests' time, so both of two cores are worth a worker.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.{ts,tsx}',
            'apps/{web,inspect}/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'test/**/*.test.ts',
            foundations,
          ],
          exclude: ignored,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'api',
          // The modules of the API are loaded once per worker, not once per file; each file opens the server anew on its own database.
          isolate: false,
          include: ['apps/api/**/*.test.ts'],
          exclude: [...ignored, foundations],
          globalSetup: ['test/postgres.global.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: [...ignored, alone],
          globalSetup: ['test/postgres.global.ts'],
          // A journey waits for one thing at a time: two of them fill two cores. None is retried.
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'paint',
          include: [alone],
          globalSetup: ['test/postgres.global.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
