import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** As the superuser who owns everything: for migrations, and for looking behind the application's back. */
  ownerUrl: string;
  /** What the application is given as DATABASE_URL; its pool takes the role `connect_app` on each connection. */
  url: string;
  /** Removes the database, ending whatever sessions are left in it. */
  drop(): Promise<void>;
}

/** A fresh migrated database of this test file's own, cloned from the run's template in some 50 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'));
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = new URL(template);
  admin.pathname = '/postgres';
  await run(admin.href, `create database ${name} template ${template.pathname.slice(1)} strategy file_copy`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return {
    ownerUrl: url.href,
    url: url.href,
    drop: () => run(admin.href, `drop database if exists ${name} with (force)`),
  };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
