/**
 * Rates of return. An IRR is the root of a polynomial, shown and never booked, so it is found in binary floating point; the present
 * value of dated flows is an amount, so it is computed in fixed point on bigint (`presentValue`). The plain `npv` and `xnpv` are the
 * spreadsheet's, for charts.
 */
import { type CivilDate, daysBetween } from './calendar.ts';
import type { Cents } from './money.ts';
import { type Rate, rateToRational } from './rate.ts';
import { Rational } from './rational.ts';

export type RateOfReturn =
  | { kind: 'rate'; rate: number }
  /** No rate makes the flows worth nothing: they never change sign, or only beyond any sensible rate. */
  | { kind: 'none'; reason: string }
  /** Flows that change sign more than once may have several; none of them is the answer. */
  | { kind: 'multiple'; rates: number[] };

export interface DatedFlow {
  date: CivilDate;
  amountCents: Cents;
}

const NEVER_BOTH = 'Money has to go out and come back for a rate of return.';

/** Present value of flows one period apart, the first one period from now (the spreadsheet's NPV). */
export const npv = (rate: number, values: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + value / (1 + rate) ** (i + 1), 0);

/** Present value on the first date, exponents in days / 365 (the spreadsheet's XNPV). */
export function xnpv(rate: number, flows: readonly { date: CivilDate; value: number }[]): number {
  const first = flows[0];
  if (!first) return 0;
  return flows.reduce(
    (sum, { date, value }) => sum + value / (1 + rate) ** (daysBetween(first.date, date) / 365),
    0,
  );
}

/** The rate per period that makes evenly spaced flows worth nothing. */
export const irr = (values: readonly number[]): RateOfReturn =>
  roots(values.map((value, i) => ({ value, time: i })));

/** The annual rate that makes dated flows worth nothing, exponents in days / 365 from the first. */
export function xirr(flows: readonly { date: CivilDate; value: number }[]): RateOfReturn {
  const first = flows[0];
  if (!first) return { kind: 'none', reason: 'There are no cash flows.' };
  return roots(flows.map(({ date, value }) => ({ value, time: daysBetween(first.date, date) / 365 })));
}

/**
 * The rate at which what came back, reinvested at one rate to the end, makes up for what went out, financed at another (the
 * spreadsheet's MIRR). There is at most one.
 */
export function mirr(values: readonly number[], financeRate: number, reinvestRate: number): RateOfReturn {
  const out = npv(
    financeRate,
    values.map((value) => Math.min(value, 0)),
  );
  const back = npv(
    reinvestRate,
    values.map((value) => Math.max(value, 0)),
  );
  if (out === 0 || back === 0) return { kind: 'none', reason: NEVER_BOTH };
  const periods = values.length - 1;
  const grown = (back * (1 + reinvestRate) ** (periods + 1)) / (-out * (1 + financeRate));
  return { kind: 'rate', rate: grown ** (1 / periods) - 1 };
}

interface Timed {
  value: number;
  time: number;
}

// The search runs over x = ln(1 + rate), from −99.99 % to 1,000,000 %, in steps far finer than two roots of a real deal lie apart.
const LOWEST = Math.log(1e-4);
const HIGHEST = Math.log(1e4);
const STEP = 0.01;

function roots(flows: readonly Timed[]): RateOfReturn {
  if (!flows.some(({ value }) => value > 0) || !flows.some(({ value }) => value < 0)) {
    return { kind: 'none', reason: NEVER_BOTH };
  }
  const worth = worthAt(flows);
  const found: number[] = [];
  let x = LOWEST;
  let here = worth(x);
  while (x < HIGHEST) {
    const next = x + STEP;
    const there = worth(next);
    if (here === 0) found.push(x);
    else if (here * there < 0) found.push(bisect(worth, x, next));
    x = next;
    here = there;
  }
  const rates = found.map((root) => Math.expm1(root));
  if (rates.length === 0)
    return {
      kind: 'none',
      reason: 'No rate between −99.99% and 1,000,000% makes these flows worth nothing.',
    };
  return rates.length === 1 ? { kind: 'rate', rate: rates[0] as number } : { kind: 'multiple', rates };
}

/** Worth at e^x − 1, scaled by a positive power so that no exponent is positive: neither the sign nor a root moves, nothing overflows. */
function worthAt(flows: readonly Timed[]): (x: number) => number {
  const times = flows.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return (x) => {
    const pivot = x >= 0 ? first : last;
    return flows.reduce((sum, { value, time }) => sum + value * Math.exp(-x * (time - pivot)), 0);
  };
}

function bisect(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const rising = f(low) < 0;
  // 60 halvings of 0.01 reach the last bit of a double.
  for (let i = 0; i < 60; i += 1) {
    const middle = (low + high) / 2;
    if (f(middle) < 0 === rising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const DIGITS = 50n;
const SCALE = 10n ** DIGITS;
const times = (a: bigint, b: bigint): bigint => (a * b) / SCALE;

/** base^exponent in fixed point; loses less than `exponent` units of the 50th decimal. */
function power(base: bigint, exponent: number): bigint {
  let result = SCALE;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = times(result, square);
    square = times(square, square);
  }
  return result;
}

/** (1 + rate)^(1/365) in fixed point: Newton's method from the double, each round doubling the right digits. */
function dailyGrowth(rate: Rational): bigint {
  const whole = (rate.plus(Rational.ONE).numerator * SCALE) / rate.denominator;
  const guess = (1 + rate.toNumberForDisplay()) ** (1 / 365);
  let x = (BigInt(Math.round(guess * 2 ** 50)) * SCALE) / 2n ** 50n;
  for (let i = 0; i < 4; i += 1) {
    const grown = power(x, 365);
    x -= ((grown - whole) * x) / (365n * grown);
  }
  return x;
}

/**
 * Present value of dated flows at an annual rate, on the first date, exponents in days / 365: right to the cent, in cents.
 * @throws RangeError for a rate of −100 % or less, and for a flow before the first
 */
export function presentValue(rate: Rate, flows: readonly DatedFlow[]): Cents {
  const exact = rateToRational(rate);
  if (exact.plus(Rational.ONE).compare(Rational.ZERO) <= 0)
    throw new RangeError('A discount rate is above −100%.');
  const first = flows[0];
  if (!first) return 0n as Cents;
  const discount = (SCALE * SCALE) / dailyGrowth(exact);
  let sum = 0n;
  for (const { date, amountCents } of flows) {
    const days = daysBetween(first.date, date);
    if (days < 0) throw new RangeError('The first flow has to be the earliest.');
    sum += amountCents * power(discount, days);
  }
  return Rational.of(sum, SCALE).roundHalfEven() as Cents;
}
