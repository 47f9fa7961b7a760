import pg from 'pg';

/** Ids of rows by table (`lending.loans`), as they stand in the database behind the API's back. */
export class TableIds {
  readonly byTable: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(byTable: ReadonlyMap<string, ReadonlySet<string>>) {
    this.byTable = byTable;
  }

  /** What is here and was not there before. */
  without(before: TableIds): TableIds {
    return new TableIds(
      new Map(
        [...this.byTable].map(([table, ids]) => [
          table,
          new Set([...ids].filter((id) => !before.byTable.get(table)?.has(id))),
        ]),
      ),
    );
  }
}

/** Every table of the modules that has an id which is a uuid. */
export async function idsInDatabase(ownerUrl: string): Promise<TableIds> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.columns
       where column_name = 'id' and data_type = 'uuid' and table_schema not in ('platform', 'graphile_worker')`,
    );
    const byTable = new Map<string, Set<string>>();
    for (const { name } of rows) {
      const found = await client.query<{ id: string }>(`select id from ${name}`);
      byTable.set(name, new Set(found.rows.map(({ id }) => id)));
    }
    return new TableIds(byTable);
  } finally {
    await client.end();
  }
}
