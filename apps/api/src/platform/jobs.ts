import { type Runner, run, type TaskList, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'kysely';
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

/** Starts polling as the owner of the job tables; handlers reach the database through the application's role. */
export async function startWorker(
  ownerUrl: string,
  jobs: Jobs,
  schedule: Schedule,
  log: Logger,
): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handle]) => [
      name,
      async (payload, helpers) => handle(payload, log.child({ job: name, jobId: String(helpers.job.id) })),
    ]),
  );
  return run({
    connectionString: ownerUrl,
    concurrency: 4,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList,
    crontab: schedule,
    logger: new WorkerLogger(
      () => (level, message) => level === 'error' && log.error({ message }, 'job failed'),
    ),
  });
}
