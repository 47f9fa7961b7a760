/** A multi-draw loan as a scheduled note: its draws and payments are known, its interest is asked. */
import type { Basis } from '../../../src/basis.ts';
import { NO_SHIFT } from '../../../src/business-days.ts';
import { addDays, civilDate } from '../../../src/calendar.ts';
import type { Rounding } from '../../../src/note-run.ts';
import { noteSchedule } from '../../../src/note-schedule.ts';
import { Rational, sumRationals } from '../../../src/rational.ts';
import type { Cycle } from '../../../src/schedule.ts';
import type { NoteEvent, ScheduledNote } from '../../../src/scheduled-note.ts';
import { centsExactly, rateOfPercent } from '../decimal.ts';
import { type FineractCase, rateFrom } from './case.ts';

const BASES: Record<string, Basis> = {
  '30/360-prorated': '30/360 prorated',
  A365: 'actual/365',
  A360: 'actual/360',
  A364: 'actual/364',
  'AA-endlabel': 'actual/actual by night',
};

/** @throws RangeError for a convention we have no name for */
export function basisOf({ recomputeConvention }: FineractCase): Basis {
  const basis = BASES[recomputeConvention];
  if (!basis) throw new RangeError(`No note of ours counts days by ${recomputeConvention}.`);
  return basis;
}

/** The schedule through the last period, or through the payoff. */
export function scheduleOf(each: FineractCase, rounding: Rounding): NoteEvent[] {
  const { disbursements, payoff, periods, accrualStart } = each;
  const first = disbursements[0]!.date;
  const bounds = [accrualStart, ...periods.map(({ to }) => to), ...(payoff ? [payoff.periodTo] : [])];
  const note: ScheduledNote = {
    side: 'lender',
    settledOn: civilDate(first),
    principal: sumRationals(
      disbursements.filter(({ date }) => date === first).map(({ amount }) => centsExactly(amount)),
    ),
    premium: Rational.ZERO,
    openingAccrued: Rational.ZERO,
    boarded: null,
    maturity: null,
    basis: basisOf(each),
    rate: rateOfPercent(each.annualRatePct),
    interest: { cycles: [...new Set(bounds)].sort().map(only), capitalised: 'never' },
    base: { kind: 'principal' },
    repayment: each.principalPayments.map(({ date, principal }) => ({
      ...only(date),
      how: 'repaid',
      amount: centsExactly(principal),
    })),
    resets: (each.rateChanges ?? []).map((change) => ({
      ...only(rateFrom(change)),
      kind: 'fixed',
      rate: rateOfPercent(change.annualRatePct),
    })),
    businessDays: NO_SHIFT,
    notice: null,
  };
  return noteSchedule(note, {
    rounding,
    until: addDays(civilDate([...bounds].sort().at(-1)!), 1),
    observed: {
      values: [],
      principal: disbursements
        .filter(({ date }) => date !== first)
        .map(({ date, amount }) => ({ date: civilDate(date), amount: centsExactly(amount).negated() })),
      calledOn: payoff ? civilDate(payoff.date) : null,
    },
  });
}

const only = (date: string): Cycle => ({
  anchor: civilDate(date),
  every: null,
  stub: 'short',
  endOfMonth: false,
});
