import { ACCOUNTS, type AccountKey } from '@connect/domain/chart-of-accounts';
import { DAY_COUNTS } from '@connect/domain/daycount';
import { POSTING_KINDS } from '@connect/domain/ledger';
import { BUCKETS } from '@connect/domain/waterfall';
import { z } from 'zod';
import {
  CentsIn,
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  DecimalOut,
  PositiveCentsIn,
  SignedCentsIn,
  Text,
  WordOut,
} from '../../../platform/schemas.ts';
import { AccrualSegment, DollarsOut } from '../ledger/ledger.schemas.ts';

/** A year's rate that may be negative: whether the product has one is a rule of the ledger. */
const SignedRateIn = z
  .string()
  .regex(/^-?\d{1,2}(\.\d{1,12})?$/, 'A decimal such as "0.09" (9 %).')
  .meta({ examples: ['0.09'] });
const Key = Text(100).meta({ examples: ['draw-1'] });
const AccountIn = z.enum(ACCOUNTS.map(({ key }) => key) as [AccountKey, ...AccountKey[]]);

const FixedRate = z.strictObject({ kind: z.literal('fixed'), rate: SignedRateIn });
const IndexRate = z.strictObject({
  kind: z.literal('index'),
  index: Text(40).meta({ examples: ['SOFR30A'] }),
  initialRate: SignedRateIn.describe('Until the first re-set.'),
  multiplier: SignedRateIn.default('1'),
  spread: SignedRateIn,
  floor: SignedRateIn.nullable().default(null),
  cap: SignedRateIn.nullable().default(null),
  resets: z
    .strictObject({ anchor: CivilDateIn, months: z.int().min(1).max(120) })
    .describe('On the anchor and every so many months from it.'),
});
const Repayment = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('interest_only') }),
  z.strictObject({ kind: z.literal('level'), paymentCents: PositiveCentsIn, from: CivilDateIn }),
  z.strictObject({
    kind: z.literal('scheduled'),
    steps: z
      .array(z.strictObject({ from: CivilDateIn, principalCents: CentsIn }))
      .min(1)
      .max(600),
  }),
]);

export const CalculationTerms = z
  .strictObject({
    commitmentCents: PositiveCentsIn.describe('The most that may be lent, reserve interest included.'),
    dayCount: z.enum(DAY_COUNTS).default('actual/360'),
    rate: z.discriminatedUnion('kind', [FixedRate, IndexRate]),
    interest: z
      .discriminatedUnion('from', [
        z.strictObject({ from: z.literal('borrower') }),
        z.strictObject({ from: z.literal('reserve'), through: CivilDateIn.nullable().default(null) }),
      ])
      .default({ from: 'borrower' })
      .describe('Billed to the borrower, or paid from the interest reserve while it lasts.'),
    repayment: Repayment.default({ kind: 'interest_only' }),
    maturity: CivilDateIn,
    default: z
      .strictObject({
        rate: SignedRateIn,
        base: z.enum(['principal', 'past_due']),
        added: z.boolean().default(false).describe('Added to the contract rate.'),
      })
      .nullable()
      .default(null),
    lateFee: z
      .strictObject({ rate: SignedRateIn, graceDays: z.int().min(0).max(60) })
      .nullable()
      .default(null),
    drawFeeCents: CentsIn.prefault(0),
    exitFeeCents: CentsIn.prefault(0),
    minimumInterestCents: CentsIn.prefault(0),
    waterfall: z
      .array(z.enum(BUCKETS))
      .length(BUCKETS.length)
      .refine((order) => new Set(order).size === BUCKETS.length, 'Name each bucket once.')
      .default([...BUCKETS])
      .describe('The order in which a payment is used.'),
    allowsNegativeRate: z.boolean().default(false),
  })
  .meta({ id: 'CalculationTerms' });

const event = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), key: Key, date: CivilDateIn, ...shape });

export const CalculationEvent = z
  .discriminatedUnion('kind', [
    event('index', { index: Text(40), value: SignedRateIn }),
    event('settled', {
      wireCents: CentsIn,
      feeCents: CentsIn.prefault(0),
      reserveCents: CentsIn.prefault(0),
    }),
    event('rate', { rate: SignedRateIn }),
    event('modified', { maturity: CivilDateIn.optional(), commitmentCents: PositiveCentsIn.optional() }),
    event('defaulted', {}),
    event('cured', {}),
    event('bill', {}),
    event('reserve', { changeCents: SignedCentsIn }),
    event('fee', { amountCents: CentsIn, memo: Text(200).default('Fee') }),
    event('draw', {
      grossCents: CentsIn,
      retainageCents: SignedCentsIn.prefault(0),
      memo: Text(200).default('Draw'),
    }),
    event('payment', {
      amountCents: CentsIn,
      principalCents: CentsIn.prefault(0),
      currency: Text(3).optional(),
    }),
    event('apply_unapplied', { principalCents: CentsIn.prefault(0) }),
    event('refund_unapplied', { amountCents: CentsIn }),
    event('journal', {
      memo: Text(200),
      lines: z
        .array(z.strictObject({ account: AccountIn, amountCents: SignedCentsIn }))
        .min(1)
        .max(50),
    }),
    event('payoff', { collectedCents: CentsIn, exitFeeCents: CentsIn.optional() }),
  ])
  .meta({ id: 'CalculationEvent' });

/** Two loans worked out in the reference: interest from a reserve; an index loan that was paid late. */
const EXAMPLES = [
  {
    terms: {
      commitmentCents: 127_500_000,
      rate: { kind: 'fixed', rate: '0.09' },
      interest: { from: 'reserve', through: null },
      maturity: '2027-06-15',
    },
    history: [
      {
        kind: 'settled',
        key: 'funding',
        date: '2026-06-16',
        wireCents: 54_000_000,
        feeCents: 1_000_000,
        reserveCents: 6_000_000,
      },
      { kind: 'draw', key: 'draw-1', date: '2026-08-04', grossCents: 6_477_778, retainageCents: 647_778 },
    ],
    through: '2026-11-23',
    monthlyBills: true,
  },
  {
    terms: {
      commitmentCents: 50_000_000,
      rate: {
        kind: 'index',
        index: 'SOFR30A',
        initialRate: '0.0825',
        spread: '0.0425',
        floor: '0.08',
        cap: '0.12',
        resets: { anchor: '2026-02-01', months: 1 },
      },
      maturity: '2027-01-15',
      lateFee: { rate: '0.05', graceDays: 10 },
    },
    history: [
      { kind: 'settled', key: 'funding', date: '2026-01-15', wireCents: 50_000_000 },
      { kind: 'index', key: 'sofr-1', date: '2026-01-30', index: 'SOFR30A', value: '0.0433' },
      { kind: 'bill', key: 'january', date: '2026-02-01' },
      { kind: 'payment', key: 'p-1', date: '2026-02-15', amountCents: 250_000 },
    ],
    through: '2026-03-01',
  },
];

export const LoanCalculation = z
  .strictObject({
    terms: CalculationTerms,
    history: z.array(CalculationEvent).max(5000, 'At most 5,000 events.'),
    through: CivilDateIn.describe('Events dated on it count; interest runs to it and does not include it.'),
    monthlyBills: z
      .boolean()
      .default(false)
      .describe('Adds a bill on the first of each month after funding, where the history has none.'),
    daily: z.boolean().default(false).describe('Lists the interest of each day, too.'),
  })
  .meta({ examples: EXAMPLES });

const Split = z.object({
  feesCents: CentsOut,
  defaultInterestCents: CentsOut,
  interestCents: CentsOut,
  principalCents: CentsOut,
  unappliedCents: CentsOut,
});

export const CalculatedPosting = z
  .object({
    key: z.string().describe('The event it is of, or `day:` and `bill:` with their date.'),
    kind: WordOut(POSTING_KINDS),
    effectiveDate: CivilDateOut,
    memo: z.string(),
    lines: z.array(z.object({ account: WordOut(ACCOUNTS.map(({ key }) => key)), amountCents: CentsOut })),
    why: z.string().describe('Which balance, which days, which rate: the reason for its cents.'),
  })
  .meta({ id: 'CalculatedPosting' });

export const CalculatedBill = z
  .object({
    key: z.string(),
    from: CivilDateOut,
    to: CivilDateOut.describe('Not included; the bill is dated and due on it.'),
    interestCents: CentsOut,
    defaultInterestCents: CentsOut,
    fromReserveCents: CentsOut,
    principalCents: CentsOut.describe('Falls due with the bill.'),
    exactDollars: DollarsOut,
    segments: z.array(AccrualSegment),
  })
  .meta({ id: 'CalculatedBill' });

export const ScheduledPayment = z
  .object({
    date: CivilDateOut,
    lentCents: CentsOut,
    interestCents: CentsOut.describe('Paid.'),
    capitalizedCents: CentsOut.describe('Interest that becomes principal, as if the reserve lasted.'),
    principalCents: CentsOut.describe('Paid back.'),
    balanceCents: CentsOut,
    rate: DecimalOut.describe('From the date on, as far as index values are known.'),
  })
  .meta({ id: 'ScheduledPayment' });

export const CalculatedLoan = z
  .object({
    through: CivilDateOut,
    postings: z.array(CalculatedPosting),
    bills: z.array(CalculatedBill),
    payments: z.array(Split.extend({ key: z.string() })).describe('How each payment is used.'),
    balances: z.array(z.object({ account: WordOut(ACCOUNTS.map(({ key }) => key)), amountCents: CentsOut })),
    principal: z
      .array(z.object({ from: CivilDateOut, principalCents: CentsOut }))
      .describe('Principal from each day on which it changed.'),
    rate: DecimalOut,
    billedThrough: CivilDateOut.nullable(),
    accruedInterestCents: CentsOut,
    accruedDefaultInterestCents: CentsOut,
    accrual: z.array(AccrualSegment),
    exactDollars: DollarsOut,
    perDiemDollars: DollarsOut,
    advancedCents: CentsOut,
    undrawnCents: CentsOut,
    earnedInterestCents: CentsOut.describe('Contract interest over the life so far.'),
    principalDueCents: CentsOut,
    payoffCents: CentsOut.describe('What it takes to pay the loan off on `through`.'),
    reserveDepletedOn: CivilDateOut.nullable(),
    schedule: z
      .array(ScheduledPayment)
      .describe(
        'What was lent at settlement, billed monthly and paid as the note says to maturity, whatever the history did: what the books are held against.',
      ),
  })
  .meta({ id: 'CalculatedLoan' });
