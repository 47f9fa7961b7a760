/** Year fractions and day counts of other people's libraries. */
import { type Basis, basisDays, basisFraction } from '../../src/basis.ts';
import { civilDate } from '../../src/calendar.ts';
import { Rational } from '../../src/rational.ts';
import { type ConformanceCase, differs, type Suite } from './outcome.ts';

interface Vector {
  convention: string;
  start: string;
  end: string;
  terminationDate?: string;
  days?: number;
  denominator?: number;
  yearFraction?: number;
  tolerance?: number;
}

/** Conventions by how their names begin. */
const NAMES: [string, Basis][] = [
  ['Actual/360', 'actual/360'],
  ['Actual/364', 'actual/364'],
  ['Actual/365F', 'actual/365'],
  ['Actual/Actual ISDA', 'actual/actual'],
  ['30E/360 ISDA', '30E/360 ISDA'],
  ['30E/360', '30E/360'],
  ['30/360 US', '30/360'],
  ['30/360 Bond Basis', '30/360 bond basis'],
];

export const daycount: Suite = {
  file: 'daycount.json',
  variable: 'DAYCOUNT_CASES',
  read: ({ vectors }: { vectors: Vector[] }): ConformanceCase[] =>
    vectors.map((vector) => ({
      name: `${vector.convention} ${vector.start} to ${vector.end}`,
      listedAs: vector.convention,
      answeredBy: 'basisFraction, basisDays',
      check: () => wrong(vector),
    })),
};

function wrong({ convention, start, end, terminationDate, ...expected }: Vector): string[] {
  const basis = NAMES.find(([begins]) => convention.startsWith(begins))?.[1];
  if (!basis) return [`${convention} is no basis of ours`];
  const context = terminationDate ? { termination: civilDate(terminationDate) } : {};
  const [from, to] = [civilDate(start), civilDate(end)];
  const { days, denominator, yearFraction, tolerance = 1e-12 } = expected;
  const fraction = basisFraction(basis, from, to, context);
  const near =
    yearFraction === undefined || Math.abs(fraction.toNumberForDisplay() - yearFraction) <= tolerance;
  return [
    ...(days === undefined ? [] : differs('days', basisDays(basis, from, to, context), days)),
    ...(days === undefined || denominator === undefined || fraction.equals(Rational.of(days, denominator))
      ? []
      : [`the fraction is not ${days}/${denominator}`]),
    ...(near ? [] : [`the fraction is ${fraction.toDecimalString(15)}, not ${yearFraction}`]),
    ...(days === undefined && yearFraction === undefined ? ['nothing is expected'] : []),
  ];
}
