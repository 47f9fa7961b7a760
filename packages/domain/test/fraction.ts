/** Fractions of whole numbers, as small as they can be: the second implementation shares no arithmetic with the first. Tests only. */

/** `n / d`, with `d` above zero. Not always in lowest terms. */
export interface Fraction {
  n: bigint;
  d: bigint;
}

export const NOTHING: Fraction = { n: 0n, d: 1n };

export const fraction = (n: bigint | number, d: bigint | number = 1n): Fraction => ({
  n: BigInt(n),
  d: BigInt(d),
});

/** "−0.0325" as 325 / 10,000, with the sign a plain hyphen. */
export function fractionOf(decimal: string): Fraction {
  const [whole = '', decimals = ''] = decimal.split('.');
  return { n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const minus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
export const isLess = (a: Fraction, b: Fraction): boolean => a.n * b.d < b.n * a.d;
export const isSame = (a: Fraction, b: Fraction): boolean => a.n * b.d === b.n * a.d;

export function lowest({ n, d }: Fraction): Fraction {
  let [a, b] = [n < 0n ? -n : n, d];
  while (b !== 0n) [a, b] = [b, a % b];
  return { n: n / a, d: d / a };
}

/** The nearest whole number; of two as near the even one. */
export function nearest({ n, d }: Fraction): bigint {
  let below = n / d;
  if (below * d > n) below -= 1n;
  const twiceTheRest = 2n * (n - below * d);
  const isUp = twiceTheRest > d || (twiceTheRest === d && below % 2n !== 0n);
  return isUp ? below + 1n : below;
}
