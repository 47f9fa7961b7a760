import { parentPort } from 'node:worker_threads';
import { open } from '../apps/api/src/app/main.ts';
import { makeLog } from '../apps/api/src/platform/log.ts';
import { withBook } from './load.ts';
import { loadHalf } from './load-deals.ts';
import { meetingAt } from './meeting.ts';
import type { Work } from './second-thread.ts';

parentPort?.once('message', async ({ config, now, common }: Work) => {
  const meet = meetingAt(parentPort!);
  open(config);
  await withBook(config, makeLog(config.logLevel), common, (world) => loadHalf(world, 1, now, meet));
  parentPort?.close();
});
