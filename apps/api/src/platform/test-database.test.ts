import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from '../../../../test/database.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each test file has a migrated database of its own', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  expect(
    await query(one.url, "select count(*) > 0 as migrated from platform.migrations where name like '0001-%'"),
  ).toEqual([{ migrated: true }]);
  await query(one.ownerUrl, 'create table only_here (id int)');
  const there = "select to_regclass('only_here') is not null as there";
  expect([await query(one.url, there), await query(other.url, there)]).toEqual([
    [{ there: true }],
    [{ there: false }],
  ]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(query(one.url, 'select 1')).rejects.toThrow('does not exist');
});
