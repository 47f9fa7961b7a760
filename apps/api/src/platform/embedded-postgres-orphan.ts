import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Stops a PostgreSQL that a killed process left running on this cluster. Only a process that `postmaster.pid` names
 * and whose command line runs `postgres` on this very folder is touched: pids get reused. Call with the lock held.
 */
export async function stopOrphan(cluster: string, log: (line: string) => void): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : Number.NaN;
  if (!Number.isInteger(pid) || pid <= 1) return;
  const path = realpathSync(cluster);
  if (!isPostgresOn(path, pid)) {
    rmSync(file, { force: true }); // else PostgreSQL would refuse to start while some other program bears that pid
    return;
  }
  log('stopping a PostgreSQL left behind by an earlier run');
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    signalTo(pid, signal);
    if (await gone(path, pid, patienceMs)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) on ${cluster} does not stop`);
}

async function gone(cluster: string, pid: number, patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs;
  while (isPostgresOn(cluster, pid)) {
    if (Date.now() > until) return false;
    await sleep(20);
  }
  return true;
}

function isPostgresOn(cluster: string, pid: number): boolean {
  const [command = '', ...args] = commandLine(pid);
  return basename(command) === 'postgres' && args.some((arg, i) => arg === '-D' && args[i + 1] === cluster);
}

/** Empty when the process is gone or a zombie. */
function commandLine(pid: number): string[] {
  if (process.platform === 'linux') {
    const file = `/proc/${pid}/cmdline`;
    try {
      return readFileSync(file, 'utf8').split('\0');
    } catch {
      return [];
    }
  }
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').trim().split(/\s+/);
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
