/** Rates of return and annuities as spreadsheets have them, with what has no answer. */
import { civilDate } from '../../src/calendar.ts';
import { irr, mirr, npv, type RateOfReturn, xirr, xnpv } from '../../src/irr.ts';
import type { Rational } from '../../src/rational.ts';
import {
  type Annuity,
  effectiveRate,
  interestPart,
  nominalRate,
  payment,
  principalPart,
} from '../../src/time-value.ts';
import { decimal } from './decimal.ts';
import type { ConformanceCase, Suite } from './outcome.ts';

interface Vector {
  fn: string;
  expected: number | 'error';
  tolerance?: number;
  values: number[];
  dates?: string[];
  /** A number, or a quotient such as "0.075/12". */
  rate?: number | string;
  financeRate?: number;
  reinvestRate?: number;
  nper?: number;
  per?: number;
  pv?: number;
  fv?: number;
  type?: number;
  nominal?: number;
  effective?: number;
  periodsPerYear?: number;
}

/** Each function with the name of ours; several roots are all answers. */
const FUNCTIONS: Record<string, { ours: string; answers(v: Vector): number[] }> = {
  NPV: { ours: 'npv', answers: (v) => [npv(Number(v.rate), v.values)] },
  XNPV: { ours: 'xnpv', answers: (v) => [xnpv(Number(v.rate), dated(v))] },
  IRR: { ours: 'irr', answers: (v) => ratesOf(irr(v.values)) },
  XIRR: { ours: 'xirr', answers: (v) => ratesOf(xirr(dated(v))) },
  MIRR: { ours: 'mirr', answers: (v) => ratesOf(mirr(v.values, v.financeRate!, v.reinvestRate!)) },
  PMT: { ours: 'payment', answers: (v) => [shown(payment(annuity(v)))] },
  IPMT: { ours: 'interestPart', answers: (v) => [shown(interestPart(annuity(v), v.per!))] },
  PPMT: { ours: 'principalPart', answers: (v) => [shown(principalPart(annuity(v), v.per!))] },
  EFFECT: {
    ours: 'effectiveRate',
    answers: (v) => [shown(effectiveRate(decimal(v.nominal), v.periodsPerYear!))],
  },
  NOMINAL: { ours: 'nominalRate', answers: (v) => [nominalRate(v.effective!, v.periodsPerYear!)] },
};

export const rates: Suite = {
  file: 'irr.json',
  variable: 'IRR_CASES',
  read: ({ vectors }: { vectors: Vector[] }): ConformanceCase[] =>
    vectors.map((vector, i) => ({
      name: `${vector.fn} ${i + 1}`,
      listedAs: vector.fn,
      answeredBy: FUNCTIONS[vector.fn]?.ours ?? 'none',
      check: () => wrong(vector),
    })),
};

function wrong(vector: Vector): string[] {
  const known = FUNCTIONS[vector.fn];
  if (!known) return [`${vector.fn} is no function of ours`];
  const { expected, tolerance = 0 } = vector;
  if (expected === 'error') {
    const found = answersOrNone(() => known.answers(vector));
    return found.length === 0 ? [] : [`there is an answer: ${found}`];
  }
  const found = known.answers(vector);
  // Sums of doubles differ in their last digits, whatever the tolerance says.
  const near = Math.max(tolerance, 1e-12 * Math.abs(expected));
  return found.some((each) => Math.abs(each - expected) <= near) ? [] : [`it is ${found}, not ${expected}`];
}

function answersOrNone(answers: () => number[]): number[] {
  try {
    return answers();
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

const dated = ({ values, dates }: Vector) =>
  values.map((value, i) => ({ value, date: civilDate(dates![i]!) }));

const ratesOf = (result: RateOfReturn): number[] =>
  result.kind === 'rate' ? [result.rate] : result.kind === 'multiple' ? result.rates : [];

const shown = (exact: Rational): number => exact.toNumberForDisplay();

const annuity = ({ rate, nper, pv, fv, type }: Vector): Annuity => ({
  rate: quotient(String(rate)),
  periods: nper!,
  presentValue: decimal(pv ?? 0),
  futureValue: decimal(fv ?? 0),
  due: type === 1 ? 'start' : 'end',
});

const quotient = (text: string): Rational => {
  const [over, under = '1'] = text.split('/');
  return decimal(over).dividedBy(decimal(under));
};
