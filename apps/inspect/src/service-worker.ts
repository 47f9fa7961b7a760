/**
 * Keeps the program on the device, so that it opens without a network. It never touches the API: what is recorded lies in
 * IndexedDB, and the page itself sends it. A new version waits until the page asks for it.
 */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', handle: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', handle: (event: Fetching) => void): void;
  addEventListener(type: 'message', handle: (event: MessageEvent) => void): void;
}
// The build replaces the words `self.__WB_MANIFEST`, which therefore stand here as they are.
declare const self: Worker & typeof globalThis;

const files = self.__WB_MANIFEST;
const PREFIX = 'connect-inspect-';
const CACHE = PREFIX + fingerprint(files.map((file) => `${file.url} ${file.revision}`).join('\n'));
const SCOPE = '/inspect/';
const known = new Set(files.map((file) => SCOPE + file.url));

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(dropOthers().then(() => self.clients.claim())));
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate' && url.pathname.startsWith(SCOPE))
    event.respondWith(kept(`${SCOPE}index.html`, request));
  else if (known.has(url.pathname)) event.respondWith(kept(url.pathname, request));
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  // A file whose name says its content may come from the browser's cache, the others may not.
  await Promise.all(
    files.map(async ({ url, revision }) => {
      const answer = await fetch(SCOPE + url, { cache: revision ? 'reload' : 'default' });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      await cache.put(SCOPE + url, answer);
    }),
  );
}

async function dropOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/** FNV-1a: enough to tell two builds apart. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16);
}

// Makes this a module, in which `self` may be declared as what it is here.
export {};
