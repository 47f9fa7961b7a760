import { z } from 'zod';
import { Id, Moment, Text } from '../../../platform/schemas.ts';

const Token = z
  .string()
  .min(1)
  .max(200)
  .describe("The link's token.")
  .meta({ examples: ['x1Yt0mZ9v6eJq3nQ8sWc2bRk5pLd7uFh4aGo0iTyXzE'] });
export const SigningParams = z.object({ token: Token });
export const SigningDocumentParams = z.object({ token: Token, documentId: Id });

/** What the signing page shows. */
export const Signing = z
  .object({
    title: z.string().meta({ examples: ['Loan agreement, L-0147'] }),
    message: z.string(),
    name: z
      .string()
      .describe('Who signs; to be typed as it stands here.')
      .meta({ examples: ['Sam Sample'] }),
    role: z.string().meta({ examples: ['borrower'] }),
    state: z.enum(['delivered', 'signed', 'declined']),
    consentText: z.string(),
    consentedAt: Moment.nullable(),
    signedAt: Moment.nullable(),
    expiresAt: Moment,
    sessionExpiresAt: Moment.describe('Until then this browser can come back to the page.'),
    documents: z.array(
      z
        .object({
          id: Id,
          title: z.string().meta({ examples: ['Loan agreement'] }),
          sha256: z
            .string()
            .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
        })
        .meta({ id: 'SigningDocument' }),
    ),
  })
  .meta({ id: 'Signing' });
export type Signing = z.infer<typeof Signing>;

const Agreed = z.literal(true, 'Must be agreed to.');
export const Consent = z.strictObject({ agreed: Agreed });
export const Signature = z.strictObject({
  fullName: Text(200)
    .describe('The own name as the page shows it.')
    .meta({ examples: ['Sam Sample'] }),
  agreed: Agreed.describe('That typing the name is meant as a signature of every document.'),
});
export const Decline = z.strictObject({
  reason: Text(2000).meta({ examples: ['The amount is not what we agreed'] }),
});
