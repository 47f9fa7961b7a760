import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** The product as somebody started it at a terminal. */
export interface Product {
  /** `http://localhost:<port>` */
  url: string;
  /** All that it printed so far. */
  said(): string;
  /** Ends it as Ctrl-C does, or as a power cut does (`SIGKILL`), and waits until it is gone. */
  stop(signal?: 'SIGINT' | 'SIGKILL'): Promise<void>;
}

/**
 * Runs what `npm start` runs, in a process of its own, on a data folder and a free port, and waits until it says that it is ready.
 * Throws with what it said when it ends before that.
 */
export async function startProduct(
  folder: string,
  { flags = [], env = {} }: { flags?: string[]; env?: Record<string, string> } = {},
): Promise<Product> {
  const port = await freePort();
  const child = spawn(process.execPath, [...programOf('start'), ...flags], {
    cwd: ROOT,
    env: environment({ CONNECT_DATA: folder, PORT: String(port), ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = (): boolean => child.kill('SIGINT');
  process.once('exit', end); // a test that gives up leaves nothing behind
  let said = '';
  const gone = new Promise<void>((done) => child.on('close', () => done()));
  const ready = new Promise<void>((done) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        if (said.includes('Connect is ready')) done();
      });
  });
  await Promise.race([ready, gone]);
  if (child.exitCode !== null || child.signalCode !== null) throw new Error(`npm start ended: ${said}`);
  return {
    url: `http://localhost:${port}`,
    said: () => said,
    async stop(signal = 'SIGINT') {
      child.kill(signal);
      await gone;
      process.off('exit', end);
      if (signal === 'SIGINT' && child.exitCode !== 0) throw new Error(`npm start did not end well: ${said}`);
    },
  };
}

/** Runs a script of package.json to its end. */
export async function runScript(
  script: string,
  env: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, programOf(script), { cwd: ROOT, env: environment(env) });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, said };
}

/** What a script of package.json gives to Node. */
function programOf(script: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts[script]!.split(' ').slice(1);
}

/** Of the environment only what a process needs anywhere: nothing that a test run, or whoever runs it, has set for Connect. */
function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...own };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
