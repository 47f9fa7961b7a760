import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, civilDate } from './calendar.ts';
import { accrue, dailyAccruals, interest, maturityDate, perDiem } from './loan.ts';
import { cents, sumCents } from './money.ts';
import { rate } from './rate.ts';

const d = civilDate;
const nine = rate('0.09');

test('pencil and paper: $100,000 at 9 % for 30 days on 360 is $750', () => {
  expect(
    interest(cents(10_000_000), nine, d('2026-11-01'), d('2026-12-01'), 'actual/360').roundHalfEven(),
  ).toBe(75_000n);
});

describe('accrue', () => {
  const balances = [
    { from: d('2026-11-16'), principal: cents(30_000_000) },
    { from: d('2026-10-05'), principal: cents(20_000_000) },
  ];

  test('explains a month with a draw in it', () => {
    const accrual = accrue(balances, nine, d('2026-11-01'), d('2026-12-01'), 'actual/360');
    expect(
      accrual.segments.map(({ from, to, days, principal, interestDollars }) => [
        from,
        to,
        days,
        principal,
        interestDollars,
      ]),
    ).toEqual([
      ['2026-11-01', '2026-11-16', 15, 20_000_000n, '750.0000'],
      ['2026-11-16', '2026-12-01', 15, 30_000_000n, '1125.0000'],
    ]);
    expect(accrual.exactDollars).toBe('1875.0000');
    expect(accrual.rounded).toBe(187_500n);
  });

  test('the first month starts at settlement', () => {
    const accrual = accrue(balances, nine, d('2026-10-01'), d('2026-11-01'), 'actual/360');
    expect(accrual.segments).toHaveLength(1);
    expect(accrual.segments[0]).toMatchObject({ from: '2026-10-05', days: 27 });
  });

  test('is rounded once, not per segment', () => {
    const odd = [
      { from: d('2026-01-01'), principal: cents(1) },
      { from: d('2026-01-02'), principal: cents(2) },
    ];
    const accrual = accrue(odd, rate('0.1'), d('2026-01-01'), d('2029-01-01'), 'actual/365');
    expect(accrual.segments.map((segment) => segment.interest.roundHalfEven())).toEqual([0n, 1n]);
    expect(accrual.rounded).toBe(1n);
  });

  test('nothing owed, nothing accrued', () => {
    expect(accrue([], nine, d('2026-01-01'), d('2026-02-01'), 'actual/360')).toMatchObject({
      segments: [],
      rounded: 0n,
    });
  });

  test('the last step of a day counts', () => {
    const twice = [
      { from: d('2026-01-01'), principal: cents(100) },
      { from: d('2026-01-01'), principal: cents(36_000_000) },
    ];
    expect(accrue(twice, rate('0.1'), d('2026-01-01'), d('2026-01-02'), 'actual/360').rounded).toBe(10_000n);
  });

  test('a period cut anywhere accrues the same, exactly', () => {
    const start = d('2026-01-01');
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.bigInt(0n, 10n ** 10n)), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 400 }), (raw, cut) => {
        const bal = raw.map(([day, principal]) => ({
          from: addDays(start, day),
          principal: cents(principal),
        }));
        const [middle, end] = [addDays(start, cut), addDays(start, 400)];
        const whole = accrue(bal, nine, start, end, 'actual/360').exact;
        const parts = accrue(bal, nine, start, middle, 'actual/360').exact.plus(
          accrue(bal, nine, middle, end, 'actual/360').exact,
        );
        expect(parts.equals(whole)).toBe(true);
      }),
    );
  });

  test('the days sum to the bill', () => {
    const days = dailyAccruals(
      [{ from: d('2026-10-05'), principal: cents(12_345_678) }],
      rate('0.08375'),
      d('2026-11-01'),
      d('2026-12-01'),
      'actual/360',
    );
    const bill = accrue(
      [{ from: d('2026-10-05'), principal: cents(12_345_678) }],
      rate('0.08375'),
      d('2026-11-01'),
      d('2026-12-01'),
      'actual/360',
    );
    expect(days).toHaveLength(30);
    expect(sumCents(days.map(({ amountCents }) => amountCents))).toBe(bill.rounded);
  });
});

test('per diem', () => {
  expect(perDiem(cents(36_000_000), nine, d('2026-11-23'), 'actual/360').toDecimalString(2)).toBe('9000.00');
  expect(perDiem(cents(36_600_000), nine, d('2028-01-31'), 'actual/actual').toDecimalString(2)).toBe(
    '9000.00',
  );
  expect(perDiem(cents(36_000_000), nine, d('2026-01-30'), '30/360').toDecimalString(2)).toBe('9000.00');
});

test('maturity steps from settlement', () => {
  expect(maturityDate(d('2027-01-31'), 13)).toBe('2028-02-29');
});
