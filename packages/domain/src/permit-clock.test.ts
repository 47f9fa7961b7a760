import { expect, test } from 'vitest';
import { type CivilDate, civilDate } from './calendar.ts';
import { permitClock } from './permit-clock.ts';
import type { PermitState } from './permit-states.ts';

const states = (...rows: [PermitState, string][]) =>
  rows.map(([state, date]) => ({ state, date: civilDate(date) }));
const today = '2026-11-23' as CivilDate;

test('a permit that is still planned is ours', () => {
  expect(permitClock(states(['planning', '2026-11-03']), today)).toEqual({
    cityDays: 0,
    usDays: 20,
    running: 'us',
    since: '2026-11-03',
  });
});

test('a correction cycle is ours from the day it came back until the day it went in again', () => {
  const clock = permitClock(
    states(
      ['planning', '2026-01-01'],
      ['submitted', '2026-01-11'],
      ['complete', '2026-01-15'],
      ['under_review', '2026-01-20'],
      ['corrections', '2026-02-10'],
      ['resubmitted', '2026-02-17'],
      ['under_review', '2026-02-18'],
      ['approved', '2026-03-10'],
      ['issued', '2026-03-13'],
    ),
    today,
  );
  // With the city: 30 days of January 11 to February 10, and 21 of February 17 to March 10. With us: 10, 7 and 3.
  expect(clock).toEqual({ cityDays: 51, usDays: 20, running: 'stopped', since: '2026-03-13' });
});

test('the stretch that runs began when the permit changed hands, not at its last state', () => {
  expect(
    permitClock(
      states(
        ['planning', '2026-11-01'],
        ['submitted', '2026-11-05'],
        ['complete', '2026-11-09'],
        ['under_review', '2026-11-20'],
      ),
      today,
    ),
  ).toEqual({ cityDays: 18, usDays: 4, running: 'city', since: '2026-11-05' });
});

test('an expired permit is ours to renew, and its days in force count for nobody', () => {
  expect(
    permitClock(
      states(['issued', '2025-05-01'], ['expired', '2026-11-13'], ['renewed', '2026-11-20']),
      today,
    ),
  ).toMatchObject({ cityDays: 0, usDays: 7, running: 'stopped' });
});

test('nothing has happened yet', () => {
  expect(permitClock([], today)).toEqual({ cityDays: 0, usDays: 0, running: 'stopped', since: null });
});

test('states out of order are refused rather than counted backwards', () => {
  expect(() => permitClock(states(['planning', '2026-02-01'], ['submitted', '2026-01-01']), today)).toThrow(
    /order/,
  );
});
