import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const ignored = ['**/node_modules/**', '**/dist/**'];

/** What the database of the other tests stands on is tested without it. */
const foundations = 'apps/api/src/platform/{pid-lock,embedded-postgres,migrate}.test.ts';

/** `unit` needs nothing, `api` has a PostgreSQL of its own per run, `e2e` adds a browser. */
export default defineConfig({
  test: {
    // Waiting for PostgreSQL is most of the HTTP tests' time, so both of two cores are worth a worker.
    maxWorkers: Math.max(2, availableParallelism() - 1),
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
          exclude: ignored,
          globalSetup: ['test/postgres.global.ts'],
          // Journeys share two cores with a server, a worker and a browser: one at a time, and none is retried.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
