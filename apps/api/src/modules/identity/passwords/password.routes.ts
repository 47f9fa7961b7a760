import { z } from 'zod';
import { operation } from '../../../platform/operation.ts';
import { Email, Text } from '../../../platform/schemas.ts';
import { Secret } from '../tokens/token.schemas.ts';
import { User } from '../users/user.schemas.ts';
import { userAnswer } from '../users/user-answer.ts';
import { setUpFirstAdmin } from './first-admin.ts';
import { changePassword, requestReset, resetPassword } from './set-password.ts';

const LinkToken = Secret(200).meta({
  examples: ['kq3VxY0Xk2m3Vf7gkq3VxY0Xk2m3Vf7gkq3VxY0Xk2m'],
  description: 'The part of the link after #token=.',
});
const NewPassword = Secret(512).meta({
  examples: ['green ladder under rain'],
  description: '12 to 128 characters of any kind; common passwords are refused.',
});

export const passwordRoutes = [
  operation({
    method: 'POST',
    path: '/auth/password',
    id: 'changePassword',
    tag: 'Identity',
    summary: 'Change my password',
    description: 'Signs out every other device.',
    permission: 'signed-in',
    neverKept: true,
    body: z.strictObject({
      currentPassword: Secret(1024).meta({ examples: ['sample'] }),
      newPassword: NewPassword,
    }),
    status: 204,
    handle: async ({ actor, body }) => {
      await changePassword(actor, body);
      return undefined;
    },
  }),
  operation({
    method: 'POST',
    path: '/auth/password/reset-requests',
    id: 'requestPasswordReset',
    tag: 'Identity',
    summary: 'Ask for a link to set a new password',
    description: 'The answer is the same whether or not there is such an account.',
    permission: 'public',
    neverKept: true,
    body: z.strictObject({ email: Email }),
    status: 202,
    response: z.object({
      detail: z.string().meta({ examples: ['If there is such an account, a link is on its way.'] }),
    }),
    handle: async ({ actor, body }) => {
      await requestReset(actor, body.email);
      return { detail: 'If there is such an account, a link is on its way.' };
    },
  }),
  operation({
    method: 'POST',
    path: '/auth/password/resets',
    id: 'resetPassword',
    tag: 'Identity',
    summary: 'Set the password by an invitation or reset link',
    description:
      'The link opens once. Every session of the account ends; the authenticator app stays enrolled.',
    permission: 'public',
    neverKept: true,
    body: z.strictObject({ token: LinkToken, password: NewPassword }),
    status: 204,
    handle: async ({ actor, body }) => {
      await resetPassword(actor, body);
      return undefined;
    },
  }),
  operation({
    method: 'POST',
    path: '/auth/setup',
    id: 'setUpFirstAdmin',
    tag: 'Identity',
    summary: 'Set up the first administrator by the link that the program printed',
    permission: 'public',
    neverKept: true,
    body: z.strictObject({
      token: LinkToken,
      email: Email,
      displayName: Text(100).meta({ examples: ['Sample Administrator'] }),
      password: NewPassword,
    }),
    status: 201,
    response: User,
    handle: async ({ actor, body }) => userAnswer(await setUpFirstAdmin(actor, body)),
  }),
];
