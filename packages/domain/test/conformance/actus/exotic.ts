/** The arrays of an exotic contract: one cycle, amount and direction after another. */
import type { IndexRule } from '../../../src/index-rate.ts';
import { roundedRate } from '../../../src/rate.ts';
import type { Cycle } from '../../../src/schedule.ts';
import type { PrincipalStep, RateStep } from '../../../src/scheduled-note.ts';
import { centsExactly, decimal } from '../decimal.ts';
import { dateOf, parseCycle, type Terms } from './terms.ts';

/** As many cycles as anchors; one cycle given serves all of them, none means the anchors alone. */
function cycles(terms: Terms, what: string): Cycle[] {
  const anchors = terms.list(`arrayCycleAnchorDateOf${what}`);
  const written = terms.list(`arrayCycleOf${what}`);
  return anchors.map((anchor, i) => {
    const cycle = written[i] ?? (written.length === 1 ? written[0] : undefined);
    const { step, stub } = cycle ? parseCycle(cycle) : { step: null, stub: 'short' as const };
    return { anchor: dateOf(anchor), every: step, stub, endOfMonth: terms.endOfMonth };
  });
}

export const exoticInterest = (terms: Terms): Cycle[] => cycles(terms, 'InterestPayment');

export function exoticRepayment(terms: Terms): PrincipalStep[] {
  const amounts = terms.list('arrayNextPrincipalRedemptionPayment');
  const directions = terms.list('arrayIncreaseDecrease');
  return cycles(terms, 'PrincipalRedemption').map((cycle, i) => ({
    ...cycle,
    how: directions[i] === 'INC' ? 'lent' : 'repaid',
    amount: centsExactly(amounts[i]),
  }));
}

/** `arrayRate` is a rate where it is fixed, a spread where it is not. */
export function exoticResets(terms: Terms, rule: IndexRule): RateStep[] {
  const rates = terms.list('arrayRate').map((each) => roundedRate(decimal(each)));
  const kinds = terms.list('arrayFixedVariable');
  return cycles(terms, 'RateReset').map((cycle, i) =>
    kinds[i]?.startsWith('F')
      ? { ...cycle, kind: 'fixed', rate: rates[i]! }
      : { ...cycle, kind: 'index', rule: { ...rule, spread: rates[i]! }, fixingDays: 0 },
  );
}
