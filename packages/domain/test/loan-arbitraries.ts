/** Recipes of random loans for fast-check: plain numbers that shrink, mapped to terms and steps. Tests only. */
import fc from 'fast-check';
import type { CivilDate } from '../src/calendar.ts';
import { DAY_COUNTS } from '../src/daycount.ts';
import type { LoanEventKind } from '../src/loan-history.ts';
import type { NoteTerms, RateTerms, Repayment } from '../src/loan-terms.ts';
import type { Cents } from '../src/money.ts';
import type { Rate } from '../src/rate.ts';
import { BUCKETS } from '../src/waterfall.ts';
import { type Recipe, SNAPS, type Step } from './loan-recipe.ts';
import { daysAfter, monthsAfter } from './naive-days.ts';

/** How often each kind comes; what is not possible when it comes is left out. */
const KINDS: readonly LoanEventKind[] = [
  ...Array<LoanEventKind>(7).fill('payment'),
  ...Array<LoanEventKind>(6).fill('draw'),
  ...Array<LoanEventKind>(4).fill('bill'),
  ...Array<LoanEventKind>(3).fill('index'),
  ...Array<LoanEventKind>(2).fill('rate'),
  ...Array<LoanEventKind>(2).fill('defaulted'),
  ...Array<LoanEventKind>(2).fill('fee'),
  ...Array<LoanEventKind>(2).fill('journal'),
  'cured',
  'modified',
  'reserve',
  'apply_unapplied',
  'refund_unapplied',
  'pledged',
  'pledged',
  'pledge_released',
];

const oneOf = <T>(values: readonly T[]) => fc.constantFrom(...values);
/** Round to odd: from one cent to five million dollars. */
const amount = fc.oneof(
  fc.bigInt(1n, 500_000_000n),
  fc.bigInt(1n, 9_999n),
  fc.bigInt(1n, 50_000n).map((n) => n * 10_000n),
);

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: oneOf(KINDS),
    day: fc.integer({ min: -80, max: 1_100 }),
    snap: oneOf(SNAPS),
    share: fc.nat(1_000),
    way: fc.nat(4),
    rank: fc.nat(20),
  }),
  { maxLength: 40, size: 'max' },
);

/** Plain numbers behind terms; dates count from settlement. */
const figures = fc.record({
  settledOn: oneOf([
    '2023-01-31',
    '2023-06-16',
    '2023-08-30',
    '2023-12-31',
    '2024-02-29',
    '2026-02-28',
    '2027-03-01',
  ]),
  wire: amount,
  fee: fc.oneof(fc.constant(0n), fc.bigInt(1n, 2_000_000n)),
  reserve: fc.oneof(fc.constant(0n), fc.bigInt(1n, 9_000_000n)),
  room: fc.oneof(
    fc.constant(0n),
    amount,
    fc.bigInt(1n, 500_000n).map((n) => n * 1_000n),
  ),
  days: oneOf([20, 45, 45, 100, 100, 200, 200, 400, 400, 730, 1_096]),
  bills: oneOf(['on the first', 'on the first', 'from the anchor', 'by steps'] as const),
  dayCount: oneOf(DAY_COUNTS),
  rate: oneOf(['0.09', '0.08375', '0.12', '0.0000001', '0', '0.0999999999']),
  isIndex: fc.boolean(),
  floor: oneOf([null, '0.0300', '0.09', '0.0500']),
  cap: oneOf([null, '0.12', '0.0900']),
  multiplier: oneOf(['1', '1.5', '0.333333333333']),
  resetFrom: fc.integer({ min: -4, max: 6 }),
  resetEvery: oneOf([1, 3, 6]),
  paysFromReserve: fc.boolean(),
  reserveFor: oneOf([null, 60, 300]),
  repayment: oneOf(['interest_only', 'level', 'scheduled'] as const),
  repays: amount,
  repaysFrom: fc.nat(300),
  months: fc.integer({ min: 1, max: 40 }),
  default: oneOf([null, 'principal', 'principal', 'past_due', 'past_due'] as const),
  isAdded: fc.boolean(),
  defaultRate: oneOf(['0.18', '0.05', '0.145']),
  lateRate: oneOf([null, '0.05', '0.1', '0.004']),
  graceDays: oneOf([0, 5, 10, 45]),
  drawFee: oneOf([0n, 25_000n, 1n]),
  exitFee: oneOf([0n, 100_000n]),
  minimumInterest: oneOf([0n, 5_000_000n, 1_234n]),
  waterfall: fc.shuffledSubarray([...BUCKETS], { minLength: BUCKETS.length }),
  allowsNegativeRate: oneOf([false, false, false, true]),
  steps,
  /** Whether it is paid off in the end, when within its days, and how. */
  payoff: fc.option(fc.record({ at: fc.nat(1_000), way: fc.nat(2), share: fc.nat(1_000) }), { nil: null }),
});
type Figures = typeof figures extends fc.Arbitrary<infer T> ? T : never;

export const recipes: fc.Arbitrary<Recipe> = figures.map(recipeOf);

/** Loans that live no longer than so many days, and are as busy. */
export const recipesWithin = (days: number): fc.Arbitrary<Recipe> =>
  figures.map((given) => recipeOf({ ...given, days: Math.min(given.days, days) }));

function recipeOf(given: Figures): Recipe {
  return {
    terms: termsOf(given),
    settledOn: given.settledOn,
    wire: given.wire,
    fee: given.fee,
    reserve: given.reserve,
    days: given.days,
    bills: given.bills,
    // Steps are drawn over three years and squeezed into the loan's days, so that short loans are as busy as long ones.
    steps: [
      ...given.steps.map((step) => ({ ...step, day: Math.trunc((step.day * (given.days + 1)) / 1_101) })),
      ...payoffOf(given),
    ],
  };
}

function payoffOf({ payoff, days }: Figures): Step[] {
  if (payoff === null) return [];
  const day = days - Math.trunc((payoff.at * days) / 4_000);
  return [{ kind: 'payoff', day, snap: 'none', share: payoff.share, way: payoff.way, rank: 0 }];
}

function termsOf(given: Figures): NoteTerms {
  const c = (n: bigint) => n as Cents;
  const { settledOn } = given;
  return {
    commitmentCents: c(given.wire + given.fee + given.room),
    dayCount: given.dayCount,
    rate: rateOf(given),
    interest: given.paysFromReserve
      ? {
          from: 'reserve',
          through: given.reserveFor === null ? null : (daysAfter(settledOn, given.reserveFor) as CivilDate),
        }
      : { from: 'borrower' },
    repayment: repaymentOf(given),
    maturity: monthsAfter(settledOn, given.months) as CivilDate,
    default:
      given.default === null
        ? null
        : { rate: given.defaultRate as Rate, base: given.default, added: given.isAdded },
    lateFee: given.lateRate === null ? null : { rate: given.lateRate as Rate, graceDays: given.graceDays },
    drawFeeCents: c(given.drawFee),
    exitFeeCents: c(given.exitFee),
    minimumInterestCents: c(given.minimumInterest),
    waterfall: given.waterfall,
    allowsNegativeRate: given.allowsNegativeRate,
  };
}

function rateOf(given: Figures): RateTerms {
  if (!given.isIndex) return { kind: 'fixed', rate: given.rate as Rate };
  return {
    kind: 'index',
    index: 'SOFR30A',
    initialRate: given.rate as Rate,
    multiplier: given.multiplier as Rate,
    spread: '0.0325' as Rate,
    floor: given.floor as Rate | null,
    cap: given.cap as Rate | null,
    resets: { anchor: monthsAfter(given.settledOn, given.resetFrom) as CivilDate, months: given.resetEvery },
  };
}

function repaymentOf({ repayment: kind, repays, repaysFrom, settledOn }: Figures): Repayment {
  const from = daysAfter(settledOn, repaysFrom) as CivilDate;
  if (kind === 'interest_only') return { kind };
  if (kind === 'level') return { kind, paymentCents: (repays / 100n) as Cents, from };
  const later = daysAfter(from, 100) as CivilDate;
  return {
    kind,
    steps: [
      { from, principalCents: (repays / 300n) as Cents },
      { from: later, principalCents: (repays / 50n) as Cents },
    ],
  };
}
