import { z } from 'zod';
import { CivilDateIn, CivilDateOut, Id, Moment, Text, Version, WordOut } from '../../../platform/schemas.ts';

export const PAPER_KINDS = ['note', 'deed_of_trust'] as const;
export const ENVELOPE_KINDS = ['loan_agreement', 'guaranty'] as const;

/** A loan document of the current sending. */
export const LoanDocument = z
  .object({
    id: Id,
    kind: WordOut([...ENVELOPE_KINDS, ...PAPER_KINDS]),
    method: WordOut(['envelope', 'paper']),
    title: z.string().meta({ examples: ['Deed of trust'] }),
    state: WordOut(['open', 'complete']),
    missing: z.string().nullable().describe('What it still waits for, as a sentence.'),
    documentId: Id.describe('As generated.'),
    envelopeId: Id.nullable(),
    envelopeState: z.string().nullable(),
    scanDocumentId: Id.nullable(),
    signedOn: CivilDateOut.nullable(),
    custodian: z.string().nullable(),
    custodianLocation: z.string().nullable(),
    notaryName: z.string().nullable(),
    notaryCommission: z.string().nullable(),
    notaryCommissionExpiresOn: CivilDateOut.nullable(),
    notarizedOn: CivilDateOut.nullable(),
    completedAt: Moment.nullable(),
    completedByName: z.string().nullable(),
    version: Version,
  })
  .meta({ id: 'LoanDocument' });
export type LoanDocument = z.infer<typeof LoanDocument>;

/** A document signed on paper. No click completes one: each kind has facts that only the paper can give. */
export const SignedPaper = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('note'),
      signedOn: CivilDateIn,
      custodian: Text(200)
        .describe('Who holds the wet-ink original.')
        .meta({ examples: ['Sample Custody Services'] }),
      custodianLocation: Text(200)
        .optional()
        .meta({ examples: ['Vault 2, box 118'] }),
      scanDocumentId: Id,
    })
    .meta({ title: 'Note' }),
  z
    .strictObject({
      kind: z.literal('deed_of_trust'),
      signedOn: CivilDateIn,
      notaryName: Text(200).meta({ examples: ['Nora Sample'] }),
      notaryCommission: Text(60).meta({ examples: ['WA-204417'] }),
      notaryCommissionExpiresOn: CivilDateIn.optional(),
      notarizedOn: CivilDateIn,
      scanDocumentId: Id,
    })
    .meta({ title: 'Deed of trust' }),
]);
export type SignedPaper = z.output<typeof SignedPaper>;
