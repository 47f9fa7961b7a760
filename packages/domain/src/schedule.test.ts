import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, civilDate, daysBetween, endOfMonth } from './calendar.ts';
import { type Cycle, chainedDates, cycleDates, stepped } from './schedule.ts';

const d = civilDate;
const cycle = (change: Partial<Cycle>): Cycle => ({
  anchor: d('2026-01-31'),
  every: { months: 1 },
  stub: 'short',
  endOfMonth: false,
  ...change,
});
const anyDate = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays(d('1960-01-01'), n));
const anyStep = fc.oneof(
  fc.integer({ min: 1, max: 24 }).map((months) => ({ months })),
  fc.integer({ min: 1, max: 400 }).map((days) => ({ days })),
);
const anyCycle = fc
  .record({
    anchor: anyDate,
    every: anyStep,
    stub: fc.constantFrom('short' as const, 'long' as const),
    endOfMonth: fc.boolean(),
  })
  .map((each): Cycle => each);

describe('stepping', () => {
  test('comes from the anchor, not from the date before', () => {
    expect(cycleDates(cycle({}), d('2026-06-01'))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
    ]);
  });
  test('goes to the ends of months only from the end of a month, and only when told', () => {
    const from = (anchor: string, toEnd: boolean) =>
      cycleDates(cycle({ anchor: d(anchor), endOfMonth: toEnd }), d('2026-07-02')).slice(0, 3);
    expect(from('2026-04-30', true)).toEqual(['2026-04-30', '2026-05-31', '2026-06-30']);
    expect(from('2026-04-30', false)).toEqual(['2026-04-30', '2026-05-30', '2026-06-30']);
    expect(from('2026-04-29', true)).toEqual(['2026-04-29', '2026-05-29', '2026-06-29']);
  });
  test('by days is by days', () => {
    expect(stepped(d('2026-02-28'), { days: 9 }, 3, true)).toBe('2026-03-27');
  });
  test('leads forward', () => {
    expect(() => cycleDates(cycle({ every: { months: 0 } }), d('2026-06-01'))).toThrow(RangeError);
    expect(() => cycleDates(cycle({ every: { days: 1.5 } }), d('2026-06-01'))).toThrow(RangeError);
  });
});

describe('the last stub', () => {
  const quarters = (stub: 'short' | 'long', end: string) =>
    cycleDates(cycle({ anchor: d('2026-01-01'), every: { months: 3 }, stub }), d(end));
  test('is a period of its own when short', () => {
    expect(quarters('short', '2026-08-15')).toEqual(['2026-01-01', '2026-04-01', '2026-07-01']);
  });
  test('is joined to the period before when long', () => {
    expect(quarters('long', '2026-08-15')).toEqual(['2026-01-01', '2026-04-01']);
    expect(quarters('long', '2026-02-01')).toEqual(['2026-01-01']);
  });
  test('is none where the steps come out even', () => {
    expect(quarters('long', '2026-10-01')).toEqual(quarters('short', '2026-10-01'));
  });
  test('makes no period shorter than a step when long, and none longer when short', () => {
    fc.assert(
      fc.property(anyCycle, fc.integer({ min: 1, max: 4000 }), (each, length) => {
        const end = addDays(each.anchor, length);
        const dates = cycleDates(each, end);
        const step = each.every!;
        const next = stepped(each.anchor, step, dates.length, each.endOfMonth);
        if (each.stub === 'short') expect(next >= end).toBe(true);
        else if (dates.length > 1) expect(next <= end).toBe(true);
      }),
    );
  });
});

test('dates begin with the anchor, rise, stay before the end, and each is so many steps from the anchor', () => {
  fc.assert(
    fc.property(anyCycle, fc.integer({ min: 1, max: 4000 }), (each, length) => {
      const end = addDays(each.anchor, length);
      const dates = cycleDates(each, end);
      expect(dates[0]).toBe(each.anchor);
      for (const [i, date] of dates.entries()) {
        expect(date < end).toBe(true);
        if (i > 0) expect(date > dates[i - 1]!).toBe(true);
        const step = each.every!;
        const plain =
          'days' in step ? addDays(each.anchor, i * step.days) : addMonths(each.anchor, i * step.months);
        const atEnd = each.endOfMonth && 'months' in step && each.anchor === endOfMonth(each.anchor);
        expect(date).toBe(atEnd ? endOfMonth(plain) : plain);
      }
    }),
  );
});

describe('one cycle after another', () => {
  test('runs until the next begins; an anchor alone is always there', () => {
    const chained = chainedDates(
      [
        cycle({ anchor: d('2026-01-01'), every: null }),
        cycle({ anchor: d('2026-01-01'), every: { months: 1 } }),
        cycle({ anchor: d('2026-03-01'), every: { months: 6 } }),
      ],
      d('2027-01-01'),
    );
    expect(chained.map(({ date }) => date)).toEqual([
      '2026-01-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-09-01',
    ]);
  });
  test('has no date after the end', () => {
    fc.assert(
      fc.property(fc.array(anyCycle, { maxLength: 4 }), anyDate, (cycles, end) => {
        const sorted = [...cycles].sort((a, b) => daysBetween(b.anchor, a.anchor));
        for (const { date } of chainedDates(sorted, end)) expect(date < end).toBe(true);
      }),
    );
  });
});
