import { z } from 'zod';
import {
  CentsOut,
  CivilDateOut,
  DecimalOut,
  EffectiveDate,
  Id,
  ListQuery,
  Moment,
  PageOf,
  PositiveCentsIn,
  SortIn,
  Text,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';
import { AccrualSegment, DollarsOut, LoanNumber } from '../ledger/ledger.schemas.ts';

export const PeriodIn = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/, 'A month such as "2026-10".')
  .meta({ examples: ['2026-10'] });
export const PeriodOut = z.string().meta({ examples: ['2026-10'] });

export const InterestBill = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: LoanNumber,
    period: PeriodOut,
    fromDate: CivilDateOut,
    toDate: CivilDateOut.describe('Not included.'),
    effectiveDate: CivilDateOut,
    dueDate: CivilDateOut,
    amountCents: CentsOut,
    fromReserveCents: CentsOut.describe('Paid from the interest reserve; it raised principal.'),
    rate: DecimalOut,
    dayCount: z.string().meta({ examples: ['actual/360'] }),
    exactDollars: DollarsOut,
    segments: z.array(AccrualSegment),
    postingId: Id,
    isFinal: z.boolean().describe('The broken month that a payoff settled.'),
    reversedAt: Moment.nullable(),
    billedAt: Moment,
    billedByName: z.string(),
  })
  .meta({ id: 'InterestBill' });
export type InterestBill = z.infer<typeof InterestBill>;
export const InterestBillPage = PageOf(InterestBill).meta({ id: 'InterestBillPage' });
export const BillQuery = ListQuery.extend({
  sort: SortIn(['period', 'amount'], '-period'),
  loanId: Id.optional(),
  period: PeriodIn.optional(),
});
export const NewInterestBill = z.strictObject({
  loanId: Id,
  period: PeriodIn,
  effectiveDate: EffectiveDate,
});

export const FEE_KINDS = ['draw', 'inspection', 'extension', 'late', 'document', 'legal', 'other'] as const;
export const NewFee = z.strictObject({
  kind: z.enum(FEE_KINDS),
  amountCents: PositiveCentsIn,
  memo: Text(200)
    .optional()
    .meta({ examples: ['Inspection fee, draw 3'] }),
  effectiveDate: EffectiveDate,
});
export const Fee = z
  .object({
    id: Id,
    loanId: Id,
    kind: WordOut(FEE_KINDS),
    amountCents: CentsOut,
    memo: z.string().meta({ examples: ['Inspection fee, draw 3'] }),
    effectiveDate: CivilDateOut,
    postingId: Id,
    reversed: z.boolean(),
    chargedAt: Moment,
    chargedByName: z.string(),
  })
  .meta({ id: 'Fee' });
export type Fee = z.infer<typeof Fee>;
export const FeePage = PageOf(Fee).meta({ id: 'FeePage' });
export const FeeQuery = ListQuery.extend({
  sort: SortIn(['effectiveDate', 'amount'], '-effectiveDate'),
  kind: z.enum(FEE_KINDS).optional(),
});

export const StartMonthEnd = z.strictObject({ period: PeriodIn });
export const PeriodParams = z.object({ period: PeriodIn });
const MONTH_END_STATES = ['running', 'done'] as const;
const Step = z.object({
  name: z.string().meta({ enum: ['bill', 'statement'], examples: ['bill'] }),
  label: z.string().meta({ examples: ['Bill interest'] }),
  total: z.int(),
  done: z.int(),
  failed: z.int(),
});
export const MonthEnd = z
  .object({
    period: PeriodOut,
    state: WordOut(MONTH_END_STATES),
    startedAt: Moment,
    startedByName: z.string(),
    finishedAt: Moment.nullable(),
    loans: z.int(),
    billedCents: CentsOut,
    fromReserveCents: CentsOut,
    steps: z.array(Step.meta({ id: 'MonthEndStep' })),
    setAside: z
      .array(
        z
          .object({ loanId: Id, loanNumber: LoanNumber, step: z.string(), reason: z.string() })
          .meta({ id: 'SetAsideLoan' }),
      )
      .describe('Loans whose step failed; the rest is done. Starting the month again tries them again.'),
    version: Version,
  })
  .meta({ id: 'MonthEnd' });
export type MonthEnd = z.infer<typeof MonthEnd>;
export const MonthEndPage = PageOf(MonthEnd).meta({ id: 'MonthEndPage' });
export const MonthEndQuery = ListQuery.extend({
  sort: SortIn(['period'], '-period'),
  state: z.enum(MONTH_END_STATES).optional(),
});
