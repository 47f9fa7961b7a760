import { redisState } from '../integrations/cache/cache.ts';
import { pool } from '../platform/db.ts';

export const VERSION = '1.0.0';
const PATIENCE_MS = 2000;

let stopping = false;

/** From now on the process is not ready: load balancers send no more work while it finishes what it has. */
export function markStopping(value = true): void {
  stopping = value;
}

/** The answer of GET /health, exactly as the architecture has it. */
export async function health() {
  const [database, redis] = await Promise.all([databaseAnswers(), redisState()]);
  const healthy = database && redis !== 'disconnected';
  return {
    status: healthy ? ('healthy' as const) : ('unhealthy' as const),
    database: database ? ('connected' as const) : ('disconnected' as const),
    redis,
    version: VERSION,
  };
}

export const isReady = async (): Promise<boolean> => !stopping && (await databaseAnswers());

async function databaseAnswers(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  const asked = pool()
    .query('select 1')
    .then(
      () => true,
      () => false,
    );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
