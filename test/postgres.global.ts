import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../apps/api/src/platform/embedded-postgres.ts';
import { migrate } from '../apps/api/src/platform/migrate.ts';
import { lockHolder, takeLock } from '../apps/api/src/platform/pid-lock.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's address of a migrated database that test files clone; nobody may stay connected to it. */
    templateUrl: string;
  }
}

const PREFIX = 'connect-test-';

/**
 * Once per run of vitest: a PostgreSQL of its own (or the one at TEST_DATABASE_URL) with a migrated template database.
 * Returns the teardown that vitest calls at the end.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env.TEST_DATABASE_URL
    ? { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
    : await ownServer();
  const template = `connect_template_${randomBytes(4).toString('hex')}`;
  const templateUrl = withDatabase(server.url, template);
  try {
    await sql(server.url, `create database ${template}`);
    await migrate(templateUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('templateUrl', templateUrl);
  return async () => {
    await sql(server.url, `drop database ${template} with (force)`);
    await server.stop();
  };
}

async function ownServer(): Promise<{ url: string; stop(): Promise<void> }> {
  await sweep();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  const release = takeLock(`${folder}.pid`);
  const server = await startEmbeddedPostgres({ dataDir: folder, durable: false });
  return {
    url: server.ownerUrl,
    stop: async () => {
      await server.stop();
      await discard(folder);
      release();
    },
  };
}

/** Runs that were killed leave a server and a folder behind; those of runs that are still going are not touched. */
async function sweep(): Promise<void> {
  const marks = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX) && name.endsWith('.pid'));
  for (const mark of marks) {
    const path = join(tmpdir(), mark);
    if (lockHolder(path)) continue;
    try {
      await discard(path.slice(0, -'.pid'.length));
      rmSync(path, { force: true });
    } catch {
      // another user's, or another run is sweeping it at this moment
    }
  }
}

async function discard(folder: string): Promise<void> {
  await removeEmbeddedPostgres(folder);
  rmSync(folder, { recursive: true, force: true });
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

async function sql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
