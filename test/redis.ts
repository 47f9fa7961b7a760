import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';

export interface TestRedis {
  url: string;
  stop(): Promise<void>;
}

/** Whether this machine has a Redis for tests: REDIS_URL, or a redis-server on the PATH. For `test.skipIf(!hasRedis())`. */
export function hasRedis(): boolean {
  return (
    Boolean(process.env.REDIS_URL) ||
    spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0
  );
}

/** The Redis at REDIS_URL, else one of this test's own that keeps nothing on disk. Throws when there is neither. */
export async function startRedis(): Promise<TestRedis> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} };
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const gone = new Promise<void>((done) => child.on('exit', () => done()).on('error', () => done()));
  const url = `redis://127.0.0.1:${port}`;
  const stop = (): Promise<void> => {
    child.kill('SIGTERM');
    return gone;
  };
  const answers = await Promise.race([ping(url), gone.then(() => false)]);
  if (!answers) {
    await stop();
    throw new Error('redis-server does not start');
  }
  return { url, stop };
}

async function ping(url: string): Promise<boolean> {
  const client = new Redis(url, {
    retryStrategy: (times) => (times > 200 ? null : 25),
    maxRetriesPerRequest: 200,
  });
  client.on('error', () => {}); // until it listens
  try {
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
