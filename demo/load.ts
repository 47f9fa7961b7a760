import type { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Config } from '../apps/api/src/platform/config.ts';
import { openDatabase, useDatabase } from '../apps/api/src/platform/db.ts';
import { keepBooks } from './load-books.ts';
import { loadHalf } from './load-deals.ts';
import { meetingAt } from './meeting.ts';
import { loadPeople } from './sample-people.ts';
import { loadPlans } from './sample-plans.ts';
import type { Work } from './second-thread.ts';
import { bankLine } from './steps/lend.ts';
import { AT_ONCE, Calendar, type Common, nothingYet, World } from './world.ts';

const OWED_TO_THE_BANK_CENTS = 600_000_000;

/** A load that is cut short is begun again, so its commits need not wait for the disk. */
const UNSAFE = '-c synchronous_commit=off';

/**
 * Fills an empty book with sample data through the API itself, each act on its own day of the past: half of the deals in this
 * thread, half in `thread`, since two cores do it in little more than half the time.
 */
export async function loadSampleData(
  config: Config,
  log: Logger,
  thread: Worker,
  now = new Date(),
): Promise<void> {
  const otherHalf = new Promise<void>((done, fail) => {
    thread.on('error', fail).on('exit', () => done());
  });
  otherHalf.catch(() => {}); // told where it is awaited
  try {
    await withBook(config, log, nothingYet(), async (world) => {
      await loadCommon(world, new Date(now.getTime() - 400 * 86_400_000));
      thread.postMessage({ config, now, common: world.common } satisfies Work);
      await Promise.all([loadHalf(world, 0, now, meetingAt(thread)), otherHalf]);
      await keepBooks(world, now);
    });
  } finally {
    await thread.terminate();
  }
}

/** Lends a thread the database and the API, and takes them back when the work is done. */
export async function withBook(
  config: Config,
  log: Logger,
  common: Common,
  work: (world: World) => Promise<void>,
): Promise<void> {
  // Few connections and one plan for each statement: each connection makes its own plans, and makes the same again for new values.
  // One for each deal is enough, since no verb asks for a second while it has one.
  const database = openDatabase(
    config.databaseUrl,
    AT_ONCE,
    `${UNSAFE} -c plan_cache_mode=force_generic_plan`,
  );
  useDatabase(database);
  const world = new World(config.databaseOwnerUrl, log, common);
  try {
    await work(world);
  } finally {
    await world.close();
    await database.close();
  }
}

async function loadCommon(world: World, first: Date): Promise<void> {
  await loadPeople(world.common, first);
  world.common.planIds.push(...(await loadPlans(world, new Calendar(first))));
  world.common.bankLineId = (
    await bankLine(world.hand('servicing', new Calendar(first)), OWED_TO_THE_BANK_CENTS)
  ).id;
}
