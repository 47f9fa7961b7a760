/** Interest that runs day by day on one amount after another, exact, from one bill to the next. */
import { addDays, type CivilDate } from './calendar.ts';
import { type DayCount, dayCount, yearFraction } from './daycount.ts';
import { type AccrualSegment, exactDollars } from './loan.ts';
import type { Cents } from './money.ts';
import { type Rate, rateToRational } from './rate.ts';
import { Rational, roundHalfEven } from './rational.ts';

/** A stretch that is not over: what interest runs on, at which rate, since when. */
interface Open {
  from: CivilDate;
  amount: Cents;
  rate: Rate;
  /** Exact cents of one day, where every day counts the same. */
  daily: Rational | null;
}

/** What a day earned, and the rounded cumulative on its evening, in cents. */
export interface Earned {
  date: CivilDate;
  cents: Cents;
  cumulative: Cents;
}

/**
 * The running interest of one bill's period. `runTo` answers what each day adds: the change of the rounded cumulative, so that days
 * sum to the bill, which is rounded once.
 */
export class RunningInterest {
  private readonly basis: DayCount;
  private since: CivilDate | null = null;
  private closed: AccrualSegment[] = [];
  private before = Rational.ZERO;
  private open: Open | null = null;
  private day: CivilDate | null = null;
  private rounded = 0n;

  constructor(basis: DayCount) {
    this.basis = basis;
  }

  /** From this day on interest runs on `amount` at `rate`; the days before are as they were. */
  change(from: CivilDate, amount: Cents, rate: Rate): void {
    this.since ??= from;
    this.day ??= from;
    if (this.open && this.open.amount === amount && isSameRate(this.open.rate, rate)) return;
    this.close(from);
    this.open = { from, amount, rate, daily: this.dailyOf(amount, rate) };
  }

  /** What its days came to so far. */
  get posted(): Cents {
    return this.rounded as Cents;
  }

  /** The first day whose interest has not been asked for. */
  get nextDay(): CivilDate | null {
    return this.day;
  }

  private get runs(): boolean {
    return this.open !== null && this.open.amount !== 0n;
  }

  /** What each day before `to` adds, in cents; days that add nothing are left out. */
  *runTo(to: CivilDate): Generator<Earned> {
    for (let date = this.day; this.runs && date !== null && date < to; date = this.day) {
      this.day = addDays(date, 1);
      const earned = this.earn(date, this.day);
      if (earned.cents !== 0n) yield earned;
    }
    this.skip(to);
  }

  /** What the days before `to` add together, as one amount on the last of them; null when nothing. */
  leapTo(to: CivilDate): Earned | null {
    if (!this.runs || this.day === null || this.day >= to) {
      this.skip(to);
      return null;
    }
    this.skip(to);
    const earned = this.earn(addDays(to, -1), to);
    return earned.cents === 0n ? null : earned;
  }

  /** The first day in [from, to), within one stretch, on whose evening more than `limit` was earned since the last bill; null for none. */
  firstAbove(limit: Cents, from: CivilDate, to: CivilDate): CivilDate | null {
    const isAbove = (date: CivilDate) => this.roundedTo(addDays(date, 1)) > limit;
    // Within a stretch it only rises or only falls: where neither end is above, no day is.
    if (from >= to || !(isAbove(from) || isAbove(addDays(to, -1)))) return null;
    let date = from;
    while (!isAbove(date)) date = addDays(date, 1);
    return date;
  }

  private skip(to: CivilDate): void {
    if (this.day !== null && to > this.day) this.day = to;
  }

  private earn(date: CivilDate, to: CivilDate): Earned {
    const cumulative = this.roundedTo(to) as Cents;
    const cents = (cumulative - this.rounded) as Cents;
    this.rounded = cumulative;
    return { date, cents, cumulative };
  }

  /** The stretches up to a day, their exact sum, and the one rounding of it. */
  standing(to: CivilDate): {
    segments: AccrualSegment[];
    exact: Rational;
    rounded: Cents;
    since: CivilDate | null;
  } {
    const last = this.open && this.open.from < to ? this.segment(this.open, to) : null;
    const segments = last && last.principal !== 0n ? [...this.closed, last] : [...this.closed];
    const exact = this.exactTo(to);
    return { segments, exact, rounded: exact.roundHalfEven() as Cents, since: this.since };
  }

  /** A bill was made: the next period begins, on the same amount and rate. */
  restart(from: CivilDate): void {
    this.closed = [];
    this.before = Rational.ZERO;
    this.rounded = 0n;
    this.since = from;
    this.day = from;
    if (this.open) this.open = { ...this.open, from };
  }

  /** The exact amount rounded; a day of a long run is not worth bringing its fraction to lowest terms. */
  private roundedTo(to: CivilDate): bigint {
    const { before, open } = this;
    if (!open?.daily || to <= open.from) return this.exactTo(to).roundHalfEven();
    const days = BigInt(dayCount(this.basis, open.from, to));
    const { numerator, denominator } = open.daily;
    return roundHalfEven(
      before.numerator * denominator + numerator * days * before.denominator,
      before.denominator * denominator,
    );
  }

  private exactTo(to: CivilDate): Rational {
    if (!this.open || to <= this.open.from) return this.before;
    return this.before.plus(this.interest(this.open, to));
  }

  private close(to: CivilDate): void {
    if (!this.open || to <= this.open.from) return;
    const segment = this.segment(this.open, to);
    this.before = this.before.plus(segment.interest);
    if (segment.principal !== 0n) this.closed.push(segment);
  }

  private segment(open: Open, to: CivilDate): AccrualSegment {
    const interest = this.interest(open, to);
    return {
      from: open.from,
      to,
      days: dayCount(this.basis, open.from, to),
      principal: open.amount,
      rate: open.rate,
      interest,
      interestDollars: exactDollars(interest),
    };
  }

  private interest({ from, amount, rate, daily }: Open, to: CivilDate): Rational {
    if (daily) return daily.times(Rational.of(dayCount(this.basis, from, to)));
    return Rational.of(amount)
      .times(rateToRational(rate))
      .times(yearFraction(this.basis, from, to));
  }

  /** On bases with a fixed year every counted day earns the same; actual/actual depends on the year. */
  private dailyOf(amount: Cents, rate: Rate): Rational | null {
    if (this.basis === 'actual/actual') return null;
    const year = this.basis === 'actual/365' ? 365 : 360;
    return Rational.of(amount).times(rateToRational(rate)).dividedBy(Rational.of(year));
  }
}

/** "0.09" and "0.0900" are one rate. */
const isSameRate = (a: Rate, b: Rate): boolean => a === b || rateToRational(a).equals(rateToRational(b));
