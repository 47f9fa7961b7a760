import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { stopOrphan } from './embedded-postgres-orphan.ts';
import { type Account, placeBinaries, placeCluster, removeCluster } from './embedded-postgres-place.ts';
import { type Cluster, keepRunning } from './embedded-postgres-server.ts';
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
  /** Ends the server at once, for when there is no time to stop; the next start recovers. */
  kill(): void;
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
      kill: server.kill,
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Gives the folder `to`, which has none, a copy of the stopped cluster in `from` (its password is a file beside it). */
export function copyEmbeddedPostgres(from: string, to: string): void {
  const { cluster } = placeCluster(realpathSync(to));
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  execFileSync('cp', ['-pR', realpathSync(join(from, 'postgres')), draft]); // with its modes and its owner
  renameSync(draft, cluster);
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
    const env = { LC_ALL: 'C', TZ: 'UTC' };
    execFile(command, args, { ...account, cwd: '/', env }, (error, _stdout, stderr) => {
      if (!error) return done();
      const nameless = stderr.includes('could not look up effective user ID');
      const hint = nameless
        ? '\nGive this user an entry in /etc/passwd, or set DATABASE_URL to a server.'
        : '';
      fail(new Error(`${command} failed: ${stderr.trim() || error.message}${hint}`));
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
