import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Thrown when another live process holds the lock. */
export class LockedError extends Error {
  readonly pid: number;
  constructor(path: string, pid: number) {
    super(`process ${pid} is using ${path}`);
    this.pid = pid;
  }
}

/**
 * Takes the lock file `path` for this process; a lock left by a process that is gone (killed, machine restarted) is
 * taken over. Returns the function that lets go. Throws LockedError when a live process holds it, this one included.
 */
export function takeLock(path: string): () => void {
  const mine = `${process.pid} ${startedAt(process.pid)}\n`;
  const draft = `${path}.${process.pid}`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    writeFileSync(draft, mine, { mode: 0o600 });
    try {
      linkSync(draft, path); // atomic, and the file is never seen half written
      return () => {
        if (read(path) === mine) rmSync(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const found = read(path);
      const holder = liveHolder(found);
      if (holder) throw new LockedError(path, holder);
      discard(path, found);
    } finally {
      rmSync(draft, { force: true });
    }
  }
  throw new Error(`cannot take ${path}: others keep taking it`);
}

/** The pid of the live process that holds `path`, if there is one. */
export function lockHolder(path: string): number | undefined {
  return liveHolder(read(path));
}

function liveHolder(content: string | undefined): number | undefined {
  const [pid, started] = (content ?? '').trim().split(' ');
  const id = Number(pid);
  if (!Number.isInteger(id) || id <= 0 || !isAlive(id)) return undefined;
  return startedAt(id) === started ? id : undefined; // the pid may have been given to another program since
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux's start time in clock ticks since boot; elsewhere a constant, so that the pid alone decides. */
function startedAt(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  if (!stat) return '-';
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold spaces
  return fields[0] === 'Z' ? 'gone' : (fields[19] ?? '-');
}

/** Moves a dead lock away; if somebody renewed it between our look and the move, theirs is put back. */
function discard(path: string, expected: string | undefined): void {
  const away = `${path}.dead-${process.pid}`;
  try {
    renameSync(path, away);
    if (read(away) !== expected) linkSync(away, path);
  } catch {
    // somebody else discarded it first, or has taken it anew: the next attempt tells
  } finally {
    rmSync(away, { force: true });
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
