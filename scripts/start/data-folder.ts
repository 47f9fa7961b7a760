import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { removeEmbeddedPostgres } from '../../apps/api/src/platform/embedded-postgres.ts';

export interface DataFolder {
  path: string;
  /** Whether this book was begun with demo data; later starts keep to it. */
  demo: boolean;
  /** Whether the demo data is all there. */
  sampled: boolean;
}

/** Marks a folder as ours and remembers how it was begun. */
const MARK = 'connect.json';
const SECRETS = 'secrets.json';

/** Opens the data folder, beginning it (with demo data or without) when it is new. */
export function openDataFolder(path: string, wanted: { demo: boolean }): DataFolder {
  // Root's embedded database runs as another account, which must be able to pass through; the files in it are 0600.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  if (!existsSync(path)) {
    mkdirSync(path, { recursive: true });
    chmodSync(path, mode);
  }
  const mark = join(path, MARK);
  if (!existsSync(mark)) writePrivately(mark, { demo: wanted.demo, ours: readdirSync(path).every(isLock) });
  const { demo, sampled = false } = readJson(mark) as { demo: boolean; sampled?: boolean };
  return { path, demo, sampled };
}

/** Remembers that the demo data is complete: a load that was cut short before this is begun again. */
export function markSampled(path: string): void {
  const mark = join(path, MARK);
  writePrivately(mark, { ...(readJson(mark) as object), sampled: true });
}

/** Throws unless the folder is one that `npm start` made: anything else in it would be lost. */
export async function resetDataFolder(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const others = readdirSync(path).filter((name) => !isLock(name));
  if (others.length === 0) return;
  const mark = join(path, MARK);
  const ours = existsSync(mark) && (readJson(mark) as { ours?: boolean }).ours === true;
  if (!ours)
    throw new Error(
      `${path} holds files that npm start did not make; remove it yourself, or name another folder with CONNECT_DATA.`,
    );
  await removeEmbeddedPostgres(path);
  for (const name of readdirSync(path)) {
    if (!isLock(name) && name !== MARK) rmSync(join(path, name), { recursive: true });
  }
  rmSync(mark, { force: true }); // last, so that a reset that was cut short can be done again
}

const isLock = (name: string): boolean => name.startsWith('connect.pid');

/**
 * The secrets that the environment does not give, generated once and kept readable by their owner alone. Throws when
 * they are gone but a database is there: what they encrypted could never be read again.
 */
export function secretsFor(env: NodeJS.ProcessEnv, folder: DataFolder): Record<string, string> {
  const file = join(folder.path, SECRETS);
  const missing = ['JWT_PRIVATE_KEY', 'DATA_KEYS'].filter((name) => !env[name]);
  if (missing.length === 0) return {};
  if (!existsSync(file)) {
    if (existsSync(join(folder.path, 'postgres')) && missing.includes('DATA_KEYS')) {
      throw new Error(
        `${file} is gone, and with it the keys to the data in ${folder.path}. Put it back, or begin again with --reset.`,
      );
    }
    writePrivately(file, generateSecrets());
  }
  const kept = readJson(file) as Record<string, string>;
  return {
    ...Object.fromEntries(missing.map((name) => [name, kept[name] ?? ''])),
    CONNECT_SECRETS: 'generated',
  };
}

function generateSecrets(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyId = `k${new Date().toISOString().slice(0, 10).replaceAll('-', '')}`;
  return {
    JWT_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    DATA_KEYS: `${keyId}:${randomBytes(32).toString('base64')}`,
  };
}

function writePrivately(path: string, value: unknown): void {
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
