import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../apps/api/src/platform/embedded-postgres.ts';

export const ROOT = resolve(import.meta.dirname, '..');
/** Where the yardstick lies when it is there: a bare server with hand-written SQL, its data and its workloads. */
export const FLOOR = resolve(ROOT, '../shared/bench');
export const FLOOR_DATABASE = 'bench';

export interface BenchDatabase {
  /** Address of the product's database as its owner. */
  ownerUrl: string;
  /** Address that the application signs in with. */
  appUrl: string;
  /** Ours to drop and make again; a server that somebody named is not. */
  embedded: boolean;
  /** Address of another database of the same server. */
  beside(name: string): string;
  stop(): Promise<void>;
}

/** The server at DATABASE_URL (and DATABASE_OWNER_URL), else one of our own in the folder BENCH_DATA. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const given = process.env.DATABASE_URL;
  const embedded = given
    ? undefined
    : await startEmbeddedPostgres({
        dataDir: benchFolder(),
        log: (line) => console.error(line),
      });
  const ownerUrl = embedded?.ownerUrl ?? (process.env.DATABASE_OWNER_URL || given!);
  return {
    ownerUrl,
    appUrl: given ?? ownerUrl,
    embedded: embedded !== undefined,
    beside: (name) => Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href,
    stop: async () => embedded?.stop(),
  };
}

/** Where `npm start` keeps a book there is no place for a database that is dropped and made again. Throws on such a folder. */
function benchFolder(): string {
  const folder = resolve(process.env.BENCH_DATA || join(ROOT, '.connect-bench'));
  const book = ['connect.json', 'secrets.json'].find((name) => existsSync(join(folder, name)));
  if (book) throw new Error(`${folder} holds a book (${book}). Name another folder with BENCH_DATA.`);
  return folder;
}

/** A connection for the time of `work`. */
export async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'connect-bench' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const exists = (client: pg.Client, database: string): Promise<boolean> =>
  client
    .query('select 1 from pg_database where datname = $1', [database])
    .then(({ rowCount }) => rowCount === 1);
