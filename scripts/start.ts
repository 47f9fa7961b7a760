import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Worker } from 'node:worker_threads';
import pg from 'pg';
import type { Logger } from 'pino';
import { type Config, ConfigError, readConfig } from '../apps/api/src/platform/config.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../apps/api/src/platform/embedded-postgres.ts';
import { migrate } from '../apps/api/src/platform/migrate.ts';
import { LockedError, takeLock } from '../apps/api/src/platform/pid-lock.ts';
import { startSecondThread } from '../demo/second-thread.ts';
import { buildClients } from './build.ts';
import {
  type DataFolder,
  markSampled,
  openDataFolder,
  resetDataFolder,
  secretsFor,
} from './start/data-folder.ts';
import { greet, type SignIn } from './start/greeting.ts';
import { takePreparedSample } from './start/prepared-sample.ts';

/** What apps/api/src/app/main.ts gives back; the sign-ins of demo data and the link that sets up an empty book, if any. */
interface Running {
  url: string;
  signIns?: SignIn[];
  setupLink?: string;
  close(): Promise<void>;
}

type Env = Record<string, string | undefined>;

/** What was started so far, undone from last to first. */
const started: { name: string; stop: () => unknown }[] = [];
let postgres: EmbeddedPostgres | undefined;
let database: Promise<void> | undefined;

/** `npm start [-- --empty] [-- --reset]`: the whole product in this process, on embedded defaults unless the environment says otherwise. */
async function start(): Promise<void> {
  const began = performance.now();
  const { values: flags } = parseArgs({
    options: { empty: { type: 'boolean', default: false }, reset: { type: 'boolean', default: false } },
  });
  const production = process.env.NODE_ENV === 'production';
  if (production && flags.reset) throw new Complaint('--reset is refused in production.');
  if (flags.reset && process.env.DATABASE_URL)
    throw new Complaint(
      '--reset begins the embedded database again; the server at DATABASE_URL is yours to reset.',
    );
  const env = production ? { ...process.env } : await embeddedDefaults(process.env, flags);
  const { demo } = readConfig({
    ...env,
    DATABASE_URL: env.DATABASE_URL ?? (production ? undefined : 'embedded'),
  });
  const serves = env.CONNECT_ROLE !== 'worker';
  if (serves) await mustBeFree(env.HOST || '127.0.0.1', Number(env.PORT || 3000));
  const clientsBuilt = serves ? buildClients({ log: say }) : undefined;
  clientsBuilt?.catch(() => {}); // told where it is awaited: once there is a server to serve them
  const loader = demo && !isSampled(env) ? startSecondThread() : undefined;
  database = prepareDatabase(env);
  const [{ main }] = await Promise.all([import('../apps/api/src/app/main.ts'), database]);
  if (stopping) return;
  const running: Running = await main(env, {
    loadSamples: loader && ((config, log) => loadSamples(config, log, loader)),
    clientsBuilt,
  });
  await loader?.terminate();
  started.push({ name: 'the server', stop: () => running.close() });
  const { url, setupLink, signIns } = running;
  const seconds = (performance.now() - began) / 1000;
  console.log(
    greet({ url: visible(url), seconds, setupLink, signIns, dataDir: env.CONNECT_DATA ?? '.connect' }),
  );
}

/** Something the person at the terminal can mend. */
class Complaint extends Error {}

/** Errors that we or our database throw say all in their message; any other is a fault, whose stack is wanted. */
const isPlain = (error: unknown): boolean =>
  error instanceof Complaint ||
  error instanceof ConfigError ||
  (error instanceof Error && error.constructor === Error);

const say = (line: string): void => console.log(`  ${line}`);

async function embeddedDefaults(given: Env, flags: { empty: boolean; reset: boolean }): Promise<Env> {
  const path = resolve(given.CONNECT_DATA || '.connect');
  if (!existsSync(path)) openDataFolder(path, { demo: !flags.empty });
  lock(path);
  if (flags.reset) await resetDataFolder(path);
  let folder = openDataFolder(path, { demo: !flags.empty });
  if (cutShort(folder, given)) {
    say('Loading the sample data was cut short; beginning again');
    await resetDataFolder(path);
    folder = openDataFolder(path, { demo: !flags.empty });
  }
  if (flags.empty && folder.demo)
    throw new Complaint(`${path} was begun with demo data; add --reset to begin again without.`);
  const demo = given.CONNECT_DEMO || String(folder.demo);
  if (demo === 'true' && isUntouched(folder) && !OWN_WAYS.some((name) => given[name])) takeSample(path);
  return {
    ...given,
    CONNECT_DATA: path,
    CONNECT_DEMO: demo,
    LOG_LEVEL: given.LOG_LEVEL || 'warn',
    ...secretsFor(given, folder),
  };
}

const isUntouched = ({ path, sampled }: DataFolder): boolean =>
  !sampled && !existsSync(join(path, 'postgres')) && !existsSync(join(path, 'secrets.json'));

/** With these a sample book is not the one that `npm ci` has made: it has another server, other keys or other days. */
const OWN_WAYS = ['DATABASE_URL', 'DATA_KEYS', 'BOOK_TIME_ZONE'];

function takeSample(path: string): void {
  try {
    if (takePreparedSample(path)) say('Sample data of this install copied');
  } catch (error) {
    throw new Complaint(
      `The sample data of this install could not be copied to ${path}: ${(error as Error).message}`,
    );
  }
}

/** Half a book of sample data is worth nothing, and nobody has worked in it yet: the server was never up. */
const cutShort = (folder: DataFolder, given: Env): boolean =>
  folder.demo && !folder.sampled && !given.DATABASE_URL && existsSync(join(folder.path, 'postgres'));

const isSampled = (env: Env): boolean => openDataFolder(env.CONNECT_DATA as string, { demo: false }).sampled;

/** Fills a book that begins with sample data, before anybody can sign in. */
async function loadSamples(config: Config, log: Logger, thread: Worker): Promise<void> {
  say('Loading the sample data');
  const { loadSampleData } = await import('../demo/load.ts');
  await loadSampleData(config, log, thread);
  markSampled(config.dataDir);
}

function lock(folder: string): void {
  try {
    started.push({ name: 'the data folder', stop: takeLock(join(folder, 'connect.pid')) });
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new Complaint(
      `Connect runs on ${folder} already (process ${error.pid}). Stop it first, or name another folder with CONNECT_DATA.`,
    );
  }
}

async function prepareDatabase(env: Env): Promise<void> {
  if (!env.DATABASE_URL) {
    const server = await startEmbeddedPostgres({ dataDir: env.CONNECT_DATA as string, log: say });
    postgres = server;
    started.push({ name: 'the database', stop: () => server.stop() });
    env.DATABASE_URL = server.ownerUrl;
    env.DATABASE_OWNER_URL = server.ownerUrl;
  }
  const applied = await migrate(env.DATABASE_OWNER_URL || env.DATABASE_URL);
  if (applied.length > 0)
    say(`${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'} applied`);
  if (postgres) env.DATABASE_URL = await applicationLogin(postgres.ownerUrl);
}

/**
 * The application signs in to the embedded database as a role that owns nothing, under a password that lives as long as this process:
 * it could not change postings or audit events even if it tried.
 */
async function applicationLogin(ownerUrl: string): Promise<string> {
  const password = randomBytes(24).toString('hex');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`alter role connect_app login password '${password}'`);
  } finally {
    await owner.end();
  }
  const url = new URL(ownerUrl);
  url.username = 'connect_app';
  url.password = password;
  return url.href;
}

/** Asked before the long work, so that the answer comes at once. */
async function mustBeFree(host: string, port: number): Promise<void> {
  const code = await new Promise<string | undefined>((done) => {
    const probe = createServer().on('error', (error: NodeJS.ErrnoException) =>
      done(error.code ?? error.message),
    );
    probe.listen(port, host, () => probe.close(() => done(undefined)));
  });
  if (code === 'EADDRINUSE')
    throw new Complaint(
      `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    );
  if (code === 'EACCES')
    throw new Complaint(
      `This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`,
    );
  if (code) throw new Complaint(`Cannot listen on ${host}:${port} (${code}). Check HOST and PORT.`);
}

const visible = (url: string): string =>
  url.replace(/\/\/(127\.0\.0\.1|0\.0\.0\.0|\[::1?\])/, '//localhost').replace(/\/$/, '');

let stopping: Promise<void> | undefined;

/** Stops what was started, last first: no new requests, those under way end, then the database goes. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    await database?.catch(() => {}); // a server that is just being started must be known before it can be stopped
    for (const { name, stop } of started.reverse()) {
      try {
        await stop();
      } catch (error) {
        console.error(`Stopping ${name} failed:`, error);
        process.exitCode = 1;
      }
    }
  })();
  return stopping;
}

/** npm passes Ctrl-C on to us after the terminal has already sent it: only a later one is a second one. */
const SAME_SIGNAL_MS = 1000;
let signalledAt = 0;

function onSignal(): void {
  const now = performance.now();
  if (signalledAt === 0) {
    signalledAt = now;
    console.log('\nStopping … (Ctrl-C again to force)');
    void stop().then(() => process.exit());
  } else if (now - signalledAt > SAME_SIGNAL_MS) {
    postgres?.kill();
    process.exit(1);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

try {
  await start();
} catch (error) {
  if (!stopping) console.error(isPlain(error) ? `\n${(error as Error).message}\n` : error);
  await stop();
  process.exit(1);
}
