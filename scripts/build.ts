import { execFile } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { precompress } from './build/compress.ts';
import { stampOf } from './build/stamp.ts';

const ROOT = join(import.meta.dirname, '..');
const CLIENTS = ['web', 'inspect'];

/**
 * Builds those of the web and inspection apps whose sources changed since their last build, side by side, and returns
 * their names. Without Vite (an install for production) a build that is there is taken as it is. Throws with Vite's
 * own words when a build fails, and when there is neither a build nor Vite.
 */
export async function buildClients({ force = false, log = (_: string) => {} } = {}): Promise<string[]> {
  const present = CLIENTS.filter((client) => existsSync(join(ROOT, 'apps', client, 'index.html')));
  const stale = present.filter((client) => force || !isFresh(client));
  const vite = stale.length > 0 ? findVite() : undefined;
  const buildable = vite ? stale : [];
  const unbuilt = stale.find((client) => !vite && !existsSync(indexOf(client)));
  if (unbuilt)
    throw new Error(`apps/${unbuilt} is not built and Vite is not installed: run npm ci, then npm run build`);
  await Promise.all(buildable.map((client) => build(vite as string, client, log)));
  return buildable;
}

const dist = (client: string): string => join(ROOT, 'apps', client, 'dist');
const indexOf = (client: string): string => join(dist(client), 'index.html');
const stampFile = (client: string): string => join(dist(client), '.stamp');

function isFresh(client: string): boolean {
  if (!existsSync(indexOf(client)) || !existsSync(stampFile(client))) return false;
  return readFileSync(stampFile(client), 'utf8') === stampOf(ROOT, client);
}

function findVite(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  } catch {
    return undefined;
  }
}

async function build(vite: string, client: string, log: (line: string) => void): Promise<void> {
  const began = Date.now();
  const stamp = stampOf(ROOT, client); // before the build: a change meanwhile makes the next start build again
  const draft = `${dist(client)}.${process.pid}`; // two builds at once do not tread on each other, nor on who serves the last one
  await new Promise<void>((done, fail) => {
    const args = [vite, 'build', '--logLevel', 'warn', '--emptyOutDir', '--outDir', draft];
    const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
    execFile(
      process.execPath,
      args,
      { cwd: join(ROOT, 'apps', client), env, maxBuffer: 20_000_000 },
      (error, stdout, stderr) => {
        if (error)
          fail(
            new Error(`apps/${client} does not build:
${complaintOf(`${stdout}${stderr}`) || error.message}`),
          );
        else done();
      },
    );
  });
  await precompress(draft);
  writeFileSync(join(draft, '.stamp'), stamp); // last: a build that was cut short has none
  rmSync(dist(client), { recursive: true, force: true });
  renameSync(draft, dist(client));
  log(`apps/${client} built in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** Vite's words without the stack of its own code. */
const complaintOf = (output: string): string =>
  stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();

if (import.meta.main) {
  try {
    const built = await buildClients({ force: process.argv.includes('--force'), log: console.log });
    if (built.length === 0) console.log('Nothing changed since the last build.');
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
