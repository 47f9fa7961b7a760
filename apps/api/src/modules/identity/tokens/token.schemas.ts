import { z } from 'zod';

const UNSTORABLE = 'Text holds a character that cannot be stored (U+0000 or half of a surrogate pair).';
const whole = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();
/** A secret is taken exactly as it comes: not trimmed, not folded. */
export const Secret = (max: number) =>
  z.string().min(1, 'Required.').max(max, `At most ${max} characters.`).refine(whole, UNSTORABLE);

export const Code = z
  .string()
  .regex(/^\d{6}$/, 'Six digits.')
  .meta({ examples: ['123456'], description: 'Six digits of the authenticator app; counts once.' });

// No transformations in here: the reference would lose its examples.
const Word = (max: number) => z.string().max(max, `At most ${max} characters.`).refine(whole, UNSTORABLE);

export const TokenRequest = z
  .strictObject({
    grant_type: Word(100)
      .optional()
      .meta({ examples: ['password'], description: '`password` or `refresh_token`.' }),
    username: Word(254)
      .optional()
      .meta({ examples: ['acquisitions@example.com'], description: 'The e-mail address; grant `password`.' }),
    password: Secret(1024)
      .optional()
      .meta({ examples: ['sample'], description: 'Grant `password`.' }),
    code: Code.optional(),
    refresh_token: Secret(200)
      .optional()
      .meta({ description: 'Grant `refresh_token`; browsers send the cookie instead.' }),
    cookie: z
      .union([z.boolean(), z.enum(['true', 'false'])])
      .optional()
      .meta({
        description:
          'Browsers: keep the refresh token in a cookie that scripts cannot read, not in the answer.',
        examples: [false],
      }),
    client_id: Word(100)
      .optional()
      .meta({ examples: ['connect-web'], description: 'The one client there is; may be left out.' }),
    scope: Word(1000)
      .optional()
      .meta({ description: 'Taken and not used: the role decides what a token may do.' }),
  })
  .meta({
    examples: [{ grant_type: 'password', username: 'acquisitions@example.com', password: 'sample' }],
  });

export const TokenAnswer = z
  .object({
    access_token: z.string().meta({ examples: ['eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9…'] }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'seconds', examples: [900] }),
    refresh_token: z
      .string()
      .optional()
      .meta({ description: 'Absent when it is in the cookie.', examples: ['kq3V…'] }),
    refresh_expires_in: z.int().meta({ description: 'seconds', examples: [43200] }),
    mfa_enrolment_required: z
      .boolean()
      .optional()
      .meta({ description: 'The token only serves to enrol an authenticator app.', examples: [false] }),
  })
  .meta({ id: 'TokenAnswer' });

export const RevokeRequest = z
  .strictObject({
    token: Secret(8000)
      .optional()
      .meta({ description: 'A refresh or access token; without it the cookie is meant.' }),
    token_type_hint: Word(100)
      .optional()
      .meta({ examples: ['refresh_token'] }),
    client_id: Word(100)
      .optional()
      .meta({ examples: ['connect-web'] }),
  })
  .meta({ examples: [{ token: 'kq3VxY0Xk2m3Vf7gkq3VxY0Xk2m3Vf7gkq3VxY0Xk2m' }] });

export const Jwks = z
  .object({
    keys: z.array(
      z.object({
        kty: z.string().meta({ examples: ['EC'] }),
        crv: z.string().meta({ examples: ['P-256'] }),
        x: z.string(),
        y: z.string(),
        kid: z.string(),
        alg: z.string().meta({ examples: ['ES256'] }),
        use: z.string().meta({ examples: ['sig'] }),
      }),
    ),
  })
  .meta({ id: 'Jwks' });
