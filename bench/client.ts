import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

const run = promisify(execFile);
export const CONNECTIONS = 32;

export interface Request {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

export interface Shot {
  count: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p95: number;
  p99: number;
  /** Answers other than 2xx, and broken connections. */
  failed: number;
}

export type Fire = (
  target: { url: string; token: string },
  requests: Request[],
  seconds: number,
) => Promise<Shot>;

/** wrk where it is installed, since it leaves more of the shared core to PostgreSQL; else autocannon, which npm brings along. */
export async function chooseClient(): Promise<{ name: string; fire: Fire }> {
  const hasWrk = await run('which', ['wrk']).then(
    () => true,
    () => false,
  );
  return hasWrk ? { name: 'wrk', fire: fireWrk } : { name: 'autocannon', fire: fireAutocannon };
}

const fireWrk: Fire = async ({ url, token }, requests, seconds) => {
  const folder = mkdtempSync(join(tmpdir(), 'connect-bench-'));
  const file = join(folder, 'requests.tsv');
  writeFileSync(
    file,
    requests.map(({ method, path, body }) => `${method}\t${path}\t${body ?? ''}\n`).join(''),
  );
  try {
    const script = join(import.meta.dirname, 'replay.lua');
    const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '--timeout', '10s', '-s', script];
    const { stdout } = await run('wrk', [...args, url], {
      env: { ...process.env, REQUESTS: file, TOKEN: token },
    });
    const [, json] = /JSON(\{.*\})/.exec(stdout) ?? [];
    if (!json) throw new Error(`wrk said nothing to read:\n${stdout}`);
    return JSON.parse(json) as Shot;
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const fireAutocannon: Fire = async ({ url, token }, requests, seconds) => {
  const plain = requests.map(({ method, path, body }) => ({
    method,
    path,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body } : {}),
  }));
  let clients = 0;
  const running = autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: plain.slice(0, 1),
    // Each connection goes through the whole list; they begin at different places, or all would ask for the same.
    setupClient: (client) => {
      const from = Math.floor((clients++ * plain.length) / CONNECTIONS);
      client.setRequests([...plain.slice(from), ...plain.slice(0, from)]);
    },
  });
  const times: number[] = []; // its own histogram has no 95th percentile
  running.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
  const { errors, timeouts, non2xx, duration } = await running;
  times.sort((a, b) => a - b);
  const percentile = (share: number): number => times[Math.floor(times.length * share)] ?? 0;
  return {
    count: times.length,
    seconds: duration,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    failed: errors + timeouts + non2xx,
  };
};
