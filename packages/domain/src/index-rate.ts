/** The rate of a note that follows an index. */
import { type Rate, rateToRational, roundedRate } from './rate.ts';
import type { Rational } from './rational.ts';

export interface IndexRule {
  /** Name of the index, such as "SOFR30A"; its dated values are told apart from the terms. */
  index: string;
  /** Rate = value × multiplier + spread, then held between floor and cap. */
  multiplier: Rate;
  spread: Rate;
  floor: Rate | null;
  cap: Rate | null;
  /** The most that one re-set may raise the rate by. */
  periodCap?: Rate | null;
  /** The lowest change of one re-set: "-0.01" lets it fall by one per cent. */
  periodFloor?: Rate | null;
}

/** The rate of a re-set, exact. `before` is the rate until then, from which period cap and floor count. */
export function indexRate(rule: IndexRule, value: Rational, before: Rational | null = null): Rational {
  const read = value.times(rateToRational(rule.multiplier)).plus(rateToRational(rule.spread));
  const moved = before ? before.plus(held(read.minus(before), rule.periodFloor, rule.periodCap)) : read;
  return held(moved, rule.floor, rule.cap);
}

/** The same with at most twelve decimals, half to even, as a loan's books have it. */
export const rateOf = (rule: IndexRule, value: Rate): Rate =>
  roundedRate(indexRate(rule, rateToRational(value)));

function held(value: Rational, floor: Rate | null = null, cap: Rate | null = null): Rational {
  const capped = cap === null ? value : lower(value, rateToRational(cap));
  return floor === null ? capped : higher(capped, rateToRational(floor));
}

const higher = (a: Rational, b: Rational) => (a.compare(b) < 0 ? b : a);
const lower = (a: Rational, b: Rational) => (a.compare(b) > 0 ? b : a);
