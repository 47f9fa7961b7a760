import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopOrphan } from './embedded-postgres-orphan.ts';
import type { Account } from './embedded-postgres-place.ts';

/** One cluster and how to run it. */
export interface Cluster {
  path: string;
  bin: string;
  account: Account;
  logFile: string;
  durable: boolean;
}

/** Runs the server until stop(), starting it again on the same port should it die (its clients reconnect by themselves). */
export async function keepRunning(
  cluster: Cluster,
  log: (line: string) => void,
): Promise<{ port: number; stop(): Promise<void>; kill(): void }> {
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
    kill: () => {
      stopping = true;
      running.kill();
    },
  };
}

interface Running {
  port: number;
  exited: Promise<unknown>;
  stop(): Promise<void>;
  kill(): void;
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
      return { port, exited, stop: () => stopChild(child, exited), kill: () => void child.kill('SIGQUIT') };
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
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
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
