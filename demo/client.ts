import { randomUUID } from 'node:crypto';
import type { SampleFile } from './steps/files.ts';

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
  /** Changes a record, or a part of it, as it is now. */
  patch(path: string, body: object, version?: number): Promise<Json>;
  /** Replaces a part of a record. A part that counts its changes by itself needs its own version. */
  put(path: string, body: object, version?: number): Promise<Json>;
  /** Moves a record as it is now. */
  move(path: string, action: string, more?: { reason?: string; data?: object }): Promise<Json>;
  /** Uploads a file about a subject and answers the document. */
  upload(fields: Record<string, string>, file: SampleFile): Promise<Json>;
}

/** The versions in which records were last seen, by id: who has just been told need not ask again. */
export type Versions = Map<string, number>;

function remember(versions: Versions, body: Json): void {
  for (const each of body?.items ?? [body])
    if (typeof each?.version === 'number') versions.set(each.id, each.version);
}

export function handOf(who: string, send: Transport, versions: Versions = new Map()): Hand {
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
    const answer = answered(ask, await send(who, ask));
    remember(versions, answer);
    return answer;
  };
  /** Sends what changes a record, with the version in which it was last seen. */
  const change = async (method: string, path: string, body: object): Promise<Json> => {
    // A month of the books has its name where other records have their id.
    const [record = path, id = ''] = /^.*?([0-9a-f-]{36}|\d{4}-\d{2}(?=\/))/.exec(path) ?? [];
    for (let attempt = 1; ; attempt++) {
      const version = versions.get(id) ?? (await call('GET', record)).version;
      try {
        return await call(method, path, body, { 'if-match': `"${version}"` });
      } catch (error) {
        // Somebody else, or an event, has changed the record since: look again.
        if (!(error instanceof Refused && error.status === 412) || attempt === 5) throw error;
        versions.delete(id);
      }
    }
  };
  const hand: Hand = {
    who,
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    patch: (path, body, version) =>
      version === undefined
        ? change('PATCH', path, body)
        : call('PATCH', path, body, { 'if-match': `"${version}"` }),
    put: (path, body, version) =>
      version === undefined
        ? change('PUT', path, body)
        : call('PUT', path, body, { 'if-match': `"${version}"` }),
    move: (path, action, more = {}) => change('POST', `${path}/transitions`, { action, ...more }),
    async upload(fields, file) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      form.set('file', new Blob([file.bytes], { type: file.type }), file.name);
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
