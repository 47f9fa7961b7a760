import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** The server has core 0 to itself; database and client share core 1. Without two cores and taskset nothing is pinned. */
const SERVER_CORE = '0';
const OTHER_CORE = '1';

const pinnable = (): boolean => spawnSync('taskset', ['-c', OTHER_CORE, 'true']).status === 0;

/** Puts this process, and what it starts from now on, on the second core. Answers whether that was possible. */
export const pinThisProcess = (): boolean =>
  pinnable() && spawnSync('taskset', ['-a', '-p', '-c', OTHER_CORE, String(process.pid)]).status === 0;

export interface Server {
  pid: number;
  stop(): Promise<void>;
}

/** Starts a Node program on the first core and waits until it answers at `url`, whatever it answers. */
export async function startServer(
  args: string[],
  env: Record<string, string>,
  url: string,
  pinned: boolean,
): Promise<Server> {
  const command = pinned ? ['taskset', '-c', SERVER_CORE, process.execPath] : [process.execPath];
  const child = spawn(command[0]!, [...command.slice(1), ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const exited = new Promise<void>((done) => child.on('exit', () => done()));
  const kill = (): void => void child.kill('SIGKILL');
  process.on('exit', kill);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const ended = await Promise.race([exited.then(() => true), sleep(10_000, false, { ref: false })]);
    if (!ended) kill();
    await exited;
    process.off('exit', kill);
  };
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} did not start`);
    await sleep(50);
  }
  return { pid: child.pid!, stop };
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return true;
    },
    () => false,
  );

interface Stat {
  parent: number;
  /** Milliseconds of processor, of itself and of children that have ended. */
  cpu: number;
  rss: number;
}

const TICK_MS = 10;
const PAGE_BYTES = 4096;

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [user, system, childUser, childSystem] = fields.slice(11, 15) as [number, number, number, number];
    return {
      parent: fields[1]!,
      cpu: (user + system + childUser + childSystem) * TICK_MS,
      rss: fields[21]! * PAGE_BYTES,
    };
  } catch {
    return undefined; // gone, or no /proc on this system
  }
}

/** Processor milliseconds that a process and its children have used; null where that cannot be known. */
export function cpuOf(pid: number | null): number | null {
  if (pid === null || !statOf(pid)) return null;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), statOf(Number(name))] as const);
  return all.reduce(
    (sum, [id, stat]) => sum + (stat && (id === pid || stat.parent === pid) ? stat.cpu : 0),
    0,
  );
}

/** Megabytes of memory that a process holds. */
export const rssOf = (pid: number): number | null => {
  const stat = statOf(pid);
  return stat ? Math.round(stat.rss / 1_048_576) : null;
};

/** The PostgreSQL that this client is connected to, when it runs on this machine. */
export async function postmasterOf(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const parent = statOf(rows[0]!.pid)?.parent;
  if (!parent) return null;
  return readFileSync(`/proc/${parent}/comm`, 'utf8').startsWith('postgres') ? parent : null;
}
