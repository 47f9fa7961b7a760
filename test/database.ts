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
    drop: async () => {
      await run(admin.href, untilLeft(name));
      await run(admin.href, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A worker that has finished may still be saying so: its session is given two seconds to end by itself, since cutting it off is an error there. */
const untilLeft = (name: string): string => `do $$ begin
  for tries in 1..80 loop
    perform pg_stat_clear_snapshot();
    exit when not exists (select from pg_stat_activity where datname = '${name}');
    perform pg_sleep(0.025);
  end loop;
end $$`;

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
