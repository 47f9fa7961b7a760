import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Actor } from './actor.ts';
import type { DB } from './db-types.gen.ts';

/** Any reader of the database: the pool or an open transaction. */
export type Reader = Kysely<DB>;
/** An open transaction, with who acts and the one moment that everything in it happens at. */
export type Tx = Transaction<DB> & { readonly actor: Actor; readonly now: Date };

// Cents leave the driver as bigint, dates and moments as the strings the API speaks: no float, no time zone on the way. For our pool
// only: the job worker's own connections write its ids as JSON, which knows no bigint.
const PARSERS: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.INT8]: (text) => BigInt(text),
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.TIMESTAMPTZ]: (text) => `${text.replace(' ', 'T').replace(/\+00(:00)?$/, '')}Z`,
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (format !== 'binary' && PARSERS[oid]) || pg.types.getTypeParser(oid as never, format as never),
};

// What a transaction asks at once goes to PostgreSQL at once, instead of each question waiting for the answer to the one
// before (an option of the driver that its types do not know yet).
const PIPELINED = { pipeline: true };

export interface Database {
  db: Reader;
  pool: pg.Pool;
  close(): Promise<void>;
}

const SESSION = Object.entries({
  role: 'connect_app',
  timezone: 'UTC',
  statement_timeout: 15_000,
  lock_timeout: 8_000,
  idle_in_transaction_session_timeout: 30_000,
  // A row fetched out of order costs little more than one in order: the tables are in memory or on flash, not on a turning
  // disk. Else PostgreSQL reads whole tables where an index would do, and plans lists anew at each call.
  random_page_cost: 1.1,
  // Compiling pays for queries that run for seconds; ours do not.
  jit: 'off',
})
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');

/**
 * Opens the application's pool. Every connection takes the role `connect_app`, which cannot change or delete
 * postings or audit events, whatever the login may do. `settings` adds to what a connection starts with (`-c name=value`).
 */
export function openDatabase(url: string, poolSize: number, settings = ''): Database {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    ...PIPELINED,
    max: poolSize,
    options: `${SESSION} ${settings}`,
    application_name: 'connect',
  });
  pool.on('error', () => {}); // an idle connection that breaks is replaced by the pool; the next query reports what matters
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { db, pool, close: () => db.destroy() };
}

let current: Database | undefined;

/** Makes this the database of the process (one process serves one book). */
export function useDatabase(database: Database): void {
  current = database;
}

/** The pool for reads outside a transaction. */
export function reader(): Reader {
  if (!current) throw new Error('the database is not open');
  return current.db;
}

/**
 * Reads what a page shows on one connection: questions asked at once travel together, and one process of the database answers
 * them instead of several being woken.
 */
export const onOneConnection = <T>(work: (db: Reader) => Promise<T>): Promise<T> =>
  reader().connection().execute(work);

/** The raw pool, for LISTEN, health and jobs. */
export function pool(): pg.Pool {
  if (!current) throw new Error('the database is not open');
  return current.pool;
}

const MAX_STATEMENTS = 1000;

const NOTHING = Promise.resolve({ command: 'BEGIN', rowCount: null, rows: [] });

/**
 * Kysely sends no statement name, so PostgreSQL would plan every query anew; naming by text makes it plan once. And it waits
 * for the answer to `begin`, which says nothing: the first statement is sent right behind it, and fails if it failed.
 */
function preparing(target: pg.Pool): pg.Pool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known || names.size >= MAX_STATEMENTS) return known;
    const name = createHash('sha1').update(text).digest('base64url');
    names.set(text, name);
    return name;
  };
  const wrapped = new WeakSet<object>();
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await target.connect();
    if (!wrapped.has(client)) {
      wrapped.add(client);
      const query = inOneWrite(client);
      client.query = ((config: unknown, values?: unknown, ...callback: unknown[]) => {
        if (config === 'begin') {
          (query(config, values) as Promise<unknown>).catch(() => {});
          return NOTHING;
        }
        // `pool.query` lends the same connection and waits for a callback.
        if (
          typeof config !== 'string' ||
          !Array.isArray(values) ||
          values.length === 0 ||
          callback.length > 0
        )
          return query(config, values, ...callback);
        const name = nameOf(config);
        return query(name ? { name, text: config, values } : { text: config, values });
      }) as typeof client.query;
    }
    return client;
  };
  return new Proxy(target, {
    get: (object, key) => (key === 'connect' ? connect : Reflect.get(object, key, object)),
  });
}

/** What is asked in one turn of the event loop leaves in one write: on a busy server the system calls cost more than the queries. */
function inOneWrite(client: pg.PoolClient): (...args: unknown[]) => unknown {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const stream = (client as unknown as { connection?: { stream?: Writable } }).connection?.stream;
  if (!stream) return query; // a driver that hides its socket writes as it likes
  let held = false;
  return (...args) => {
    if (!held) {
      held = true;
      stream.cork();
      process.nextTick(() => {
        held = false;
        stream.uncork();
      });
    }
    return query(...args);
  };
}
