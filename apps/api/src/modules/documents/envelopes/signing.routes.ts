import type { FastifyReply, FastifyRequest } from 'fastify';
import { reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { operation } from '../../../platform/operation.ts';
import { findVersion } from '../files/documents.repo.ts';
import { attach } from '../files/documents.service.ts';
import { enclosedIn } from './envelopes.repo.ts';
import { consent, decline, sign } from './sign.ts';
import * as s from './signing.schemas.ts';
import { assertOpen, getSigning, openSigning, requireSession, type SignerKey } from './signing.ts';
import { signingSettings } from './signing-settings.ts';

const tag = 'Documents';
/** By address; a signer needs a handful. */
const PER_MINUTE = 60;

const cookieName = (): string => (signingSettings().secure ? '__Secure-signing' : 'signing');
const keyOf = (request: FastifyRequest, token: string): SignerKey => ({
  token,
  session: request.cookies[cookieName()],
});

/** The cookie is bound to the link's own path, so that two links may be open in one browser. */
function keepSession(reply: FastifyReply, token: string, session: { secret: string; expiresAt: Date }): void {
  reply.setCookie(cookieName(), session.secret, {
    path: `/v1/signing/${encodeURIComponent(token)}`,
    httpOnly: true,
    sameSite: 'strict',
    secure: signingSettings().secure,
    // As a span: the reader's clock may be wrong.
    maxAge: Math.max(0, Math.floor((session.expiresAt.getTime() - Date.now()) / 1000)),
  });
}

export const signingRoutes = [
  operation({
    method: 'POST',
    path: '/v1/signing/{token}/sessions',
    id: 'openSigning',
    tag,
    summary: 'Open a signing link',
    description:
      'The first use exchanges the link for a session in an httpOnly cookie of this browser, which the other operations ask for. The same browser may ask again; elsewhere the link then answers 410. An Idempotency-Key is not kept.',
    permission: 'public',
    perMinute: PER_MINUTE,
    params: s.SigningParams,
    response: s.Signing,
    handle: async ({ actor, params, request, reply }) => {
      const { signing, session } = await openSigning(actor, keyOf(request, params.token));
      if (session) keepSession(reply, params.token, session);
      return signing;
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/signing/{token}',
    id: 'getSigning',
    tag,
    summary: 'What is to be signed, by whom',
    description: '410 with the reason once the link is spent.',
    permission: 'public',
    perMinute: PER_MINUTE,
    params: s.SigningParams,
    response: s.Signing,
    handle: ({ actor, params, request }) => getSigning(actor, keyOf(request, params.token)),
  }),
  operation({
    method: 'GET',
    path: '/v1/signing/{token}/documents/{documentId}/content',
    id: 'downloadSigningDocument',
    tag,
    summary: 'A document to be signed',
    permission: 'public',
    perMinute: PER_MINUTE,
    params: s.SigningDocumentParams,
    produces: 'application/pdf',
    handle: async ({ actor, params, request, reply }) => {
      const link = assertOpen(await requireSession(actor, keyOf(request, params.token)), actor);
      const enclosed = await enclosedIn(reader(), [link.envelopeId]);
      const one = enclosed.find((each) => each.documentId === params.documentId);
      const version = one && (await findVersion(reader(), one.documentId, one.number));
      if (!version) throw notFound();
      await attach(reply, version);
      return undefined;
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/signing/{token}/consents',
    id: 'consentToSigning',
    tag,
    summary: 'Agree to sign electronically',
    permission: 'public',
    perMinute: PER_MINUTE,
    params: s.SigningParams,
    body: s.Consent,
    response: s.Signing,
    handle: ({ actor, params, request }) => consent(actor, keyOf(request, params.token)),
  }),
  operation({
    method: 'POST',
    path: '/v1/signing/{token}/signatures',
    id: 'sign',
    tag,
    summary: 'Sign every document by typing the own name',
    description: 'Afterwards the link answers 410.',
    permission: 'public',
    perMinute: PER_MINUTE,
    params: s.SigningParams,
    body: s.Signature,
    response: s.Signing,
    handle: ({ actor, params, request, body }) =>
      sign(actor, keyOf(request, params.token), {
        fullName: body.fullName,
        userAgent: request.headers['user-agent'],
      }),
  }),
  operation({
    method: 'POST',
    path: '/v1/signing/{token}/declines',
    id: 'declineSigning',
    tag,
    summary: 'Decline to sign',
    description: 'The envelope ends for everybody, and the sender sees the reason.',
    permission: 'public',
    perMinute: PER_MINUTE,
    params: s.SigningParams,
    body: s.Decline,
    response: s.Signing,
    handle: ({ actor, params, request, body }) => decline(actor, keyOf(request, params.token), body.reason),
  }),
];
