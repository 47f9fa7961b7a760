import { envelopeStates } from '@connect/domain/envelope-states';
import { z } from 'zod';
import { Id, ListQuery, Moment, Move, PageOf, SortIn, Text, Version } from '../../../platform/schemas.ts';
import { SubjectType } from '../files/files.schemas.ts';

export const EnvelopeState = z
  .enum(envelopeStates.states as unknown as [string, ...string[]])
  .meta({ examples: ['sent'] });
export const SIGNER_ROLES = ['borrower', 'guarantor', 'lender', 'witness'] as const;
const SignerRole = z.enum(SIGNER_ROLES);
const SignerState = z
  .enum(['waiting', 'sent', 'delivered', 'signed', 'declined'])
  .describe('`waiting`: those who sign before have not all signed.');

export const EnvelopeQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'title', 'expiresAt'], '-createdAt'),
  state: EnvelopeState.optional(),
  subjectType: SubjectType.optional(),
  subjectId: Id.optional(),
  projectId: Id.optional(),
  loanId: Id.optional(),
});
export type EnvelopeQuery = z.output<typeof EnvelopeQuery>;

const Recipient = z
  .object({
    id: Id,
    partyId: Id.nullable(),
    name: z.string().meta({ examples: ['Sam Sample'] }),
    email: z.string().meta({ examples: ['sam@example.com'] }),
    role: SignerRole,
    order: z
      .int()
      .describe('Those of one number sign in any order; the next is asked when all before have signed.'),
    state: SignerState,
    linkSentAt: Moment.nullable(),
    linkExpiresAt: Moment.nullable(),
    deliveredAt: Moment.nullable(),
    consentedAt: Moment.nullable(),
    signedAt: Moment.nullable(),
    declineReason: z.string().nullable(),
  })
  .meta({ id: 'EnvelopeRecipient' });

const Enclosed = z
  .object({
    documentId: Id,
    number: z.int().describe('Which version is signed.'),
    title: z.string().meta({ examples: ['Loan agreement'] }),
    sha256: z
      .string()
      .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
  })
  .meta({ id: 'EnvelopeDocument' });

export const Envelope = z
  .object({
    id: Id,
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
    subjectType: SubjectType,
    subjectId: Id,
    projectId: Id.nullable(),
    loanId: Id.nullable(),
    title: z.string().meta({ examples: ['Loan agreement, L-0147'] }),
    message: z.string(),
    state: EnvelopeState,
    stateReason: z.string().nullable().describe('Why it was voided or declined.'),
    sentAt: Moment.nullable(),
    expiresAt: Moment.nullable(),
    completedAt: Moment.nullable(),
    certificateId: Id.nullable().describe('The document that says who signed what, when and from where.'),
    createdByName: z.string(),
    documents: z.array(Enclosed),
    recipients: z.array(Recipient),
    moves: z.array(Move),
  })
  .meta({ id: 'Envelope' });
export type Envelope = z.infer<typeof Envelope>;
export const EnvelopePage = PageOf(Envelope).meta({ id: 'EnvelopePage' });

/** What staff may do; what signers do comes from the signing page. */
export const EnvelopeTransition = z.strictObject({
  action: z.enum(['send', 'void']),
  reason: Text(2000)
    .optional()
    .describe('Required to void.')
    .meta({ examples: ['The rate changed'] }),
});
export const EnvelopeResend = z.strictObject({
  recipientId: Id.optional().describe('Everybody whose turn it is, unless one is named.'),
});
