import { randomUUID } from 'node:crypto';

/** Any record of the API: what a step needs of it is asked for by name. */
// biome-ignore lint/suspicious/noExplicitAny: the driver speaks the API as a script would, without its generated types
export type Json = any;

export interface Ask {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string | FormData;
}

/** How requests travel: over HTTP to a running server, or into one in this process. */
export type Transport = (
  who: string,
  ask: Ask,
) => Promise<{ status: number; body: Json; cookie?: string | undefined }>;

/** A refusal that a step did not expect, with all that the server said of it. */
export class Refused extends Error {
  readonly status: number;
  constructor(ask: Ask, status: number, body: Json) {
    const fields = (body?.errors ?? []).map((each: Json) => `${each.pointer} ${each.message}`).join('; ');
    super(
      `${ask.method} ${ask.path} answered ${status} ${body?.code ?? ''}: ${body?.detail ?? JSON.stringify(body)} ${fields}`,
    );
    this.name = 'Refused';
    this.status = status;
  }
}

/** One signed-in person at the API. Every POST carries an Idempotency-Key of its own. */
export interface Hand {
  who: string;
  get(path: string): Promise<Json>;
  post(path: string, body?: object): Promise<Json>;
  patch(path: string, version: number, body: object): Promise<Json>;
  put(path: string, version: number, body: object): Promise<Json>;
  /** Moves a record as it is now: reads the version, then posts the transition. */
  move(path: string, action: string, more?: { reason?: string; data?: object }): Promise<Json>;
  /** Uploads a file about a subject and answers the document. */
  upload(
    fields: Record<string, string>,
    file: { name: string; type: string; bytes: Uint8Array },
  ): Promise<Json>;
}

export function handOf(who: string, send: Transport): Hand {
  const call = async (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Json> => {
    const ask: Ask = {
      method,
      path,
      headers: {
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    return answered(ask, await send(who, ask));
  };
  const hand: Hand = {
    who,
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    patch: (path, version, body) => call('PATCH', path, body, { 'if-match': `"${version}"` }),
    put: (path, version, body) => call('PUT', path, body, { 'if-match': `"${version}"` }),
    async move(path, action, more = {}) {
      for (let attempt = 1; ; attempt++) {
        const { version } = await hand.get(path);
        try {
          return await call(
            'POST',
            `${path}/transitions`,
            { action, ...more },
            { 'if-match': `"${version}"` },
          );
        } catch (error) {
          // An event that arrived between the two requests changed the record: look again.
          if (!(error instanceof Refused && error.status === 412) || attempt === 5) throw error;
        }
      }
    },
    async upload(fields, file) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([file.bytes as Uint8Array<ArrayBuffer>], { type: file.type }), file.name);
      const ask: Ask = {
        method: 'POST',
        path: '/v1/documents',
        headers: { 'idempotency-key': randomUUID() },
        body: form,
      };
      return answered(ask, await send(who, ask));
    },
  };
  return hand;
}

/** A person without a sign-in, known by the cookie of a page that a link opened. */
export async function visitor(
  send: Transport,
  path: string,
  body?: object,
  cookie?: string,
): Promise<{ body: Json; cookie: string }> {
  const ask: Ask = {
    method: body ? 'POST' : 'GET',
    path,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(cookie ? { cookie } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
  const answer = await send('', ask);
  return { body: answered(ask, answer), cookie: cookie ?? answer.cookie ?? '' };
}

function answered(ask: Ask, { status, body }: { status: number; body: Json }): Json {
  if (status >= 300) throw new Refused(ask, status, body);
  return body;
}
