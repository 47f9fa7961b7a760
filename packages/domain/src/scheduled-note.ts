/** A note with a schedule, as its terms say it: what is paid when, whoever pays late. */
import type { Basis } from './basis.ts';
import type { BusinessDayConvention } from './business-days.ts';
import type { CivilDate } from './calendar.ts';
import type { IndexRule } from './index-rate.ts';
import type { Rate } from './rate.ts';
import type { Rational } from './rational.ts';
import type { Cycle, Step } from './schedule.ts';

/** Amounts are exact cents, rates are a year's. */
export interface ScheduledNote {
  /** Whose money it is: what comes in counts positive, and so does principal that is owed to one. */
  side: 'lender' | 'borrower';
  settledOn: CivilDate;
  principal: Rational;
  /** Paid at settlement beside principal; below zero it is kept back, as an origination fee is. */
  premium: Rational;
  /** Interest that had accrued at settlement already and is paid with the first. */
  openingAccrued: Rational;
  /** A note taken over while it runs: the days up to this one are history, with so much interest accrued. */
  boarded: { on: CivilDate; accrued: Rational } | null;
  /** Null: until it is called, or until its payments have paid it. */
  maturity: CivilDate | null;
  basis: Basis;
  /** Null: it bears no interest. */
  rate: Rate | null;
  /** Interest is paid on the dates of these cycles, and when the note ends. */
  interest: { cycles: readonly Cycle[]; capitalised: Capitalised };
  base: InterestBase;
  repayment: readonly PrincipalStep[];
  resets: readonly RateStep[];
  businessDays: BusinessDayConvention;
  /** From the lender's call to the day on which all is due. */
  notice: Step | null;
}

/** Interest that becomes principal instead of being paid: on dates up to a day, that day included. */
export type Capitalised = 'never' | 'always' | { through: CivilDate };

/** What interest is calculated on. */
export type InterestBase =
  | { kind: 'principal' }
  /** One amount, whatever is paid back. */
  | { kind: 'fixed'; amount: Rational }
  /** Principal as it was on the last date of a cycle. */
  | { kind: 'lagged'; opening: Rational; cycle: Cycle };

/** Principal that moves on the dates of a cycle, until the next step begins. */
export type PrincipalStep = Cycle &
  (
    | { how: 'lent'; amount: Rational }
    /** Null: equal parts that end at maturity. */
    | { how: 'repaid'; amount: Rational | null }
    /**
     * One amount, interest first. Null: the level payment that ends at maturity. `grows`: interest that it does not cover becomes
     * principal. `relevels`: a new rate makes a new amount.
     */
    | { how: 'level'; amount: Rational | null; grows: boolean; relevels: boolean }
  );

/** The rate from each date of a cycle on, until the next step begins. */
export type RateStep = Cycle &
  (
    | { kind: 'fixed'; rate: Rate }
    /** The latest value known `fixingDays` days before. Without a value the rate stays. */
    | { kind: 'index'; rule: IndexRule; fixingDays: number }
  );

/** What is not in the terms. */
export interface Observed {
  values: readonly { index: string; date: CivilDate; value: Rational }[];
  /** Principal paid back when nobody had to; below zero it is lent. */
  principal: readonly { date: CivilDate; amount: Rational }[];
  calledOn: CivilDate | null;
}

export const NOTHING_OBSERVED: Observed = { values: [], principal: [], calledOn: null };

export type NoteEventKind =
  | 'settled'
  | 'called'
  | 'repaid'
  | 'lent'
  | 'prepaid'
  | 'interest'
  | 'capitalised'
  | 'rate_fixed'
  | 'rate_read'
  | 'base_set'
  /** The lender's call comes due. */
  | 'call_due'
  | 'matured';

/** One thing that happens to a note, and how the note stands after it. */
export interface NoteEvent {
  kind: NoteEventKind;
  date: CivilDate;
  /** The day that interest is calculated to; under calculate-then-shift not always the date. */
  calculatedTo: CivilDate;
  /** What is paid: exact cents, positive to one's own side. */
  cash: Rational;
  /** The interest of it, or that became principal. */
  interest: Rational;
  principal: Rational;
  rate: Rational;
  accrued: Rational;
}
