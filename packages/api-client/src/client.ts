/**
 * The web's way to the API: openapi-fetch over the generated `paths`, with the bearer token, one silent refresh on 401,
 * idempotency keys and versions. What goes wrong is thrown as `ApiProblem`.
 */
import createOpenApiClient, { type Client } from 'openapi-fetch';
import { problemFrom, unreachable } from './problem.ts';
import type { paths } from './schema.gen.ts';

export { ApiProblem, type FieldError, problemOf, unreachable } from './problem.ts';
export type { paths } from './schema.gen.ts';

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';
type Json<R> = R extends { content: { 'application/json': infer B } } ? B : undefined;
type Success<R> = R extends { 200: infer A }
  ? Json<A>
  : R extends { 201: infer A }
    ? Json<A>
    : R extends { 202: infer A }
      ? Json<A>
      : undefined;

/** Every path of the API; any string while the schema is not generated. */
export type ApiPath = keyof paths extends never ? string : keyof paths & string;
/** What an operation answers, from the generated schema; `unknown` where the schema does not know the path. */
export type AnswerOf<P extends string, M extends Method = 'get'> = P extends keyof paths
  ? M extends keyof paths[P]
    ? paths[P][M] extends { responses: infer R }
      ? Success<R>
      : unknown
    : unknown
  : unknown;
/** One item of what a list answers. */
export type ItemOf<P extends string> = AnswerOf<P> extends { items: (infer I)[] } ? I : unknown;
/** `T` when the caller names it, else what the schema says. */
export type Answer<T, P extends string, M extends Method> = [T] extends [never] ? AnswerOf<P, M> : T;

export type PathParams = Readonly<Record<string, string | number>>;
export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;
export type Send = {
  /** Values for `{id}` and the like in the path. */
  path?: PathParams;
  query?: Query;
  /** A plain object goes as JSON; FormData as it is. */
  body?: unknown;
  /** The version last seen: sent as `If-Match: "3"`. */
  ifMatch?: number | null;
  /** Stays the same over retries of the same submit; POSTs without one get their own. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

export type ApiOptions = {
  baseUrl?: string;
  /** The access token of now, null when signed out. */
  token: () => string | null;
  /** Gets a new access token, null when the session is over. Called once per 401, whoever waits. */
  refresh: () => Promise<string | null>;
  fetch?: (request: Request) => Promise<Response>;
};

export type Api = {
  /** The typed openapi-fetch client, for what the short verbs below do not say. */
  client: Client<paths>;
  get: <T = never, P extends string = string>(path: P, send?: Send) => Promise<Answer<T, P, 'get'>>;
  post: <T = never, P extends string = string>(path: P, send?: Send) => Promise<Answer<T, P, 'post'>>;
  patch: <T = never, P extends string = string>(path: P, send?: Send) => Promise<Answer<T, P, 'patch'>>;
  put: <T = never, P extends string = string>(path: P, send?: Send) => Promise<Answer<T, P, 'put'>>;
  delete: <T = never, P extends string = string>(path: P, send?: Send) => Promise<Answer<T, P, 'delete'>>;
  /** A document's bytes, with the token; throws like the others. */
  download: (path: string, send?: Send) => Promise<Blob>;
};

/** Makes the client. The token lives with the caller; nothing is kept here. */
export function createApi(options: ApiOptions): Api {
  const authorised = withRefresh(options);
  const client = createOpenApiClient<paths>({ baseUrl: options.baseUrl ?? '', fetch: authorised });

  const verb =
    (method: Method) =>
    async (path: string, send: Send = {}) => {
      const call = (client as unknown as Record<string, (path: string, init: object) => Promise<Outcome>>)[
        method.toUpperCase()
      ]!;
      const { data, error, response } = await call(path, {
        params: { path: send.path, query: tidy(send.query) },
        headers: headersOf(method, send),
        signal: send.signal,
        ...(send.body === undefined ? {} : bodyOf(send.body)),
      });
      if (!response.ok) throw problemFrom(response, error);
      return data;
    };
  const download = async (path: string, send: Send = {}) => {
    const call = (client as unknown as Record<string, (path: string, init: object) => Promise<Outcome>>).GET!;
    const { data, error, response } = await call(path, {
      params: { path: send.path, query: tidy(send.query) },
      parseAs: 'blob',
      signal: send.signal,
    });
    if (!response.ok) throw problemFrom(response, error);
    return data as Blob;
  };
  return {
    client,
    get: verb('get'),
    post: verb('post'),
    patch: verb('patch'),
    put: verb('put'),
    delete: verb('delete'),
    download,
  } as Api;
}

type Outcome = { data?: unknown; error?: unknown; response: Response };

/** A key for one submit; keep it until the submit has succeeded or its body changes. */
export const newIdempotencyKey = (): string => crypto.randomUUID();

/** The header value of a version. */
export const etag = (version: number): string => `"${version}"`;

function headersOf(method: Method, send: Send): Record<string, string> {
  const headers: Record<string, string> = {};
  if (method === 'post') headers['Idempotency-Key'] = send.idempotencyKey ?? newIdempotencyKey();
  if (send.ifMatch !== undefined && send.ifMatch !== null) headers['If-Match'] = etag(send.ifMatch);
  return headers;
}

const bodyOf = (body: unknown) =>
  body instanceof FormData || body instanceof Blob
    ? { body, bodySerializer: (same: unknown) => same }
    : { body };

/* Empty filters are left out rather than sent as `?state=`. */
const tidy = (query: Query | undefined) =>
  query &&
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );

/** Sends the token; on 401 refreshes once and tries again; a dead network becomes `ApiProblem` with status 0. */
function withRefresh(options: ApiOptions): (request: Request) => Promise<Response> {
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const attempt = (request: Request, token: string | null) => {
    if (token) request.headers.set('Authorization', `Bearer ${token}`);
    return send(request).catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw unreachable();
    });
  };
  return async (request) => {
    const again = request.clone();
    const token = options.token();
    const response = await attempt(request, token);
    if (response.status !== 401 || !token) return response;
    // Another request may have refreshed while this one was under way.
    const current = options.token();
    const fresh = current && current !== token ? current : await options.refresh();
    return fresh ? attempt(again, fresh) : response;
  };
}
