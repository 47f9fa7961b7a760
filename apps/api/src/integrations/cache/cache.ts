import { Redis } from 'ioredis';

const PATIENCE_MS = 2000;

let client: Redis | undefined;

/** Connects to the shared cache when one is set; rate limits then count across processes. */
export function openCache(url: string | undefined): Redis | undefined {
  if (!url) return undefined;
  client = new Redis(url, {
    maxRetriesPerRequest: 1,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    // A server that hangs is left: until it greets again, whoever asks is refused at once instead of after the patience.
    socketTimeout: PATIENCE_MS,
    enableOfflineQueue: false,
    retryStrategy: (times) => Math.min(times * 200, 5000),
  });
  client.on('error', () => {}); // its state is asked for by /health
  return client;
}

/** `embedded` when no server is set: then each process keeps its own counts. */
export async function redisState(): Promise<'connected' | 'disconnected' | 'embedded'> {
  if (!client) return 'embedded';
  try {
    await client.ping();
    return 'connected';
  } catch {
    return 'disconnected';
  }
}

export async function closeCache(): Promise<void> {
  client?.disconnect();
  client = undefined;
}
