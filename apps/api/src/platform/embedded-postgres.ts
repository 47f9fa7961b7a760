import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { stopOrphan } from './embedded-postgres-orphan.ts';
import { type Account, placeBinaries, placeCluster, removeCluster } from './embedded-postgres-place.ts';
import { LockedError, takeLock } from './pid-lock.ts';

const OWNER = 'connect_owner';
const DATABASE = 'connect';

export interface EmbeddedPostgresOptions {
  /** Folder that holds the cluster (`postgres`), its password and its log; made when missing. */
  dataDir: string;
  /** False trades safety on a power cut for speed: only for tests. */
  durable?: boolean;
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** postgresql:// address of database `connect` as the superuser `connect_owner`. */
  ownerUrl: string;
  /** Ends all sessions, writes everything out and returns when the server is gone. */
  stop(): Promise<void>;
}

interface Cluster {
  path: string;
  bin: string;
  account: Account;
  logFile: string;
  durable: boolean;
}

/**
 * Starts the PostgreSQL that comes from npm on a free port of 127.0.0.1, making the cluster on the first run. A server
 * left behind by a killed process is stopped first, and one that dies under us is started again on its port.
 * Throws when another live process uses the folder, or when the server cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => {});
  mkdirSync(options.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const dataDir = realpathSync(options.dataDir);
  const { cluster: path, account } = placeCluster(dataDir);
  const release = lock(path, dataDir);
  try {
    await stopOrphan(path, log);
    const bin = join(placeBinaries(dataDir, account), 'bin');
    const cluster = {
      path,
      bin,
      account,
      logFile: join(dataDir, 'postgres.log'),
      durable: options.durable ?? true,
    };
    const password = passwordOf(dataDir, path);
    if (!existsSync(path)) await initialise(cluster, password, log);
    const server = await keepRunning(cluster, log);
    const address = (database: string) =>
      `postgresql://${OWNER}:${password}@127.0.0.1:${server.port}/${database}`;
    await createDatabase(address('postgres')).catch(async (error) => {
      await server.stop();
      throw error;
    });
    return {
      ownerUrl: address(DATABASE),
      stop: async () => {
        await server.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Stops a server left behind in `dataDir` and removes the cluster, its password and log. Throws when it is in use. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return;
  const folder = realpathSync(dataDir);
  if (existsSync(join(folder, 'postgres'))) {
    const { cluster } = placeCluster(folder);
    const release = lock(cluster, folder);
    await stopOrphan(cluster, () => {});
    release();
  }
  removeCluster(folder);
  for (const name of ['postgres-password', 'postgres.log', 'postgres.log.1'])
    rmSync(join(folder, name), { force: true });
}

function lock(cluster: string, dataDir: string): () => void {
  try {
    return takeLock(`${cluster}.lock`);
  } catch (error) {
    if (error instanceof LockedError)
      throw new Error(`The database in ${dataDir} is in use by process ${error.pid}.`);
    throw error;
  }
}

/** Generated once: other users of the machine can reach the port, so the port asks for it. */
function passwordOf(dataDir: string, cluster: string): string {
  const file = join(dataDir, 'postgres-password');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  if (existsSync(cluster))
    throw new Error(`${file} is missing, and the database in ${cluster} cannot be opened without it.`);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(file, `${password}\n`, { mode: 0o600, flush: true });
  return password;
}

/** Makes the cluster beside its place and moves it there when whole, so that a kill half way leaves nothing half made. */
async function initialise(cluster: Cluster, password: string, log: (line: string) => void): Promise<void> {
  const began = Date.now();
  const draft = `${cluster.path}.new`;
  const passwordFile = `${cluster.path}.initial`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (cluster.account) {
    for (const path of [draft, passwordFile]) chownSync(path, cluster.account.uid, cluster.account.gid);
  }
  try {
    const args = [
      '--pgdata',
      draft,
      '--username',
      OWNER,
      '--pwfile',
      passwordFile,
      '--auth',
      'scram-sha-256',
      '--encoding',
      'UTF8',
    ];
    args.push(
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
      '--locale',
      'C',
      '--text-search-config',
      'english',
    );
    await run(join(cluster.bin, 'initdb'), cluster.durable ? args : [...args, '--no-sync'], cluster.account);
    renameSync(draft, cluster.path);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  log(`database made in ${Date.now() - began} ms`);
}

function run(command: string, args: string[], account: Account): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      ...account,
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('error', fail);
    child.on('close', (code) =>
      code === 0 ? done() : fail(new Error(`${command} failed:\n${output.trim()}`)),
    );
  });
}

/** Runs the server until stop(), starting it again on the same port should it die (its clients reconnect by themselves). */
async function keepRunning(
  cluster: Cluster,
  log: (line: string) => void,
): Promise<{ port: number; stop(): Promise<void> }> {
  let running = await launch(cluster, undefined, log);
  const port = running.port;
  let stopping = false;
  const watch = async (): Promise<void> => {
    while (true) {
      await running.exited;
      if (stopping) return;
      log('PostgreSQL stopped unexpectedly; starting it again');
      await stopOrphan(cluster.path, log);
      running = await launch(cluster, port, log);
    }
  };
  const watching = watch().catch((error: Error) =>
    log(`PostgreSQL cannot be started again: ${error.message}`),
  );
  return {
    port,
    stop: async () => {
      stopping = true;
      await running.stop();
      await watching;
    },
  };
}

interface Running {
  port: number;
  exited: Promise<unknown>;
  stop(): Promise<void>;
}

const LAUNCH_ATTEMPTS = 40;

/** Starts the server and waits until it takes connections; a crash recovery may take its time as long as it lives. */
async function launch(
  cluster: Cluster,
  fixedPort: number | undefined,
  log: (line: string) => void,
): Promise<Running> {
  keepOneOldLog(cluster.logFile);
  for (let attempt = 1; ; attempt += 1) {
    const port = fixedPort ?? (await freePort());
    const output = openSync(cluster.logFile, 'a', 0o600);
    // Detached: Ctrl-C in the terminal must reach us alone, so that requests can finish before their database goes.
    const child = spawn(
      join(cluster.bin, 'postgres'),
      ['-D', cluster.path, ...settings(port, cluster.durable)],
      {
        ...cluster.account,
        cwd: '/',
        env: { LC_ALL: 'C', TZ: 'UTC' },
        detached: true,
        stdio: ['ignore', output, output],
      },
    );
    closeSync(output);
    const exited = new Promise((done) => child.on('exit', done).on('error', done));
    child.unref();
    if (
      await ready(
        cluster.path,
        () => child.exitCode === null && child.signalCode === null && child.pid !== undefined,
        child.pid,
        log,
      )
    ) {
      return { port, exited, stop: () => stopChild(child, exited) };
    }
    await exited;
    const tail = readFileSync(cluster.logFile, 'utf8').trim().split('\n').slice(-6).join('\n');
    // The port was taken between our look and the start, or backends of a killed server are still on their way out.
    const passing =
      /could not bind|pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(tail);
    if (!passing || attempt >= LAUNCH_ATTEMPTS) throw new Error(`PostgreSQL did not start:\n${tail}`);
    await sleep(250);
  }
}

async function ready(
  cluster: string,
  lives: () => boolean,
  pid: number | undefined,
  log: (line: string) => void,
): Promise<boolean> {
  const began = Date.now();
  let told = false;
  while (lives()) {
    const lines = readLines(join(cluster, 'postmaster.pid'));
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true;
    if (!told && Date.now() - began > 3000) {
      log('PostgreSQL is recovering what was not written out …');
      told = true;
    }
    await sleep(15);
  }
  return false;
}

const readLines = (path: string): string[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];

async function stopChild(child: ReturnType<typeof spawn>, exited: Promise<unknown>): Promise<void> {
  child.ref();
  child.kill('SIGINT'); // "fast": ends the sessions, writes out, leaves
  const gone = await Promise.race([exited.then(() => true), sleep(20_000, false, { ref: false })]);
  if (!gone) child.kill('SIGQUIT'); // "immediate": the next start recovers from the log
  await exited;
}

/** Settings live here rather than in postgresql.conf, so that a new release of this program brings its own. */
function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Failing statements and the details of an error hold people's data: neither belongs in a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable
      ? {}
      : {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          wal_level: 'minimal',
          max_wal_senders: 0,
        }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const MAX_LOG_BYTES = 5_000_000;

function keepOneOldLog(file: string): void {
  if (existsSync(file) && readFileSync(file).length > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  writeFileSync(file, '', { flag: 'a', mode: 0o600 });
  chmodSync(file, 0o600);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`);
  } finally {
    await client.end();
  }
}
