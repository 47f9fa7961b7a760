import { Logger, runOnce, type TaskList } from 'graphile-worker';
import { jobs } from '../apps/api/src/app/jobs.ts';
import { makeLog } from '../apps/api/src/platform/log.ts';

/** Works off every due job, as the worker would, and returns when the queue is empty. */
export async function run(ownerUrl: string): Promise<void> {
  const log = makeLog('silent');
  const taskList: TaskList = Object.fromEntries(
    Object.entries(jobs).map(([name, handle]) => [name, (payload) => handle(payload, log)]),
  );
  await runOnce({
    connectionString: ownerUrl,
    taskList,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  });
}
