import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../../platform/errors.ts';
import { settings } from '../settings.ts';

/** The `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain; they take localhost for secure. */
export const REFRESH_COOKIE = '__Host-connect-refresh';
const OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

export const refreshCookie = (request: FastifyRequest): string | undefined => request.cookies[REFRESH_COOKIE];

export function setRefreshCookie(reply: FastifyReply, token: string, maxAgeSeconds: number): void {
  reply.setCookie(REFRESH_COOKIE, token, { ...OPTIONS, maxAge: maxAgeSeconds });
}

export function clearRefreshCookie(reply: FastifyReply): void {
  reply.clearCookie(REFRESH_COOKIE, OPTIONS);
}

/** The cookie acts for our own pages only. Throws 403 for another origin, and for none: browsers always send it on a POST. */
export function expectOwnOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin && (settings().origins.has(origin) || isThisLocalhost(origin, request.headers.host))) return;
  throw new Problem(403, 'foreign_origin', 'The session cookie is only for the pages of this site.', {
    error: 'invalid_request',
  });
}

/** On a developer's machine the port is whatever was free. */
function isThisLocalhost(origin: string, host: string | undefined): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  return url !== null && url.host === host && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}
