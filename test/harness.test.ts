import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { hasRedis, startRedis } from './redis.ts';

test('a browser starts, with web security on', async () => {
  const server = createServer((_, response) => response.end('secret of another origin')).listen(
    0,
    '127.0.0.1',
  );
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<button>Approve</button>');
    expect(await page.getByRole('button').textContent()).toBe('Approve');
    const { port } = server.address() as { port: number };
    const read = (url: string) =>
      fetch(url).then(
        (answer) => answer.text(),
        () => 'refused',
      );
    expect(await page.evaluate(read, `http://127.0.0.1:${port}/`)).toBe('refused');
  } finally {
    await browser.close();
    server.close();
  }
});

test.skipIf(!hasRedis())('Redis starts and stops', async () => {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  expect(await client.set('key', 'value')).toBe('OK');
  client.disconnect();
  await redis.stop();
});
