import { parentPort, workerData } from 'node:worker_threads';
import { open } from '../apps/api/src/app/main.ts';
import type { Config } from '../apps/api/src/platform/config.ts';
import { makeLog } from '../apps/api/src/platform/log.ts';
import { withBook } from './load.ts';
import { loadHalf } from './load-deals.ts';
import { meetingAt } from './meeting.ts';
import type { Common } from './world.ts';

const { config, now } = workerData as { config: Config; now: Date };

/** The second half of the sample book, begun when the first thread says what all deals share. */
parentPort?.once('message', async (common: Common) => {
  const meet = meetingAt(parentPort!);
  open(config);
  await withBook(config, makeLog(config.logLevel), common, (world) => loadHalf(world, 1, now, meet));
  parentPort?.close();
});
