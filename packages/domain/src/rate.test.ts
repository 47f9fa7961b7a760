import { expect, test } from 'vitest';
import { formatRate, parsePercent, rate, rateToRational } from './rate.ts';

test.each([
  ['0.09', '9.00%'],
  ['0.0900', '9.00%'],
  ['0.08375', '8.375%'],
  ['1', '100.00%'],
  ['-0.0050', '−0.50%'],
  ['0', '0.00%'],
])('%s prints as %s', (decimal, text) => expect(formatRate(rate(decimal))).toBe(text));

test.each([
  ['9.00', '0.09'],
  ['8.375 %', '0.08375'],
  ['100', '1'],
  ['0', '0'],
  ['−0.5', '-0.005'],
])('%s typed is %s', (text, decimal) => expect(parsePercent(text)).toBe(decimal));

test.each(['', 'nine', '9,0', '.5', '1e2'])('"%s" typed is refused', (text) =>
  expect(() => parsePercent(text)).toThrow(/percentage/),
);
test.each(['', '9%', '.09', '1e-2', '0.0000000000001'])('"%s" is no rate', (text) =>
  expect(() => rate(text)).toThrow(RangeError),
);

test('a rate is exact', () => {
  expect(rateToRational(rate('0.08375')).denominator).toBe(800n);
});
