import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { securityHeaders } from '../apps/api/src/app/security-headers.ts';
import type { Config } from '../apps/api/src/platform/config.ts';
import { Server } from '../demo/http.ts';

let http: HttpServer;
afterEach(() => http.close());

/** A server that answers with the headers of ours. */
async function answering(production: boolean): Promise<Server> {
  const headers = await securityHeaders({ production } as Config);
  http = createServer((_, response) => response.writeHead(200, headers).end('{}'));
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  return new Server(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
}

test('demo:deal takes any server but one that runs as production', async () => {
  await expect((await answering(false)).refuseProduction()).resolves.toBeUndefined();
  http.close();
  await expect((await answering(true)).refuseProduction()).rejects.toThrow('refuses production');
});

test('demo:deal says where nobody answers', async () => {
  const gone = await answering(false);
  await new Promise((done) => http.close(done));
  await expect(gone.refuseProduction()).rejects.toThrow(`No server answers at ${gone.url}`);
});
