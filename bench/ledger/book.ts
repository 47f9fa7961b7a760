/** A book of its own for the ledger's benchmark: a PostgreSQL in a folder of its own, removed at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import postgres from 'postgres';
import { openDatabase, useDatabase } from '../../apps/api/src/platform/db.ts';
import {
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../apps/api/src/platform/embedded-postgres.ts';
import { migrate } from '../../apps/api/src/platform/migrate.ts';

export interface Book {
  /** As the owner, for filling and for floors. */
  owner: pg.Client;
  /** Writes rows that are on the books already into a bare copy of their tables by plain COPY. Answers seconds and rows. */
  copyAgain(where: string): Promise<{ seconds: number; rows: number }>;
  /** Processor, memory, versions and load of this run. */
  machine(): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** Starts the server, migrates it and makes it the database of this process. */
export async function openBook(): Promise<Book> {
  const folder = mkdtempSync(join(tmpdir(), 'connect-bench-ledger-'));
  const server = await startEmbeddedPostgres({ dataDir: folder, log: (line) => console.error(line) });
  const owner = new pg.Client({ connectionString: server.ownerUrl });
  const copier = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  const product = openDatabase(server.ownerUrl, 8);
  useDatabase(product);
  const close = async () => {
    await product.close();
    await copier.end();
    await owner.end();
    await server.stop();
    await removeEmbeddedPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await migrate(server.ownerUrl);
    await owner.connect();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    owner,
    copyAgain: (where) => copyAgain(copier, where),
    machine: async () => ({
      processor: cpus()[0]?.model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      postgres: (await owner.query("select current_setting('server_version') as version")).rows[0].version,
      loadAverage: loadavg().map((n) => Number(n.toFixed(2))),
    }),
    close,
  };
}

/** The same columns and indexes, without what guards the books. */
async function copyAgain(sql: postgres.Sql, where: string): Promise<{ seconds: number; rows: number }> {
  const tables = {
    postings: `select * from servicing.postings p where ${where}`,
    posting_lines: `select n.* from servicing.posting_lines n join servicing.postings p on p.id = n.posting_id where ${where}`,
  };
  let [seconds, rows] = [0, 0];
  for (const [table, query] of Object.entries(tables)) {
    await sql.unsafe(`create table floor_${table} (like servicing.${table} including indexes)`);
    const text = (await Array.fromAsync(
      await sql.unsafe(`copy (${query}) to stdout`).readable(),
    )) as Buffer[];
    const from = performance.now();
    const into = await sql.unsafe(`copy floor_${table} from stdin`).writable();
    await new Promise<void>((done, fail) => {
      into.on('error', fail).on('finish', done);
      into.end(Buffer.concat(text));
    });
    seconds += (performance.now() - from) / 1000;
    rows += Number((await sql.unsafe(`select count(*) as n from floor_${table}`))[0]!.n);
    await sql.unsafe(`drop table floor_${table}`);
  }
  return { seconds, rows };
}

/** Three significant digits. */
export const round = (n: number): number => Number(n.toPrecision(3));

/** Seconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}

/** The time in the middle of several, in seconds. */
export const middle = (times: number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
