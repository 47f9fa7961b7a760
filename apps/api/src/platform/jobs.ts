import { run, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Tx } from './db.ts';

/** A job handler: gets the payload it was enqueued with. Throwing makes the worker try again later, eight times. */
export type JobHandler = (payload: unknown, log: Logger) => Promise<void>;
export type Jobs = Record<string, JobHandler>;

export interface JobOptions {
  /** One job per key: enqueueing again replaces what has not started. */
  key?: string;
  runAt?: Date;
  /** Jobs of one queue run one after another. */
  queue?: string;
}

/** Enqueues in the caller's transaction: the job exists exactly when the effect does. */
export async function enqueue(
  tx: Tx,
  task: string,
  payload: object,
  options: JobOptions = {},
): Promise<void> {
  const { key = null, runAt = null, queue = null } = options;
  await sql`select platform.enqueue(${task}, ${JSON.stringify(payload)}::json, ${key}, ${runAt}, ${queue})`.execute(
    tx,
  );
}

/** `minute hour day month weekday task`, in UTC, one line each (graphile-worker's crontab). */
export type Schedule = string;

/** Connections to the jobs. One that is lost is told to who asks it next, and to nobody else. */
export function queuePool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options);
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const JOBS_AT_ONCE = 4;
/** Beside those of the jobs: one that listens, one that keeps the clock. */
const CONNECTIONS = JOBS_AT_ONCE + 2;

/** Starts polling as the owner of the job tables; handlers reach the database through the application's role. */
export async function startWorker(
  ownerUrl: string,
  jobs: Jobs,
  schedule: Schedule,
  log: Logger,
): Promise<{ stop(): Promise<void> }> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handle]) => [
      name,
      async (payload, helpers) => handle(payload, log.child({ job: name, jobId: String(helpers.job.id) })),
    ]),
  );
  const pgPool = queuePool({ connectionString: ownerUrl, max: CONNECTIONS });
  const runner = await run({
    pgPool,
    concurrency: JOBS_AT_ONCE,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    crontab: schedule,
    logger: new WorkerLogger(
      () => (level, message) => level === 'error' && log.error({ message }, 'job failed'),
    ),
  });
  return {
    async stop() {
      await runner.stop();
      await pgPool.end(); // a database that is stopped next would cut connections off, which is an error
    },
  };
}
