/** Day counts: which part of a year lies between two dates, exactly. */
import { type CivilDate, civilDate, daysBetween, isLeapYear, partsOf } from './calendar.ts';
import { Rational } from './rational.ts';
import { thirtyDays } from './thirty-360.ts';

/** The bases that a loan of ours may have; basis.ts knows those of other people's notes too. */
export const DAY_COUNTS = ['actual/360', 'actual/365', 'actual/actual', '30E/360', '30/360'] as const;
export type DayCount = (typeof DAY_COUNTS)[number];

/** The basis of a loan that names none. */
export const DEFAULT_DAY_COUNT: DayCount = 'actual/360';

/**
 * The part of a year in [from, to). `actual/actual` is ISDA's (each calendar year by its own length); `30/360` is the US rule with the
 * end of February. Negative when `to` is earlier.
 */
export function yearFraction(basis: DayCount, from: CivilDate, to: CivilDate): Rational {
  switch (basis) {
    case 'actual/360':
      return Rational.of(daysBetween(from, to), 360);
    case 'actual/365':
      return Rational.of(daysBetween(from, to), 365);
    case 'actual/actual':
      return actualActual(from, to);
    case '30E/360':
    case '30/360':
      return Rational.of(dayCount(basis, from, to), 360);
  }
}

/** The days that the basis counts in [from, to). */
export function dayCount(basis: DayCount, from: CivilDate, to: CivilDate): number {
  if (basis === '30E/360') return thirtyDays('E', from, to);
  if (basis === '30/360') return thirtyDays('US', from, to);
  return daysBetween(from, to);
}

function actualActual(from: CivilDate, to: CivilDate): Rational {
  if (to < from) return actualActual(to, from).negated();
  const [firstYear, lastYear] = [partsOf(from).year, partsOf(to).year];
  const length = (year: number) => (isLeapYear(year) ? 366 : 365);
  if (firstYear === lastYear) return Rational.of(daysBetween(from, to), length(firstYear));
  const newYear = (year: number) => civilDate(`${year}-01-01`);
  return Rational.of(daysBetween(from, newYear(firstYear + 1)), length(firstYear))
    .plus(Rational.of(lastYear - firstYear - 1))
    .plus(Rational.of(daysBetween(newYear(lastYear), to), length(lastYear)));
}
