import { hash } from 'node:crypto';
import { isInternal } from '@connect/domain/permissions';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../../../platform/actor.ts';
import type { Config } from '../../../platform/config.ts';
import { reader } from '../../../platform/db.ts';
import { forbidden, Problem } from '../../../platform/errors.ts';
import { settings, useIdentity } from '../settings.ts';
import { type Claims, verifyAccessToken } from './access-token.ts';
import { makeSessionStates } from './session-states.ts';
import { type SessionState, sessionState } from './sessions.repo.ts';

export type Authenticate = (request: FastifyRequest) => Promise<Actor | null>;

/** Where a user who must enrol a second factor may still go. */
const ENROLMENT = new Set([
  '/auth/me',
  '/auth/totp',
  '/auth/totp/confirmations',
  '/auth/step-up',
  '/auth/sessions',
]);

/**
 * Who asks, by bearer token: null when no credentials came, 401 when they are bad (on a public operation they are
 * ignored instead), 403 `mfa_enrolment_required` where production asks staff to enrol first. A token is verified once and
 * then remembered; whether its session still stands is never more than two seconds old, see `makeSessionStates`.
 */
export function makeAuthenticator(config: Config): Authenticate {
  useIdentity(config);
  const verified = new LRUCache<string, Claims>({ max: 20_000 });
  const stateOf = makeSessionStates((id) => sessionState(reader(), id));
  const asked = new WeakMap<FastifyRequest, Promise<Actor | null>>(); // the rate limiter asks, too

  return (request) => {
    const before = asked.get(request);
    if (before) return before;
    const answer = authenticate(request);
    asked.set(request, answer);
    return answer;
  };

  async function authenticate(request: FastifyRequest): Promise<Actor | null> {
    const header = request.headers.authorization;
    if (header === undefined) return null;
    const route = request.routeOptions.config as { permission?: string; fresh?: boolean };
    try {
      const claims = await claimsOf(header);
      return await actorOf(claims, request, route.fresh === true);
    } catch (error) {
      if (route.permission === 'public' && error instanceof Problem) return null;
      throw error;
    }
  }

  async function claimsOf(header: string): Promise<Claims> {
    const [, token] = /^Bearer ([\w.-]{20,8000})$/i.exec(header) ?? [];
    if (!token) throw badToken();
    const key = hash('sha256', token, 'base64url');
    const claims = verified.get(key) ?? (await verifyAccessToken(token));
    if (!claims || claims.expiresAt * 1000 <= Date.now()) throw badToken();
    verified.set(key, claims);
    return claims;
  }

  async function actorOf(claims: Claims, request: FastifyRequest, fresh: boolean): Promise<Actor> {
    let state = await stateOf(claims.sessionId, fresh);
    // What has just changed for the better must not wait for the memory to age.
    if (!fresh && state?.active && (state.role !== claims.role || mustEnrol(state)))
      state = await stateOf(claims.sessionId, true);
    if (!state?.active || state.userId !== claims.userId) throw badToken();
    if (state.role !== claims.role) throw badToken(); // refreshing brings a token with the role of now
    if (mustEnrol(state) && !ENROLMENT.has(request.routeOptions.url ?? '')) throw enrolFirst();
    return {
      kind: 'user',
      userId: state.userId,
      sessionId: state.sessionId,
      role: state.role,
      name: state.name,
      requestId: request.id,
      ip: request.ip,
      steppedUpAt: state.steppedUpAt,
    };
  }
}

/** Production asks every internal user for a second factor; demo users, which it refuses anyway, come without. */
export const mustEnrol = (user: Pick<SessionState, 'role' | 'isDemo' | 'totpEnrolled'>): boolean =>
  settings().production && isInternal(user.role) && !user.isDemo && !user.totpEnrolled;

const badToken = (): Problem =>
  new Problem(
    401,
    'unauthenticated',
    'Your session has ended or the token is not valid. Sign in to continue.',
    {},
    { 'www-authenticate': 'Bearer error="invalid_token"' },
  );

const enrolFirst = (): Problem => forbidden('Set up your authenticator app first.', 'mfa_enrolment_required');
