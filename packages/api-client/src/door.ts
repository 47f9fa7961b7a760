/** How a browser app gets in and stays in: the access token in memory, the refresh token in the server's cookie. */
import { ApiProblem, problemOf, unreachable } from './problem.ts';

const CLIENT = 'connect-web';

export type Access = { token: string /** Milliseconds since 1970. */; expiresAt: number };

type TokenAnswer = { access_token: string; expires_in: number };

async function knock(path: string, body: object, keepalive = false): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    keepalive,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: CLIENT, ...body }),
  }).catch(() => {
    throw unreachable();
  });
}

async function askToken(fields: Record<string, string>): Promise<Access> {
  const response = await knock('/auth/token', { cookie: true, ...fields });
  if (!response.ok) throw await problemOf(response);
  const answer = (await response.json()) as TokenAnswer;
  return { token: answer.access_token, expiresAt: Date.now() + answer.expires_in * 1000 };
}

/** Opens a session. Throws ApiProblem: `invalid_grant`, `mfa_required`, 429, status 0 without a network. */
export const openSession = (email: string, password: string, code?: string): Promise<Access> =>
  askToken({ grant_type: 'password', username: email, password, ...(code ? { code } : {}) });

/** Goes on with the session of the cookie. Throws ApiProblem. */
export const continueSession = (): Promise<Access> => askToken({ grant_type: 'refresh_token' });

/** Whether a refusal to go on ends the session: no network, too many requests and a failing server do not. */
export const isOver = (refused: unknown): boolean =>
  !(
    refused instanceof ApiProblem &&
    (refused.status === 0 || refused.status === 429 || refused.status >= 500)
  );

/** Who the token speaks for. Throws ApiProblem. */
export async function whoAmI<U>(token: string): Promise<U> {
  const response = await fetch('/auth/me', { headers: { authorization: `Bearer ${token}` } }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as U;
}

/** Ends the session on the server, even if this page closes at once; without a network it ends by its age. */
export const endSession = (): Promise<unknown> => knock('/auth/revoke', {}, true).catch(() => undefined);

/** One refresh at a time over all tabs of all apps of this address. */
export const inOneTab = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('connect-refresh', work) as Promise<T>) : work();
