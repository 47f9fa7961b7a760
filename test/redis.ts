import { spawn, spawnSync } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
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

const INFO = 'redis_version:7.0.0\r\nloading:0\r\n';
const GREETING: Record<string, string> = {
  hello: '%1\r\n$5\r\nproto\r\n:3\r\n',
  setinfo: '+OK\r\n',
  info: `$${INFO.length}\r\n${INFO}\r\n`,
};

/** A server that greets its first client like a Redis, and from then on takes every command and answers none. */
export async function startHangingRedis(): Promise<TestRedis> {
  const sockets = new Set<Socket>();
  let greeted = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      for (const [word] of data.toString().matchAll(/\b(hello|setinfo|info)\b/gi)) {
        if (greeted) return;
        socket.write(GREETING[word.toLowerCase()]!);
        greeted = word.toLowerCase() === 'info';
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
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
