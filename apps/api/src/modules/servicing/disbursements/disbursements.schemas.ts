import { disbursementStates } from '@connect/domain/payment-states';
import { z } from 'zod';
import {
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  Id,
  ListQuery,
  Moment,
  Move,
  PageOf,
  SortIn,
  Text,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';

const FILE_STATES = ['exported', 'confirmed'] as const;
const METHODS = ['ach', 'wire', 'check'] as const;

export const DisbursementQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'payee', 'amount'], '-createdAt'),
  state: WordsIn(disbursementStates.states).optional().describe('One or more states, separated by commas.'),
  drawId: Id.optional(),
  loanId: Id.optional(),
  paymentFileId: Id.optional().describe('For those who release files.'),
  method: z.enum(METHODS).optional(),
});

export const Disbursement = z
  .object({
    id: Id,
    drawId: Id,
    drawNumber: z.int().nullable(),
    loanId: Id,
    loanNumber: z.string(),
    address: z.string(),
    payeeId: Id,
    payeeName: z.string().meta({ examples: ['Sample Roofing Inc.'] }),
    payeeLinked: z.boolean().describe('A party of ours stands behind the payee.'),
    method: WordOut(METHODS),
    state: WordOut(disbursementStates.states),
    grossCents: CentsOut,
    retainageCents: CentsOut.describe('Withheld of it; negative is a release.'),
    amountCents: CentsOut,
    bankLast4: z.string().nullable(),
    paymentFileId: Id.nullable().describe('Null for those who do not release files.'),
    paymentFileNumber: z
      .string()
      .nullable()
      .meta({ examples: ['PF-0012'] }),
    reference: z.string().nullable().describe('Number of the wire or check.'),
    exportedAt: Moment.nullable(),
    settlementDate: CivilDateOut.nullable(),
    postingId: Id.nullable(),
    returnedOn: CivilDateOut.nullable(),
    reason: z.string().nullable(),
    replacesId: Id.nullable().describe('The returned payment that this one pays again.'),
    moves: z.array(Move),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'Disbursement' });
export type Disbursement = z.infer<typeof Disbursement>;
export const DisbursementPage = PageOf(Disbursement).meta({ id: 'DisbursementPage' });

export const DisbursementPatch = z.strictObject({ method: z.enum(METHODS) });

const settle = z.strictObject({ settlementDate: CivilDateIn.describe('The day the bank moved the money.') });
export const DisbursementTransition = z.discriminatedUnion('action', [
  z
    .strictObject({
      action: z.literal('export'),
      reason: Text(2000).optional(),
      data: z.strictObject({ reference: Text(60).meta({ examples: ['CHK-10233'] }) }),
    })
    .meta({ title: 'export' }),
  z
    .strictObject({ action: z.literal('confirm'), reason: Text(2000).optional(), data: settle })
    .meta({ title: 'confirm' }),
  z
    .strictObject({
      action: z.literal('return'),
      reason: Text(2000).optional(),
      data: z.strictObject({ returnedOn: CivilDateIn.optional() }).optional(),
    })
    .meta({ title: 'return' }),
  z.strictObject({ action: z.literal('cancel'), reason: Text(2000).optional() }).meta({ title: 'cancel' }),
]);
export type DisbursementTransition = z.output<typeof DisbursementTransition>;

export const NewPaymentFile = z
  .strictObject({
    drawIds: z.array(Id).min(1).max(500).optional().describe('Every prepared ACH payment of these draws.'),
    disbursementIds: z.array(Id).min(1).max(1000).optional(),
    effectiveDate: CivilDateIn.optional().describe(
      'The day the money shall settle; default: the next business day.',
    ),
  })
  .refine((body) => body.drawIds !== undefined || body.disbursementIds !== undefined, {
    message: 'Name draws or payments.',
    path: ['drawIds'],
  });

export const PaymentFileQuery = ListQuery.extend({
  sort: SortIn(['createdAt', 'total'], '-createdAt'),
  state: z.enum(FILE_STATES).optional(),
  from: CivilDateIn.optional().describe('To settle on or after.'),
  to: CivilDateIn.optional().describe('To settle on or before.'),
});
export type PaymentFileQuery = z.output<typeof PaymentFileQuery>;

export const PaymentFile = z
  .object({
    id: Id,
    number: z.string().meta({ examples: ['PF-0012'] }),
    state: WordOut(FILE_STATES),
    fileName: z.string().meta({ examples: ['PF-0012.ach'] }),
    effectiveDate: CivilDateOut,
    settlementDate: CivilDateOut.nullable(),
    entryCount: z.int(),
    batchCount: z.int(),
    controlTotalCents: CentsOut,
    entryHash: z.string(),
    sha256: z.string(),
    createdByName: z.string(),
    confirmedByName: z.string().nullable(),
    payments: z.array(
      z.object({
        id: Id,
        drawId: Id,
        payeeName: z.string(),
        amountCents: CentsOut,
        bankLast4: z.string().nullable(),
        state: WordOut(disbursementStates.states),
      }),
    ),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  })
  .meta({ id: 'PaymentFile' });
export type PaymentFile = z.infer<typeof PaymentFile>;
export const PaymentFilePage = PageOf(PaymentFile).meta({ id: 'PaymentFilePage' });

export const PaymentFileTransition = z.strictObject({
  action: z.literal('confirm'),
  reason: Text(2000).optional(),
  data: settle,
});
