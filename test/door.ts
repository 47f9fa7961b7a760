import type { Response } from 'light-my-request';
import type { TestApp } from './app.ts';

/** Requests as a browser or an API client makes them at the door. */
export const PASSWORD = 'green ladder under rain';

interface Ask {
  ip?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
}

export const postTo = (
  server: TestApp,
  url: string,
  payload: object | string,
  ask: Ask = {},
): Promise<Response> =>
  server.app.inject({
    method: 'POST',
    url,
    payload,
    remoteAddress: ask.ip ?? '127.0.0.1',
    headers: ask.headers ?? {},
    ...(ask.query ? { query: ask.query } : {}),
  });

export const tokenBy = (
  server: TestApp,
  username: string,
  password: string,
  extra: object = {},
  ask: Ask = {},
): Promise<Response> =>
  postTo(server, '/auth/token', { grant_type: 'password', username, password, ...extra }, ask);

export const refreshBy = (server: TestApp, refreshToken: string): Promise<Response> =>
  postTo(server, '/auth/token', { grant_type: 'refresh_token', refresh_token: refreshToken });

export const meBy = (server: Pick<TestApp, 'app'>, token: string): Promise<Response> =>
  server.app.inject({ method: 'GET', url: '/auth/me', headers: { authorization: `Bearer ${token}` } });

/** Own keys in the answers' order, without what differs by nature. */
export const withoutRequestId = (response: Response): object => {
  const { requestId: _, ...rest } = response.json();
  return rest;
};

/** The token part of a link. */
export const tokenOf = (url: string): string => url.split('#token=')[1] ?? '';
