import { describe, expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { cents } from './money.ts';
import { countingDate, type PayoffInput, payoffTotals, principalOn, quotePayoff } from './payoff.ts';
import { rate } from './rate.ts';

const d = civilDate;
const input: PayoffInput = {
  payoffDate: d('2026-11-21'),
  validThrough: d('2026-11-23'),
  principal: [{ from: d('2026-10-05'), principal: cents(36_000_000) }],
  rate: rate('0.09'),
  basis: 'actual/360',
  billedThrough: d('2026-11-01'),
  billedInterestCents: cents(243_000),
  billedDefaultInterestCents: cents(0),
  unpaidFeesCents: cents(25_000),
  exitFeeCents: cents(180_000),
  contractMinimumInterestCents: cents(0),
  interestBilledToDateCents: cents(243_000),
  unappliedCents: cents(1_000),
  borrowerReserveCents: cents(0),
};

describe('a payoff quote', () => {
  test('pencil and paper', () => {
    const quote = quotePayoff(input);
    // 20 days of $90.
    expect(quote.accruedInterestCents).toBe(180_000n);
    expect(quote.totalCents).toBe(36_000_000n + 243_000n + 180_000n + 25_000n + 180_000n - 1_000n);
    expect(quote.perDiemDollars).toBe('90.0000');
  });
  test('grows by the per diem', () => {
    expect(payoffTotals(input).map(({ date, totalCents }) => [date, totalCents])).toEqual([
      ['2026-11-21', 36_627_000n],
      ['2026-11-22', 36_636_000n],
      ['2026-11-23', 36_645_000n],
    ]);
  });
  test('minimum interest is what the contract lacks, never below zero', () => {
    expect(quotePayoff({ ...input, contractMinimumInterestCents: cents(500_000) }).minimumInterestCents).toBe(
      77_000n,
    );
    expect(quotePayoff({ ...input, contractMinimumInterestCents: cents(400_000) }).minimumInterestCents).toBe(
      0n,
    );
  });
  test('held money above what is owed is refunded, not quoted as a negative', () => {
    const quote = quotePayoff({ ...input, borrowerReserveCents: cents(40_000_000) });
    expect([quote.totalCents, quote.refundCents]).toEqual([0n, 40_000_000n - 36_627_000n]);
  });
  test('refuses days that make no sense', () => {
    expect(() => quotePayoff({ ...input, payoffDate: d('2026-10-31') })).toThrow(/already billed/);
    expect(() => quotePayoff({ ...input, validThrough: d('2026-11-20') })).toThrow(/valid/);
  });
});

test('principal on a day is that of the latest step', () => {
  const steps = [
    { from: d('2026-11-16'), principal: cents(3) },
    { from: d('2026-10-05'), principal: cents(2) },
  ];
  expect([d('2026-10-04'), d('2026-10-05'), d('2026-11-16')].map((day) => principalOn(steps, day))).toEqual([
    0n,
    2n,
    3n,
  ]);
});

test.each([
  ['2026-11-25', 13 * 60, '2026-11-25'],
  ['2026-11-25', 14 * 60, '2026-11-27'],
  ['2026-11-26', 9 * 60, '2026-11-27'],
  ['2026-11-28', 20 * 60, '2026-11-30'],
])('money collected on %s at minute %d counts on %s', (day, minute, counts) =>
  expect(countingDate(d(day), minute, 14 * 60)).toBe(counts),
);
