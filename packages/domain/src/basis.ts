/** Every basis we can count by: the day counts of our loans, and those that only other people's notes have. */
import { addDays, type CivilDate, daysBetween, partsOf } from './calendar.ts';
import { DAY_COUNTS, type DayCount, dayCount, yearFraction } from './daycount.ts';
import { Rational } from './rational.ts';
import { thirtyDays } from './thirty-360.ts';

/** What a basis may have to know besides the two dates. */
export interface BasisContext {
  /** The note's last day, for `30E/360 ISDA`. */
  termination?: CivilDate;
  /** The interest period in which both dates lie, for `30/360 prorated`. */
  period?: { from: CivilDate; to: CivilDate };
}

type Fraction = (from: CivilDate, to: CivilDate, context: BasisContext) => Rational;

const OTHERS = {
  /** ISDA 2006 4.16(f), without a rule for February. */
  '30/360 bond basis': (from, to) => Rational.of(thirtyDays('bond', from, to), 360),
  /** ISDA 2006 4.16(h). */
  '30E/360 ISDA': (from, to, { termination }) =>
    Rational.of(thirtyDays('E ISDA', from, to, termination), 360),
  /** Fifty-two weeks are a year. */
  'actual/364': (from, to) => Rational.of(daysBetween(from, to), 364),
  /** Each night counts in the year in which it ends, so that of 31 December counts in the new one. */
  'actual/actual by night': (from, to) => yearFraction('actual/actual', addDays(from, 1), addDays(to, 1)),
  /** A month is a twelfth of a year, and a part of it is prorated by its actual days. */
  '30/360 prorated': prorated,
} as const satisfies Record<string, Fraction>;

export type Basis = DayCount | keyof typeof OTHERS;
export const ALL_BASES = [...DAY_COUNTS, ...(Object.keys(OTHERS) as (keyof typeof OTHERS)[])] as const;

const isOurs = (basis: Basis): basis is DayCount => (DAY_COUNTS as readonly string[]).includes(basis);

/**
 * The part of a year in [from, to) by any basis.
 * @throws RangeError when the basis needs to know more than the context says
 */
export const basisFraction = (
  basis: Basis,
  from: CivilDate,
  to: CivilDate,
  context: BasisContext = {},
): Rational => (isOurs(basis) ? yearFraction(basis, from, to) : OTHERS[basis](from, to, context));

/** The days that a basis counts in [from, to). */
export function basisDays(
  basis: Basis,
  from: CivilDate,
  to: CivilDate,
  { termination }: BasisContext = {},
): number {
  if (isOurs(basis)) return dayCount(basis, from, to);
  if (basis === '30/360 bond basis') return thirtyDays('bond', from, to);
  if (basis === '30E/360 ISDA') return thirtyDays('E ISDA', from, to, termination);
  return daysBetween(from, to);
}

function prorated(from: CivilDate, to: CivilDate, { period }: BasisContext): Rational {
  if (!period) throw new RangeError('A prorated month needs its interest period.');
  const [a, b] = [partsOf(period.from), partsOf(period.to)];
  const months = 12 * (b.year - a.year) + (b.month - a.month);
  return Rational.of(months * daysBetween(from, to), 12 * daysBetween(period.from, period.to));
}
