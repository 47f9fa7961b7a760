/** Rates: exact decimal strings, 8.375 % is "0.08375". */
import { Rational } from './rational.ts';

declare const rateBrand: unique symbol;
export type Rate = string & { readonly [rateBrand]: 'rate' };

/**
 * A rate out of a decimal string, kept as written.
 * @throws RangeError for anything but a plain decimal with at most 12 decimals
 */
export function rate(decimal: string): Rate {
  if (!/^-?\d{1,6}(\.\d{1,12})?$/.test(decimal))
    throw new RangeError(`"${decimal}" is not a rate such as "0.09".`);
  return decimal as Rate;
}

/** The exact value of a rate. */
export const rateToRational = (r: Rate): Rational => Rational.parse(r);

/** A rate out of an exact value: at most twelve decimals, half to even. */
export const roundedRate = (exact: Rational): Rate => rate(withoutTrailingZeros(exact.toDecimalString(12)));

/** "9.00%", "8.375%": two decimals, more when the rate has more. */
export function formatRate(r: Rate): string {
  const percent = rateToRational(r).times(Rational.of(100));
  const decimals = Math.max(2, (withoutTrailingZeros(r).split('.')[1] ?? '').length - 2);
  return `${percent.toDecimalString(decimals).replace('-', '\u2212')}%`;
}

/**
 * What a person types in a percent field: "9.00" or "9 %" is "0.09".
 * @throws RangeError with a sentence for the field
 */
export function parsePercent(text: string): Rate {
  const match = /^(-?\d{1,4}(?:\.\d{1,10})?)\s*%?$/.exec(text.trim().replace('\u2212', '-'));
  if (!match?.[1]) throw new RangeError('Enter a percentage such as 9.00.');
  const decimals = (match[1].split('.')[1] ?? '').length + 2;
  return rate(
    withoutTrailingZeros(Rational.parse(match[1]).dividedBy(Rational.of(100)).toDecimalString(decimals)),
  );
}

const withoutTrailingZeros = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
