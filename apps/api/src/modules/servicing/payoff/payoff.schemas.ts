import { payoffQuoteStates } from '@connect/domain/payoff-quote-states';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  EffectiveDate,
  Id,
  ListQuery,
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
import { AccrualSegment, DollarsOut, LoanNumber } from '../ledger/ledger.schemas.ts';
import { METHODS, ReceivedAt } from '../payments/payments.schemas.ts';

export const NewPayoffQuote = z.strictObject({
  loanId: Id,
  payoffDate: CivilDateIn.describe('The day the money counts; at most 90 days ahead.'),
  validThrough: CivilDateIn.optional().describe(
    'The last day on which the total plus per diem may be used; ten days after the payoff date unless said otherwise.',
  ),
  exitFeeCents: CentsIn.optional().describe('The loan’s own exit fee unless said otherwise.'),
});

/** What the quote is made of, as it was given. */
export const PayoffFigures = z
  .object({
    principalCents: CentsOut,
    billedInterestCents: CentsOut,
    billedDefaultInterestCents: CentsOut,
    accruedInterestCents: CentsOut.describe('Since the last bill, to the payoff date, rounded once.'),
    accrualFrom: CivilDateOut,
    accrual: z.array(AccrualSegment),
    exactDollars: DollarsOut,
    rate: DecimalOut,
    dayCount: z.string().meta({ examples: ['actual/360'] }),
    unpaidFeesCents: CentsOut,
    exitFeeCents: CentsOut,
    minimumInterestCents: CentsOut.describe('What is short of the contract’s minimum interest.'),
    unappliedCents: CentsOut.describe('The borrower’s money, taken off.'),
    borrowerReserveCents: CentsOut.describe('Reserves the borrower paid in, taken off.'),
    totalCents: CentsOut,
    refundCents: CentsOut,
    perDiemDollars: DollarsOut,
    totals: z
      .array(z.object({ date: CivilDateOut, totalCents: CentsOut }).meta({ id: 'PayoffTotal' }))
      .describe('The total on each day of validity.'),
  })
  .meta({ id: 'PayoffFigures' });
export type PayoffFigures = z.infer<typeof PayoffFigures>;

export const PayoffQuote = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: LoanNumber,
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    number: z.int().meta({ examples: [1] }),
    state: WordOut(payoffQuoteStates.states),
    stateReason: z.string().nullable(),
    payoffDate: CivilDateOut,
    validThrough: CivilDateOut,
    totalCents: CentsOut,
    figures: PayoffFigures,
    documentId: Id.nullable().describe('The letter; its content is served by /v1/documents.'),
    paidOn: CivilDateOut.nullable(),
    paidCents: CentsOut.nullable(),
    quotedAt: Moment,
    quotedByName: z.string(),
    moves: z.array(Move),
    version: Version,
    updatedAt: Moment,
  })
  .meta({ id: 'PayoffQuote' });
export type PayoffQuote = z.infer<typeof PayoffQuote>;
export const PayoffQuotePage = PageOf(PayoffQuote).meta({ id: 'PayoffQuotePage' });
export const PayoffQuoteQuery = ListQuery.extend({
  sort: SortIn(['quotedAt', 'payoffDate'], '-quotedAt'),
  loanId: Id.optional(),
});

export const PayoffTransition = TransitionBody(
  payoffQuoteStates.actions as unknown as [string, ...string[]],
).extend({
  data: z
    .strictObject({
      amountCents: PositiveCentsIn.optional().describe('To pay: what was collected.'),
      method: z.enum(METHODS).optional().describe('To pay: a wire unless said otherwise.'),
      reference: Text(100).optional(),
      effectiveDate: EffectiveDate,
      receivedAt: ReceivedAt,
    })
    .optional(),
});
