import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { bookDate } from '../../apps/api/src/platform/book-time.ts';
import {
  copyEmbeddedPostgres,
  removeEmbeddedPostgres,
} from '../../apps/api/src/platform/embedded-postgres.ts';
import { stampOfSample } from '../build/stamp.ts';
import { markSampled } from './data-folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const PREPARED = join(ROOT, 'node_modules/.cache/connect-sample');
const DRAFT = `${PREPARED}.new`;
/** What a data folder holds beside its cluster. */
const PARTS = ['files', 'secrets.json', 'postgres-password'];
const MADE = 'made.json';

/** When and from what a sample book was made: its acts are told in days before that one. */
const made = (): string => JSON.stringify({ day: bookDate(new Date()), stamp: stampOfSample(ROOT) });

/**
 * Copies the sample book that `npm ci` has loaded into a data folder that was just begun. False, and nothing copied, where there is
 * none of today from these sources: then it is loaded. Throws what the file system says.
 */
export function takePreparedSample(dataDir: string): boolean {
  const mark = join(PREPARED, MADE);
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== made()) return false;
  copyParts(PREPARED, dataDir);
  copyEmbeddedPostgres(PREPARED, dataDir);
  markSampled(dataDir);
  return true;
}

/** Starts the product once on a folder of its own, which loads the sample book, stops it and keeps the folder. */
async function prepareSample(): Promise<void> {
  const from = made(); // before the load: a change meanwhile makes the next start load anew
  await discard();
  rmSync(PREPARED, { recursive: true, force: true });
  mkdirSync(PREPARED, { recursive: true, mode: 0o700 });
  await startOnce();
  copyParts(DRAFT, PREPARED);
  copy(realpathSync(join(DRAFT, 'postgres')), join(PREPARED, 'postgres'));
  await discard();
  writeFileSync(join(PREPARED, `${MADE}.new`), from);
  renameSync(join(PREPARED, `${MADE}.new`), join(PREPARED, MADE)); // last: one that was cut short has none
}

async function discard(): Promise<void> {
  await removeEmbeddedPostgres(DRAFT);
  rmSync(DRAFT, { recursive: true, force: true });
}

function startOnce(): Promise<void> {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, TMPDIR, CONNECT_DATA: DRAFT, PORT: '0' };
  const child = spawn(process.execPath, ['--max-old-space-size=512', join(ROOT, 'scripts/start.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.includes('Connect is ready')) child.kill('SIGINT');
  });
  return new Promise((done, fail) => {
    child.on('error', fail).on('close', (code) => {
      if (code === 0 && said.includes('Connect is ready')) done();
      else fail(new Error(`npm start ended with ${code}: ${said}`));
    });
  });
}

function copyParts(from: string, to: string): void {
  for (const name of PARTS) {
    rmSync(join(to, name), { recursive: true, force: true });
    copy(join(from, name), join(to, name));
  }
}

/** Modes and owners stay: the cluster may be another account's. */
const copy = (from: string, to: string): void => void execFileSync('cp', ['-pR', from, to]);

if (import.meta.main) {
  try {
    const began = performance.now();
    await prepareSample();
    console.log(`sample book loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
