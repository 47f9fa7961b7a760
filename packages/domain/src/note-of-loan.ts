/** A loan of ours as a scheduled note: what its terms come to if nothing more is drawn and everybody pays on the day. */

import { NO_SHIFT } from './business-days.ts';
import { addMonths, type CivilDate, startOfMonth } from './calendar.ts';
import type { NoteTerms } from './loan-terms.ts';
import type { Cents } from './money.ts';
import { rate, rateToRational } from './rate.ts';
import { Rational } from './rational.ts';
import { type Cycle, cycleDates } from './schedule.ts';
import type { Capitalised, PrincipalStep, RateStep, ScheduledNote } from './scheduled-note.ts';

/** What was lent at settlement. */
export interface Lent {
  on: CivilDate;
  principalCents: Cents;
}

/**
 * The schedule of a loan that is billed on the first of each month. Interest from a reserve becomes principal as if the reserve lasted.
 */
export function noteOfLoan(terms: NoteTerms, { on, principalCents }: Lent): ScheduledNote {
  const bills = monthly(addMonths(startOfMonth(on), 1));
  return {
    side: 'lender',
    settledOn: on,
    principal: Rational.of(principalCents),
    premium: Rational.ZERO,
    openingAccrued: Rational.ZERO,
    boarded: null,
    maturity: terms.maturity,
    basis: terms.dayCount,
    rate: terms.rate.kind === 'fixed' ? terms.rate.rate : terms.rate.initialRate,
    interest: { cycles: [bills], capitalised: capitalised(terms, bills) },
    base: { kind: 'principal' },
    repayment: repayment(terms, bills),
    resets: resets(terms),
    businessDays: NO_SHIFT,
    notice: null,
  };
}

const monthly = (anchor: CivilDate): Cycle => ({
  anchor,
  every: { months: 1 },
  stub: 'short',
  endOfMonth: false,
});

/** Through the last bill that the reserve pays. */
function capitalised({ interest, maturity }: NoteTerms, bills: Cycle): Capitalised {
  if (interest.from === 'borrower') return 'never';
  if (interest.through === null) return 'always';
  const until = interest.through;
  const last = cycleDates(bills, maturity).findLast((date) => date <= until);
  return last ? { through: last } : 'never';
}

function repayment({ repayment: agreed }: NoteTerms, bills: Cycle): PrincipalStep[] {
  const from = (date: CivilDate): Cycle => monthly(firstOn(date, bills));
  switch (agreed.kind) {
    case 'interest_only':
      return [];
    case 'level':
      return [
        {
          ...from(agreed.from),
          how: 'level',
          amount: Rational.of(agreed.paymentCents),
          grows: false,
          relevels: false,
        },
      ];
    case 'scheduled':
      return [...agreed.steps]
        .sort((a, b) => (a.from < b.from ? -1 : 1))
        .map((step) => ({ ...from(step.from), how: 'repaid', amount: Rational.of(step.principalCents) }));
  }
}

/** The first bill on or after a day. */
function firstOn(date: CivilDate, { anchor }: Cycle): CivilDate {
  if (date <= anchor) return anchor;
  return date === startOfMonth(date) ? date : addMonths(startOfMonth(date), 1);
}

function resets({ rate: agreed, allowsNegativeRate }: NoteTerms): RateStep[] {
  if (agreed.kind === 'fixed') return [];
  const { anchor, months } = agreed.resets;
  const binds = agreed.floor !== null && !rateToRational(agreed.floor).isNegative();
  const floor = allowsNegativeRate || binds ? agreed.floor : rate('0');
  const cycle: Cycle = { ...monthly(anchor), every: { months } };
  return [{ ...cycle, kind: 'index', rule: { ...agreed, floor }, fixingDays: 0 }];
}
