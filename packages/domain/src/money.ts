/** Amounts of money: integer US cents in a bigint, branded so that a count of days or a bare number cannot pass for one. */

declare const centsBrand: unique symbol;
export type Cents = bigint & { readonly [centsBrand]: 'cents' };

export const ZERO = 0n as Cents;

/**
 * Integer cents out of a bigint, an integer number or a string of digits (JSON, SQL bigint).
 * @throws RangeError for fractions, unsafe integers, blanks and anything that is no integer
 */
export function cents(x: bigint | number | string): Cents {
  if (typeof x === 'bigint') return x as Cents;
  if (typeof x === 'number') {
    if (!Number.isSafeInteger(x)) throw new RangeError(`${x} is not a whole number of cents.`);
    return BigInt(x) as Cents;
  }
  if (!/^-?\d+$/.test(x)) throw new RangeError(`"${x}" is not a whole number of cents.`);
  return BigInt(x) as Cents;
}

/**
 * Cents as a JSON integer.
 * @throws RangeError beyond 2^53 − 1 cents (90 trillion dollars), where JSON readers would round silently
 */
export function centsToNumber(c: Cents): number {
  const n = Number(c);
  if (!Number.isSafeInteger(n)) throw new RangeError(`${c} cents do not fit a JSON integer.`);
  return n;
}

export const addCents = (a: Cents, b: Cents): Cents => (a + b) as Cents;
export const subtractCents = (a: Cents, b: Cents): Cents => (a - b) as Cents;
export const negateCents = (c: Cents): Cents => -c as Cents;
export const absCents = (c: Cents): Cents => (c < 0n ? -c : c) as Cents;
/** The amount, or zero when negative: "never below zero". */
export const floorAtZero = (c: Cents): Cents => (c < 0n ? ZERO : c);

export const sumCents = (amounts: Iterable<Cents>): Cents => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum as Cents;
};

/** The smallest of one or more amounts. */
export function minCents(first: Cents, ...rest: Cents[]): Cents {
  let least = first;
  for (const amount of rest) if (amount < least) least = amount;
  return least;
}

/** The largest of one or more amounts. */
export function maxCents(first: Cents, ...rest: Cents[]): Cents {
  let most = first;
  for (const amount of rest) if (amount > most) most = amount;
  return most;
}

export type ParsedUsd = { ok: true; cents: Cents } | { ok: false; reason: string };

/** Reads what a person types: "1,234.56", "$1,234", "−5.00", "(5.00)". Refuses with a sentence rather than guessing. */
export function parseUsd(text: string): ParsedUsd {
  const refuse = (reason: string): ParsedUsd => ({ ok: false, reason });
  let s = text.trim().replace(/\u2212/g, '-');
  if (s === '') return refuse('Enter an amount.');
  const bracketed = /^\((.*)\)$/.exec(s);
  if (bracketed) s = `-${bracketed[1]}`;
  const match = /^(-?)\$?(-?)\s*(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(s);
  if (!match || (match[1] && match[2]) || (match[3] === undefined && !match[4])) {
    return refuse(
      /,/.test(s)
        ? 'Commas stand before every third digit, as in 1,234.56.'
        : 'Enter an amount such as 1,234.56.',
    );
  }
  const fraction = match[4] ?? '';
  if (fraction.length > 2) return refuse('An amount has at most two decimals.');
  const whole = (match[3] ?? '0').replaceAll(',', '');
  if (whole.length > 13) return refuse('That is more than any deal.');
  const value = BigInt(whole + fraction.padEnd(2, '0'));
  return { ok: true, cents: (match[1] || match[2] ? -value : value) as Cents };
}

const MINUS = '\u2212';

/** "1,234.56", with a true minus sign; for dense columns. */
export function formatAmount(c: Cents): string {
  const digits = absCents(c).toString().padStart(3, '0');
  const dollars = groupThousands(digits.slice(0, -2));
  return `${c < 0n ? MINUS : ''}${dollars}.${digits.slice(-2)}`;
}

/** "$1,234.56", "−$5.00"; for lone amounts. */
export const formatUsd = (c: Cents): string => `${c < 0n ? MINUS : ''}$${formatAmount(absCents(c))}`;

/** "$640,000" below a million, "$1.18M" and "$2.05B" above, rounded half up; only for boards and key figures. */
export function formatCompactUsd(c: Cents): string {
  const sign = c < 0n ? MINUS : '';
  const dollars = (absCents(c) + 50n) / 100n;
  if (dollars < 1_000_000n) return `${sign}$${groupThousands(dollars.toString())}`;
  // 999,995,000 would print as $1000.00M: it is a billion by then.
  const [unit, letter] = dollars < 999_995_000n ? [1_000_000n, 'M'] : [1_000_000_000n, 'B'];
  const hundredths = (dollars * 100n + unit / 2n) / unit;
  const digits = hundredths.toString().padStart(3, '0');
  return `${sign}$${groupThousands(digits.slice(0, -2))}.${digits.slice(-2)}${letter}`;
}

const groupThousands = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * Splits a total by weights without losing a cent: largest remainder, ties to the earlier share. Keeps the sign of the total.
 * @throws RangeError when there are no weights, one is negative, or all are zero
 */
export function allocateCents(total: Cents, weights: readonly bigint[]): Cents[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n);
  if (weightSum <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('Weights must not be negative and not all zero.');
  }
  const magnitude = absCents(total);
  const shares = weights.map((weight) => (magnitude * weight) / weightSum);
  let left = magnitude - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (magnitude * weight) % weightSum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  for (const { at } of byRemainder) {
    if (left === 0n) break;
    shares[at] = (shares[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return shares.map((share) => (total < 0n ? -share : share) as Cents);
}
