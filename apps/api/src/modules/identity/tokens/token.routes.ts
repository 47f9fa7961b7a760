import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { operation } from '../../../platform/operation.ts';
import { CLIENT_ID, settings } from '../settings.ts';
import { clearRefreshCookie, expectOwnOrigin, refreshCookie, setRefreshCookie } from './cookie.ts';
import type { Grant } from './grant.ts';
import { oauthProblem } from './oauth-errors.ts';
import { refresh } from './refresh.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { Jwks, RevokeRequest, TokenAnswer, TokenRequest } from './token.schemas.ts';

type TokenBody = z.infer<typeof TokenRequest>;

const getJwks = (path: string, id: string) =>
  operation({
    method: 'GET',
    path,
    id,
    tag: 'Identity',
    summary: 'The public keys that access tokens are signed with',
    permission: 'public',
    response: Jwks,
    handle: async ({ reply }) => {
      reply.header('cache-control', 'public, max-age=300');
      return { keys: [settings().jwk] };
    },
  });

export const tokenRoutes = [
  operation({
    method: 'POST',
    path: '/auth/token',
    id: 'createToken',
    takesForms: true,
    tag: 'Identity',
    summary: 'Sign in, or refresh the access token',
    description:
      'OAuth 2.0 grants `password` and `refresh_token` (RFC 6749), as a form or as JSON; credentials in the body only. ' +
      'Browsers send `cookie: true` and keep the refresh token in a cookie; API clients get it in the answer. ' +
      'A refresh token changes with every use; the previous one is honoured for ten seconds. ' +
      'Refusals carry the OAuth name in `error`. An Idempotency-Key is not used here: no answer with a token is kept.',
    permission: 'public',
    neverKept: true,
    body: TokenRequest,
    bodyLimit: 16_384,
    response: TokenAnswer,
    alsoRefuses: [401, 403],
    handle: async ({ actor, body, request, reply }) => {
      expectNothingInQuery(request);
      expectOurClient(body.client_id, request);
      if (body.grant_type === 'password') return passwordGrant(actor, body, request, reply);
      if (body.grant_type === 'refresh_token') return refreshGrant(actor, body, request, reply);
      if (body.grant_type === undefined) throw oauthProblem('invalid_request', 'grant_type is required.');
      throw oauthProblem('unsupported_grant_type', 'grant_type is password or refresh_token.');
    },
  }),
  operation({
    method: 'POST',
    path: '/auth/revoke',
    id: 'revokeToken',
    takesForms: true,
    tag: 'Identity',
    summary: 'Sign out',
    description:
      'Ends the session that the refresh or access token belongs to (RFC 7009), on every process within five seconds. ' +
      'An unknown token is answered the same.',
    permission: 'public',
    neverKept: true,
    body: RevokeRequest,
    bodyLimit: 16_384,
    response: z.object({}),
    alsoRefuses: [401, 403],
    handle: async ({ actor, body, request, reply }) => {
      expectNothingInQuery(request);
      expectOurClient(body.client_id, request);
      const cookie = refreshCookie(request);
      if (body.token === undefined && cookie === undefined)
        throw oauthProblem('invalid_request', 'token is required.');
      if (body.token === undefined) expectOwnOrigin(request);
      if (cookie !== undefined && (body.token === undefined || body.token === cookie))
        clearRefreshCookie(reply);
      await signOut(actor, body.token ?? cookie!);
      return {};
    },
  }),
  getJwks('/auth/jwks.json', 'getJwks'),
  getJwks('/.well-known/jwks.json', 'getWellKnownJwks'),
];

async function passwordGrant(actor: Actor, body: TokenBody, request: FastifyRequest, reply: FastifyReply) {
  const { password, code } = body;
  const username = body.username?.trim().toLowerCase();
  const cookie = wantsCookie(body);
  if (!username || password === undefined)
    throw oauthProblem('invalid_request', 'username and password are required.');
  if (cookie) expectOwnOrigin(request);
  const userAgent = request.headers['user-agent']?.slice(0, 300) ?? null;
  return answer(await signIn(actor, { email: username, password, code, userAgent }), cookie, reply);
}

/** A token that came in the cookie goes back into the cookie, never where a script could read it. */
async function refreshGrant(actor: Actor, body: TokenBody, request: FastifyRequest, reply: FastifyReply) {
  if (body.refresh_token !== undefined) {
    const cookie = wantsCookie(body);
    if (cookie) expectOwnOrigin(request);
    return answer(await refresh(actor, body.refresh_token), cookie, reply);
  }
  const token = refreshCookie(request);
  if (token === undefined) throw oauthProblem('invalid_request', 'refresh_token is required.');
  expectOwnOrigin(request);
  try {
    return answer(await refresh(actor, token), true, reply);
  } catch (error) {
    if ((error as { code?: string }).code === 'invalid_grant') clearRefreshCookie(reply);
    throw error;
  }
}

/** A form sends the word, JSON the truth value. */
const wantsCookie = ({ cookie }: TokenBody): boolean => cookie === true || cookie === 'true';

function answer(grant: Grant, cookie: boolean, reply: FastifyReply) {
  reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
  if (cookie) setRefreshCookie(reply, grant.refreshToken, grant.refreshExpiresIn);
  return {
    access_token: grant.accessToken,
    token_type: 'Bearer' as const,
    expires_in: grant.expiresIn,
    ...(cookie ? {} : { refresh_token: grant.refreshToken }),
    refresh_expires_in: grant.refreshExpiresIn,
    ...(grant.mfaEnrolmentRequired ? { mfa_enrolment_required: true } : {}),
  };
}

/** What is in an address ends up in logs and histories. */
function expectNothingInQuery(request: FastifyRequest): void {
  if (Object.keys(request.query as object).length > 0)
    throw oauthProblem('invalid_request', 'Send everything in the body, nothing in the address.');
}

function expectOurClient(clientId: string | undefined, request: FastifyRequest): void {
  const basic = /^basic /i.test(request.headers.authorization ?? '');
  if (basic || (clientId !== undefined && clientId !== CLIENT_ID))
    throw oauthProblem('invalid_client', `The client is ${CLIENT_ID}; it has no secret.`, 401);
}
