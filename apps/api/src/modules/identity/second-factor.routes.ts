import { z } from 'zod';
import { operation } from '../../platform/operation.ts';
import { Moment } from '../../platform/schemas.ts';
import { beginEnrolment, confirmEnrolment, stepUp } from './second-factor.ts';
import { Code, Secret } from './tokens/token.schemas.ts';

export const secondFactorRoutes = [
  operation({
    method: 'POST',
    path: '/auth/totp',
    id: 'beginTotpEnrolment',
    tag: 'Identity',
    summary: 'Get a secret for an authenticator app',
    description:
      'Counts once a code confirms it. Asks for a step-up when the session is older than five minutes or an app is enrolled.',
    permission: 'signed-in',
    neverKept: true,
    response: z.object({
      secret: z.string().meta({ examples: ['JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'] }),
      uri: z.string().meta({
        examples: ['otpauth://totp/Connect:admin%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Connect'],
      }),
    }),
    handle: ({ actor }) => beginEnrolment(actor),
  }),
  operation({
    method: 'POST',
    path: '/auth/totp/confirmations',
    id: 'confirmTotpEnrolment',
    tag: 'Identity',
    summary: 'Enrol the authenticator app by its first code',
    description: 'Signs out every other device.',
    permission: 'signed-in',
    neverKept: true,
    body: z.strictObject({ code: Code }),
    status: 204,
    handle: async ({ actor, body }) => {
      await confirmEnrolment(actor, body.code);
      return undefined;
    },
  }),
  operation({
    method: 'POST',
    path: '/auth/step-up',
    id: 'stepUp',
    tag: 'Identity',
    summary: 'Prove again who you are, before money moves or a decision is overridden',
    description:
      'By the code of the authenticator app, or by the password where none is enrolled. Counts for five minutes.',
    permission: 'signed-in',
    neverKept: true,
    body: z
      .strictObject({ code: Code.optional(), password: Secret(1024).optional() })
      .meta({ examples: [{ password: 'sample' }] }),
    response: z.object({ steppedUpAt: Moment, expiresAt: Moment }),
    handle: ({ actor, body }) => stepUp(actor, body),
  }),
];
