import { rate, shiftPoint } from '@connect/ui/format';

/** A share held as a decimal string, as percent with one place, half up: `"0.18449"` is `18.4%`. Exact: no floats. */
export function share(decimal: string | null | undefined): string {
  if (decimal === null || decimal === undefined) return '–';
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = decimal.replace('-', '').split('.');
  const tenThousandths = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0').slice(0, 4));
  const tenths = (tenThousandths + 5n) / 10n;
  return rate(`${negative ? '-' : ''}${shiftPoint(tenths.toString(), -3)}`, 1);
}
