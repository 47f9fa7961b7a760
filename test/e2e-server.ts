import type { AddressInfo } from 'node:net';
import { jobs } from '../apps/api/src/app/jobs.ts';
import { hashPassword } from '../apps/api/src/modules/identity/index.ts';
import { systemActor } from '../apps/api/src/platform/actor.ts';
import { startWorker } from '../apps/api/src/platform/jobs.ts';
import { makeLog } from '../apps/api/src/platform/log.ts';
import { inTransaction } from '../apps/api/src/platform/transaction.ts';
import { buildClients } from '../scripts/build.ts';
import type { SignedIn } from './actors.ts';
import { startApp, type TestApp } from './app.ts';

export interface BrowserServer extends TestApp {
  /** `http://localhost:<port>`: the name for which browsers allow secure cookies and service workers without TLS. */
  url: string;
  /** From now on jobs run by themselves, as in production; before, when `settle()` is called. */
  work(): Promise<void>;
}

/** The real server with the built clients, listening on a free port, on a database of this test file's own. */
export async function startForBrowser(env: Record<string, string> = {}): Promise<BrowserServer> {
  await buildClients();
  const server = await startApp(env);
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.app.server.address() as AddressInfo;
  let worker: Awaited<ReturnType<typeof startWorker>> | undefined;
  const work = async (): Promise<void> => {
    worker = await startWorker(server.ownerUrl, jobs, '', makeLog('silent'));
  };
  const close = async (): Promise<void> => {
    await worker?.stop();
    await server.close();
  };
  return { ...server, url: `http://localhost:${port}`, work, close };
}

/** Gives a user of `signIn` a password to type. Returns it. */
export async function givePassword(who: SignedIn, password = 'green ladder under rain'): Promise<string> {
  const hash = await hashPassword(password);
  await inTransaction(systemActor('test'), (tx) =>
    tx.updateTable('identity.users').set({ password_hash: hash }).where('id', '=', who.userId).execute(),
  );
  return password;
}
