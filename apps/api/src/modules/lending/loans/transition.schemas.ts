import { z } from 'zod';
import {
  CivilDateIn,
  EffectiveDate,
  Id,
  LongText,
  PositiveCentsIn,
  Text,
} from '../../../platform/schemas.ts';

const County = Text(60).meta({ examples: ['King'] });
const RecordingNumber = Text(40).meta({ examples: ['20261123000123'] });

/** Moves that need nothing but perhaps a reason and a date. */
const plain = <A extends string>(action: A) =>
  z
    .strictObject({
      action: z.literal(action),
      reason: Text(2000).optional(),
      data: z.strictObject({ effectiveDate: EffectiveDate }).optional(),
    })
    .meta({ title: action });

const sendDocuments = z
  .strictObject({
    action: z.literal('send_documents'),
    reason: Text(2000).optional(),
    data: z
      .strictObject({
        effectiveDate: EffectiveDate,
        message: LongText(2000).optional().describe('To the signers.'),
        validDays: z.int().min(1).max(90, 'At most 90 days.').optional(),
      })
      .optional(),
  })
  .meta({ title: 'send_documents' });

/** The wire to escrow. */
export const FundData = z.strictObject({
  effectiveDate: EffectiveDate,
  amountCents: PositiveCentsIn.describe(
    'The initial advance, as the budget gives it: said again by whoever funds.',
  ),
  wireReference: Text(60).meta({ examples: ['FED-20261123-0042'] }),
  escrowAgent: Text(200).meta({ examples: ['Sample Escrow Co'] }),
  escrowNumber: Text(60)
    .optional()
    .meta({ examples: ['ESC-88121'] }),
  escrowInstructionsDocumentId: Id.optional(),
  escrowInstructionsReference: Text(200)
    .optional()
    .describe('Where the written instructions are, when they are not among the documents.'),
});
export type FundData = z.output<typeof FundData>;

/** What county and title company confirmed. */
export const RecordData = z.strictObject({
  county: County,
  recordingNumber: RecordingNumber,
  recordedAt: z.iso
    .datetime({ offset: true, error: 'A moment such as "2026-11-23T18:04:00Z".' })
    .meta({ examples: ['2026-11-23T18:04:00Z'] }),
  titlePolicyNumber: Text(60).meta({ examples: ['TP-5512098'] }),
  titleInsurer: Text(200)
    .optional()
    .meta({ examples: ['Sample Title Co'] }),
  documentId: Id.optional().describe('The recorded copy.'),
});
export type RecordData = z.output<typeof RecordData>;

/** The reconveyance, as recorded. */
export const ReleaseData = z.strictObject({
  county: County,
  recordingNumber: RecordingNumber,
  recordedDate: CivilDateIn,
  documentId: Id.optional(),
});
export type ReleaseData = z.output<typeof ReleaseData>;

const withData = <A extends string, D extends z.ZodType>(action: A, data: D) =>
  z.strictObject({ action: z.literal(action), reason: Text(2000).optional(), data }).meta({ title: action });

/** Every move of a loan, typed by its action. */
export const LoanTransition = z.discriminatedUnion(
  'action',
  [
    plain('submit'),
    plain('approve'),
    plain('return'),
    plain('decline'),
    plain('cancel'),
    sendDocuments,
    plain('recall_documents'),
    plain('complete_signing'),
    withData('fund', FundData),
    withData('record', RecordData),
    plain('start_servicing'),
    plain('default'),
    plain('cure'),
    plain('pay_off'),
    withData('release', ReleaseData),
  ],
  { error: 'There is no such action.' },
);
export type LoanTransition = z.output<typeof LoanTransition>;
