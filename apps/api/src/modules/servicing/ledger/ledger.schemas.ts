import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import { DAY_COUNTS } from '@connect/domain/daycount';
import { POSTING_KINDS } from '@connect/domain/ledger';
import { z } from 'zod';
import {
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  EffectiveDate,
  FlagIn,
  Id,
  ListQuery,
  Moment,
  PageOf,
  RateIn,
  SignedCentsIn,
  SortIn,
  Text,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';

export const LoanNumber = z.string().meta({ examples: ['L-0147'] });
const MomentIn = z
  .string()
  .max(40)
  .refine(
    (text) =>
      /^(19|20|21)\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
    'A moment such as "2026-11-23T18:04:05Z".',
  )
  .meta({ format: 'date-time', examples: ['2026-11-23T18:04:05Z'] });
export const KnownAt = MomentIn.optional().describe('Only what had been recorded by this moment.');
export { MomentIn };

/** Four decimals of a dollar: interest before its one rounding. */
export const DollarsOut = z.string().meta({ description: 'dollars, four decimals', examples: ['217.2302'] });

export const PostingLine = z
  .object({
    account: WordOut(ACCOUNTS.map(({ key }) => key)),
    accountName: z.string().meta({ examples: ['Loan principal'] }),
    memo: z.boolean().describe('Off the books: promised or held back, neither principal nor money.'),
    subAccount: z.string().nullable().describe('Which bank, for cash.'),
    amountCents: CentsOut.describe('Debits are positive.'),
  })
  .meta({ id: 'PostingLine' });

export const Posting = z
  .object({
    id: Id,
    loanId: Id,
    loanNumber: LoanNumber,
    number: z
      .int()
      .describe('Without gaps per loan.')
      .meta({ examples: [12] }),
    kind: WordOut(POSTING_KINDS),
    memo: z.string().meta({ examples: ['October interest'] }),
    effectiveDate: CivilDateOut,
    accountingDate: CivilDateOut,
    recordedAt: Moment,
    currency: z.string().meta({ examples: ['USD'] }),
    amountCents: CentsOut.describe('The size of the act; negative for a reversal.'),
    principalAfterCents: CentsOut.describe('Principal after this posting, in order of effective date.'),
    reason: z.string().nullable(),
    sourceType: z.string().meta({ examples: ['payment'] }),
    sourceId: Id,
    actorName: z.string(),
    reversesId: Id.nullable(),
    reversesNumber: z.int().nullable(),
    reversedById: Id.nullable(),
    reversedByNumber: z.int().nullable(),
    lines: z.array(PostingLine),
  })
  .meta({ id: 'Posting' });
export type Posting = z.infer<typeof Posting>;
export const PostingPage = PageOf(Posting).meta({ id: 'PostingPage' });

export const PostingQuery = ListQuery.extend({
  sort: SortIn(['effectiveDate', 'recordedAt'], '-effectiveDate'),
  loanId: Id.optional(),
  kind: WordsIn(POSTING_KINDS).optional().describe('One or more kinds, separated by commas.'),
  from: CivilDateIn.optional().describe('Effective on or after.'),
  to: CivilDateIn.optional().describe('Effective on or before.'),
  knownAt: KnownAt,
  daily: FlagIn.default(true).describe('False leaves out the interest of single days.'),
});

export const ReversalBody = z.strictObject({
  reason: Text(500).meta({ examples: ['Fee waived by agreement'] }),
});

export const AccrualSegment = z
  .object({
    from: CivilDateOut,
    to: CivilDateOut.describe('Not included.'),
    days: z.int().meta({ examples: [19] }),
    principalCents: CentsOut,
    rate: DecimalOut,
    interestDollars: DollarsOut,
  })
  .meta({ id: 'AccrualSegment' });

export const RateChange = z.strictObject({
  rate: RateIn.describe('The contract rate from the day on.'),
  reason: Text(500).meta({ examples: ['Second amendment, section 2'] }),
  effectiveDate: EffectiveDate,
});

export const NewJournal = z.strictObject({
  effectiveDate: EffectiveDate,
  memo: Text(200).meta({ examples: ['Fee of draw 2 waived'] }),
  reason: Text(500).meta({ examples: ['Agreed with the borrower on the telephone'] }),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'A currency such as "USD".')
    .optional()
    .describe('USD; any other is refused.')
    .meta({ examples: ['USD'] }),
  lines: z
    .array(
      z.strictObject({
        account: z.enum(ACCOUNTS.map(({ key }) => key)),
        amountCents: SignedCentsIn.describe('Debits are positive, credits negative; not zero.'),
      }),
    )
    .min(2, 'At least two lines.')
    .max(50)
    .meta({
      examples: [
        [
          { account: 'fee_income', amountCents: 25000 },
          { account: 'fees_receivable', amountCents: -25000 },
        ],
      ],
    }),
});

export const Replay = z
  .object({
    id: Id,
    sentence: z.string().meta({
      examples: ['The payment of Oct 3, 2026 was entered; interest since then is $12.34 less.'],
    }),
    fromDate: CivilDateOut,
    reversed: z.int().describe('Postings that were taken back.'),
    posted: z.int().describe('Postings that stand in their place.'),
    interestChangeCents: CentsOut.describe('What it added to interest earned; negative when it took away.'),
    recordedAt: Moment,
    actorName: z.string(),
  })
  .meta({ id: 'Replay' });
export const ReplayPage = PageOf(Replay).meta({ id: 'ReplayPage' });
export const ReplayQuery = ListQuery.extend({ sort: SortIn(['recordedAt'], '-recordedAt') });

export const PostingExplanation = z
  .object({
    postingId: Id,
    why: z.string().describe('Which balance, which days, which rate.'),
    segments: z.array(AccrualSegment).describe('The stretches of interest, where it is one.'),
    replay: Replay.nullable().describe('The replay that wrote it, when it replaced or took back another.'),
  })
  .meta({ id: 'PostingExplanation' });

export const Accrual = z
  .object({
    loanId: Id,
    from: CivilDateOut.describe('The first day that no bill covers.').nullable(),
    to: CivilDateOut.describe('Not included.'),
    knownAt: Moment.nullable(),
    rate: DecimalOut,
    dayCount: WordOut(DAY_COUNTS),
    segments: z.array(AccrualSegment),
    exactDollars: DollarsOut,
    roundedCents: CentsOut.describe('The sum, rounded once, half to even.'),
    perDiemDollars: DollarsOut,
    formula: z.string().meta({ examples: ['Principal × 9.00% × days ÷ 360'] }),
  })
  .meta({ id: 'Accrual' });

export const Balances = z
  .object({
    loanId: Id,
    asOf: CivilDateOut,
    knownAt: Moment.nullable(),
    commitmentCents: CentsOut,
    principalCents: CentsOut,
    advancedCents: CentsOut.describe('Lent out so far, whatever was paid back.'),
    undrawnCents: CentsOut.describe('Commitment less what was lent out.'),
    accruedInterestCents: CentsOut.describe('Since the last bill, to the day, without it.'),
    accruedExactDollars: DollarsOut,
    perDiemDollars: DollarsOut,
    interestReceivableCents: CentsOut.describe('Billed and not paid.'),
    defaultInterestReceivableCents: CentsOut,
    feesReceivableCents: CentsOut,
    unappliedCents: CentsOut.describe('Money of the borrower that is not put to use yet.'),
    borrowerReserveCents: CentsOut,
    escrowCents: CentsOut,
    retainageWithheldCents: CentsOut,
    reserveUndrawnCents: CentsOut.describe('Interest reserve left to draw.'),
    pledgedCents: CentsOut.nullable().describe('Principal that backs the bank line; staff only.'),
    outstandingCents: CentsOut.describe('Principal, interest and fees owed, less unapplied cash.'),
    billedThrough: CivilDateOut.nullable(),
    nextBillOn: CivilDateOut.nullable(),
    lastPostedOn: CivilDateOut.nullable(),
    reserveLastsUntil: CivilDateOut.nullable().describe(
      'The first day whose interest the reserve no longer covers if nothing more is drawn; null when it lasts.',
    ),
    accrual: z.array(AccrualSegment),
  })
  .meta({ id: 'LoanBalances' });

export const AsOfQuery = z.object({
  asOf: CivilDateIn.optional().describe("Default: today in the book's time zone."),
  knownAt: KnownAt,
});
