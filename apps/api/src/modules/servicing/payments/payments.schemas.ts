import { receiptStates } from '@connect/domain/payment-states';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  EffectiveDate,
  Id,
  ListQuery,
  LongText,
  Moment,
  Move,
  PageOf,
  PositiveCentsIn,
  SortIn,
  Text,
  TransitionBody,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';
import { LoanNumber, MomentIn } from '../ledger/ledger.schemas.ts';

export const METHODS = ['wire', 'ach', 'check'] as const;

export const ReceivedAt = MomentIn.optional().describe(
  'When the money arrived. After the cut-off hour, or on a closed day, it counts on the next business day.',
);

export const NewPayment = z
  .strictObject({
    loanId: Id,
    amountCents: PositiveCentsIn,
    method: z.enum(METHODS),
    reference: Text(100)
      .optional()
      .meta({ examples: ['FED 20261123 0042'] }),
    memo: LongText(500).optional(),
    effectiveDate: EffectiveDate,
    receivedAt: ReceivedAt,
    collected: z
      .boolean()
      .optional()
      .describe(
        'Whether the bank has the money. Default: a wire or ACH has arrived, a check has not cleared.',
      ),
    principalCents: CentsIn.optional().describe(
      'How much principal the borrower asks to pay down. What is left after all that is due stays unapplied.',
    ),
    payoffQuoteId: Id.optional().describe('Pays the loan off against this quote.'),
  })
  .refine((body) => !(body.effectiveDate && body.receivedAt), {
    path: ['receivedAt'],
    message: 'Give the effective date or the moment, not both.',
  })
  .meta({
    examples: [
      {
        loanId: '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11',
        amountCents: 1250000,
        method: 'wire',
        reference: 'FED 20261123 0042',
        receivedAt: '2026-11-23T18:04:05Z',
      },
    ],
  });

export const Payment = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: LoanNumber,
    borrowerName: z.string().meta({ examples: ['Sample Builder LLC'] }),
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    state: WordOut(receiptStates.states),
    amountCents: CentsOut,
    method: WordOut(METHODS),
    reference: z.string().nullable(),
    memo: z.string().nullable(),
    receivedOn: CivilDateOut,
    effectiveDate: CivilDateOut.nullable().describe('The day it counts; null until it is collected.'),
    applied: z
      .object({
        feesCents: CentsOut,
        defaultInterestCents: CentsOut,
        interestCents: CentsOut,
        principalCents: CentsOut,
        unappliedCents: CentsOut,
      })
      .meta({ id: 'AppliedPayment' })
      .nullable()
      .describe('How the waterfall split it; null until it is collected.'),
    payoffQuoteId: Id.nullable(),
    postingId: Id.nullable().describe('Staff only.'),
    returnedOn: CivilDateOut.nullable(),
    returnReason: z.string().nullable(),
    moves: z.array(Move),
    version: Version,
    createdAt: Moment,
    createdByName: z.string(),
    updatedAt: Moment,
  })
  .meta({ id: 'Payment' });
export type Payment = z.infer<typeof Payment>;
export const PaymentPage = PageOf(Payment).meta({ id: 'PaymentPage' });

export const PaymentQuery = ListQuery.extend({
  sort: SortIn(['receivedOn', 'amount'], '-receivedOn'),
  loanId: Id.optional(),
  state: z.enum(receiptStates.states as unknown as [string, ...string[]]).optional(),
  from: CivilDateIn.optional().describe('Received on or after.'),
  to: CivilDateIn.optional().describe('Received on or before.'),
});

export const PaymentTransition = TransitionBody(
  receiptStates.actions as unknown as [string, ...string[]],
).extend({
  data: z.strictObject({ effectiveDate: EffectiveDate }).optional(),
});

export const UseUnapplied = z.strictObject({
  principalCents: CentsIn.optional().describe('How much principal the borrower asks to pay down.'),
  effectiveDate: EffectiveDate,
});
export const RefundUnapplied = z.strictObject({
  amountCents: PositiveCentsIn,
  effectiveDate: EffectiveDate,
});
