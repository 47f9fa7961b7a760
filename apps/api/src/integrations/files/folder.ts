import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileMissing, type Files, FileTooLarge, type Staged } from './port.ts';

/** The embedded default: a folder, addressed by content. A file appears under its final name only when it is whole and on disk. */
export function folderFiles(dataDir: string): Files {
  const root = resolve(dataDir, 'files');
  const incoming = join(root, 'incoming');
  const pathOf = (key: string): string => {
    if (!/^(sha256\/[0-9a-f]{2}\/[0-9a-f]{64}|cache\/[\w.-]+)$/.test(key)) throw new FileMissing(key);
    return join(root, key);
  };

  let swept = false;
  const keep = async (path: string, key: string): Promise<string> => {
    const target = pathOf(key);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await sync(path);
    await rename(path, target);
    await sync(dirname(target));
    return key;
  };

  const write = async (bytes: Uint8Array, key: string): Promise<string> => {
    if (await exists(pathOf(key))) return key;
    await mkdir(incoming, { recursive: true, mode: 0o700 });
    const path = join(incoming, randomUUID());
    await pipeline([bytes], createWriteStream(path, { mode: 0o600 }));
    return keep(path, key);
  };

  return {
    async stage(source, limitBytes) {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      if (!swept) {
        swept = true;
        sweep(incoming).catch(() => {}); // waste, not harm: the upload goes on
      }
      return stageIn(join(incoming, randomUUID()), source, limitBytes);
    },
    async keep(staged) {
      const key = keyOf(staged.sha256);
      return (await exists(pathOf(key))) ? key : keep(staged.path, key);
    },
    put: (bytes) => write(bytes, keyOf(createHash('sha256').update(bytes).digest('hex'))),
    async open(key) {
      const path = pathOf(key);
      if (!(await exists(path))) throw new FileMissing(key);
      return createReadStream(path);
    },
    async cache(name, make) {
      const path = pathOf(`cache/${name}`);
      if (await exists(path)) return readFile(path);
      const bytes = await make();
      await write(bytes, `cache/${name}`);
      return bytes;
    },
  };
}

const keyOf = (sha256: string): string => `sha256/${sha256.slice(0, 2)}/${sha256}`;

async function stageIn(path: string, source: Readable, limitBytes: number): Promise<Staged> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      done(sizeBytes > limitBytes ? new FileTooLarge(limitBytes) : null, chunk);
    },
  });
  const discard = (): Promise<void> => rm(path, { force: true });
  try {
    await pipeline(source, measure, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await discard();
    throw error;
  }
  return { path, sizeBytes, sha256: hash.digest('hex'), discard };
}

const ABANDONED_MS = 86_400_000;

/** A process that was killed leaves its half uploads behind; those of a day ago are nobody's. */
async function sweep(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true });
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Until a file and its folder are synced, a loss of power may leave an empty file under the right name. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
