import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Redis } from 'ioredis';
import type { DestinationStream } from 'pino';
import { open } from '../apps/api/src/app/main.ts';
import { createServer } from '../apps/api/src/app/server.ts';
import { type Config, readConfig } from '../apps/api/src/platform/config.ts';
import { openDatabase, useDatabase } from '../apps/api/src/platform/db.ts';
import { makeLog } from '../apps/api/src/platform/log.ts';
import { testDatabase } from './database.ts';
import { run as runJobsOnce } from './jobs.ts';

export interface TestApp {
  app: FastifyInstance;
  config: Config;
  ownerUrl: string;
  /** Runs every job that is due, deliveries of events included, until none is left. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** The real server on a database and a data folder of this test file's own; requests go through `app.inject`. */
export async function startApp(
  env: Record<string, string> = {},
  options: { logTo?: DestinationStream; redis?: Redis } = {},
): Promise<TestApp> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'connect-files-'));
  const config = readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
    CONNECT_DATA: dataDir,
    DATABASE_POOL: '8',
    JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    DATA_KEYS: `test:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    RATE_LIMIT_FACTOR: '1000',
    ...env,
  });
  open(config);
  const opened = openDatabase(config.databaseUrl, config.poolSize);
  useDatabase(opened);
  const app = await createServer(config, makeLog(config.logLevel, options.logTo), options.redis);
  await app.ready();
  return {
    app,
    config,
    ownerUrl: database.ownerUrl,
    settle: () => runJobsOnce(database.ownerUrl),
    async close() {
      await app.close();
      await opened.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
