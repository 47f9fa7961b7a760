import { ROLES } from '@connect/domain/permissions';
import type { Logger } from 'pino';
import { useSubscribers } from '../events/publish.ts';
import { closeCache, openCache } from '../integrations/cache/cache.ts';
import {
  anybody,
  DEMO_PASSWORD,
  demoUsers,
  issueFirstAdminLink,
  useIdentity,
} from '../modules/identity/index.ts';
import { useBookTimeZone } from '../platform/book-time.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { openDatabase, reader, useDatabase } from '../platform/db.ts';
import { startWorker } from '../platform/jobs.ts';
import { makeLog } from '../platform/log.ts';
import { makeSealer, useSealer } from '../platform/seal.ts';
import { useSamples } from '../platform/settings.ts';
import { markStopping } from './health.ts';
import { jobs } from './jobs.ts';
import { schedule } from './schedule.ts';
import { createServer } from './server.ts';
import { subscriptions } from './subscriptions.ts';
import { wire } from './wiring.ts';

export interface Running {
  url: string;
  config: Config;
  /** Sample sign-ins, one per role, when the book has sample data. */
  signIns: { role: string; email: string; password: string }[];
  /** Sets up the first administrator, once; undefined when there is one. */
  setupLink: string | undefined;
  close(): Promise<void>;
}

/** What has to happen before anybody is served. */
export interface Before {
  /** Fills a book that is to have sample data and has nobody yet. */
  loadSamples?: ((config: Config, log: Logger) => Promise<void>) | undefined;
  /** Settles once the apps that the server serves are built. */
  clientsBuilt?: Promise<unknown> | undefined;
}

/**
 * Starts the program in the role that CONNECT_ROLE says: the API, the worker, or both in one process.
 * Throws ConfigError when a setting is missing or refused.
 */
export async function main(
  env: Record<string, string | undefined>,
  { loadSamples, clientsBuilt }: Before = {},
): Promise<Running> {
  const config = readConfig(env);
  const log = makeLog(config.logLevel);
  open(config);
  const database = openDatabase(config.databaseUrl, config.poolSize);
  useDatabase(database);
  const redis = openCache(config.redisUrl);
  if (config.demo && loadSamples && !(await anybody(reader()))) {
    await loadSamples(config, log);
    useDatabase(database); // the loader had one of its own
  }
  await clientsBuilt;
  const worker =
    config.role === 'api' ? undefined : await startWorker(config.databaseOwnerUrl, jobs, schedule, log);
  const server = config.role === 'worker' ? undefined : await createServer(config, log, redis);
  const url = server ? await server.listen({ host: config.host, port: config.port }) : '';
  markStopping(false);
  return {
    url,
    config,
    signIns: config.demo ? await sampleSignIns() : [],
    setupLink: (await issueFirstAdminLink()) ?? undefined,
    async close() {
      markStopping();
      await server?.close();
      await worker?.stop();
      await closeCache();
      await database.close();
    },
  };
}

/** Gives the process its keys, its clock's zone and its wiring; tests call it too. */
export function open(config: Config): void {
  useBookTimeZone(config.bookTimeZone);
  useSealer(makeSealer(config.dataKeys));
  useSamples(!config.production);
  useSubscribers((name) => Object.keys(subscriptions[name] ?? {}));
  useIdentity(config);
  wire(config);
}

/** One sample sign-in for each role, in the order of the roles. */
async function sampleSignIns(): Promise<Running['signIns']> {
  const users = await demoUsers(reader());
  return ROLES.flatMap((role) => {
    const user = users.find((each) => each.role === role);
    return user ? [{ role, email: user.email, password: DEMO_PASSWORD }] : [];
  });
}
