/** What the note says, as data: everything that interest, fees and payments of a loan are worked out from. */
import type { CivilDate } from './calendar.ts';
import type { DayCount } from './daycount.ts';
import type { IndexRule } from './index-rate.ts';
import type { Cents } from './money.ts';
import type { Rate } from './rate.ts';
import { BUCKETS, type Bucket } from './waterfall.ts';

/** The contract rate: fixed, or an index read on its re-set dates. */
export type RateTerms =
  | { kind: 'fixed'; rate: Rate }
  | ({
      kind: 'index';
      /** Until the first re-set. */
      initialRate: Rate;
      /** Re-sets on the anchor and every `months` months after it, stepped from the anchor. */
      resets: { anchor: CivilDate; months: number };
      // Limits of a single re-set are other people's notes': the books of a loan know none.
    } & Omit<IndexRule, 'periodCap' | 'periodFloor'>);

/** Which principal falls due with a bill. All of it is due at maturity. */
export type Repayment =
  | { kind: 'interest_only' }
  /** One level amount a bill from `from` on: interest first, the rest principal. */
  | { kind: 'level'; paymentCents: Cents; from: CivilDate }
  /** So much principal with each bill from its `from` on, until the next step says otherwise. */
  | { kind: 'scheduled'; steps: readonly { from: CivilDate; principalCents: Cents }[] };

export interface DefaultTerms {
  /** A year's rate, exact. */
  rate: Rate;
  /**
   * `principal`: what the default rate is above the contract rate, on all principal. `past_due`: the default rate on billed interest
   * and principal that are past due; never on default interest itself.
   */
  base: 'principal' | 'past_due';
  /** The rate is added to the contract rate instead of standing in its place. */
  added?: boolean;
}

export interface NoteTerms {
  /** The most that may be lent, reserve interest included; what was paid back is not lent again. Cents. */
  commitmentCents: Cents;
  dayCount: DayCount;
  rate: RateTerms;
  /** Interest is billed to the borrower, or paid from the interest reserve until a date (none: while the reserve lasts). */
  interest: { from: 'borrower' } | { from: 'reserve'; through: CivilDate | null };
  repayment: Repayment;
  maturity: CivilDate;
  default: DefaultTerms | null;
  /** Of what is unpaid of a bill once its grace is over: a share, exact. */
  lateFee: { rate: Rate; graceDays: number } | null;
  /** Charged with each draw, cents; zero for none. */
  drawFeeCents: Cents;
  exitFeeCents: Cents;
  /** The least interest the contract earns over its life, cents; zero for none. */
  minimumInterestCents: Cents;
  waterfall: readonly Bucket[];
  /** Products without it refuse a rate below zero. */
  allowsNegativeRate: boolean;
}

/** The terms that a plain note leaves unsaid: interest only, billed, no fees, the usual waterfall. */
export const PLAIN_TERMS = {
  interest: { from: 'borrower' },
  repayment: { kind: 'interest_only' },
  default: null,
  lateFee: null,
  drawFeeCents: 0n as Cents,
  exitFeeCents: 0n as Cents,
  minimumInterestCents: 0n as Cents,
  waterfall: BUCKETS,
  allowsNegativeRate: false,
} as const satisfies Partial<NoteTerms>;
