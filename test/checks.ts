import pg from 'pg';
import type { TestApp } from './app.ts';

/** The words that a table's check allows in a column, sorted: to be compared with a machine's states. */
export async function statesInDatabase(server: TestApp, table: string, column = 'state'): Promise<string[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ definition: string }>(
      `select pg_get_constraintdef(oid) as definition from pg_constraint
       where conrelid = $1::regclass and contype = 'c'
         and conkey = array[(select attnum from pg_attribute where attrelid = $1::regclass and attname = $2)]`,
      [table, column],
    );
    return rows
      .flatMap(({ definition }) => [...definition.matchAll(/'([a-z_]+)'::text/g)].map((match) => match[1]!))
      .sort();
  } finally {
    await client.end();
  }
}
