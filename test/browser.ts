import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

/** The same Chromium without windows comes first: it shows a page in two thirds of the processor's time. */
const SYSTEM_NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

/**
 * A Chromium for journeys: CHROMIUM_PATH, else the system's, else the one that npm brought (unpacked once per user and
 * version). Throws when none of them starts, with the last one's words.
 */
export async function launchBrowser(): Promise<Browser> {
  const system = process.env.CHROMIUM_PATH ?? findOnPath();
  if (system) {
    try {
      return await chromium.launch({
        executablePath: system,
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      });
    } catch (error) {
      if (process.env.CHROMIUM_PATH) throw error; // asked for by name: another browser would be a surprise
    }
  }
  return launchPackaged();
}

function findOnPath(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return SYSTEM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The package's own default flags switch web security off, so none of them is used. */
async function launchPackaged(): Promise<Browser> {
  const folder = await unpack();
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: ['--no-sandbox', '--headless=shell'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
      HOME: folder,
    },
  });
}

async function unpack(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const manifest = readFileSync(join(dirname(main), '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const folder = join(tmpdir(), `connect-chromium-${process.getuid?.() ?? 0}-${version}`);
  if (existsSync(folder)) return folder;
  const draft = mkdtempSync(join(dirname(folder), 'connect-chromium-new-'));
  // In a process of its own: the package unpacks to TMPDIR and changes the environment of whoever imports it.
  const script =
    "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another run was quicker
    rmSync(draft, { recursive: true });
  }
  return folder;
}
