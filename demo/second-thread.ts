import { Worker } from 'node:worker_threads';
import type { Config } from '../apps/api/src/platform/config.ts';
import type { Common } from './world.ts';

/** What the first thread says when the second half may begin. */
export interface Work {
  config: Config;
  now: Date;
  /** What all deals share. */
  common: Common;
}

/**
 * The loader's second thread. It reads its code and then waits to be told of its work: begun while the database is being made, it
 * is ready when that is.
 */
export const startSecondThread = (): Worker =>
  new Worker(new URL('load-thread.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
