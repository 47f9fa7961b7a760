import { expect, test } from 'vitest';
import { civilDate } from './calendar.ts';
import { cents } from './money.ts';
import { rate } from './rate.ts';
import { forecastReserve, type ReserveInput, reserveNeeded } from './reserve-forecast.ts';

const d = civilDate;
const input: ReserveInput = {
  from: d('2026-11-01'),
  until: d('2027-02-01'),
  principalCents: cents(36_000_000),
  reserveCents: cents(500_000),
  rate: rate('0.09'),
  basis: 'actual/360',
  scheduledDraws: [{ date: d('2026-12-11'), amountCents: cents(3_600_000) }],
};

test('month by month, paying from the reserve raises principal', () => {
  const { months } = forecastReserve(input);
  // November: 30 days of $90.00.
  expect(months[0]).toMatchObject({
    to: '2026-12-01',
    interestCents: 270_000n,
    paidFromReserveCents: 270_000n,
    reserveAfterCents: 230_000n,
    principalAfterCents: 36_270_000n,
  });
  // December: 10 days on 362,700, then 21 on 398,700 is 299,992.5 cents, and a half goes to the even cent.
  expect(months[1]?.interestCents).toBe(299_992n);
});

test('depletes on the first day whose interest is not covered', () => {
  const forecast = forecastReserve(input);
  // $2,300 left: 10 days of $90.675, then days of $99.675; the 14th such day goes over.
  expect(forecast.depletedOn).toBe('2026-12-24');
  expect(forecast.months.map(({ shortCents }) => shortCents > 0n)).toEqual([false, true, true]);
  expect(forecast.shortfallCents).toBe(forecast.interestCents - 500_000n);
});

test('a reserve of exactly what is needed lasts, one cent less does not', () => {
  const needed = reserveNeeded(input);
  expect(forecastReserve({ ...input, reserveCents: needed })).toMatchObject({
    depletedOn: null,
    shortfallCents: 0n,
  });
  expect(forecastReserve({ ...input, reserveCents: (needed - 1n) as typeof needed }).shortfallCents).toBe(1n);
});

test('an unfinished first month and the day of maturity bound the forecast', () => {
  const { months } = forecastReserve({ ...input, from: d('2026-11-20'), until: d('2026-12-05') });
  expect(months.map(({ from, to }) => [from, to])).toEqual([
    ['2026-11-20', '2026-12-01'],
    ['2026-12-01', '2026-12-05'],
  ]);
});
