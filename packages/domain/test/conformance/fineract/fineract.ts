/** Multi-draw loans with their interest per period, worked out from the note and, where our loans can have it, from the history. */
import { civilDate } from '../../../src/calendar.ts';
import type { DayCount } from '../../../src/daycount.ts';
import { Rational } from '../../../src/rational.ts';
import { decimal, units, wholeCents } from '../decimal.ts';
import { type ConformanceCase, differs, type Suite, unread } from '../outcome.ts';
import { feesStayOutOfPrincipal, isOfLoans, projectionOf } from './as-loan.ts';
import { basisOf, scheduleOf } from './as-note.ts';
import { type FineractCase, KNOWN } from './case.ts';

export const fineract: Suite = {
  file: 'fineract.json',
  variable: 'FINERACT_CASES',
  read: ({ cases }: { cases: FineractCase[] }): ConformanceCase[] =>
    cases.map((each) => ({
      name: each.id,
      answeredBy: `noteSchedule${isOfLoans(basisOf(each)) || each.fees ? ', projectLoan' : ''}`,
      ...(each.segmentRounding && {
        deviation: 'Rounds each stretch of a period; a bill of ours is rounded once.',
      }),
      check: () => wrong(each),
    })),
};

function wrong(each: FineractCase): string[] {
  const basis = basisOf(each);
  return [
    ...unread(each, KNOWN),
    ...periodsOf(each),
    ...unrounded(each),
    ...(isOfLoans(basis) ? bills(each, basis) : []),
    ...payments(each),
    ...(each.fees ? feesStayOutOfPrincipal(each) : []),
  ];
}

/** The bills of the same loan kept on our books. */
function bills(each: FineractCase, dayCount: DayCount): string[] {
  const { bills: billed, payoffOn } = projectionOf(each, dayCount);
  const owed = each.payoff && payoffOn(civilDate(each.payoff.date)).totalCents;
  return [
    ...each.periods.flatMap(({ to, interest }, i) =>
      differs(`bill of ${to}`, billed[i]?.interestCents, wholeCents(interest)),
    ),
    ...(each.payoff ? differs('payoff of the loan', owed, wholeCents(each.payoff.total)) : []),
  ];
}

function periodsOf(each: FineractCase): string[] {
  const events = scheduleOf(each, 'cents');
  const interest = events.filter(({ kind }) => kind === 'interest');
  const { payoff, periods, endBalances = [], totalInterest } = each;
  const paidOn = (date: string) => inCents(interest.find((event) => event.date === date)?.cash);
  const balanceOn = (date: string) => inCents(events.findLast((event) => event.date <= date)?.principal);
  const sum = interest.reduce((all, { cash }) => all.plus(cash), Rational.ZERO);
  return [
    // Where each stretch is rounded by itself, the sum of the stretches is what can be held against the case.
    ...(each.segmentRounding ? roundedByStretch(each) : []),
    ...(each.segmentRounding ? [] : periods).flatMap(({ to, interest: expected }) =>
      differs(`interest to ${to}`, paidOn(to), wholeCents(expected)),
    ),
    ...endBalances.flatMap((balance, i) =>
      differs(`balance of ${periods[i]!.to}`, balanceOn(periods[i]!.to), wholeCents(balance)),
    ),
    ...(totalInterest === undefined ? [] : differs('all interest', inCents(sum), wholeCents(totalInterest))),
    ...(payoff
      ? [
          ...differs('interest of the payoff', paidOn(payoff.date), wholeCents(payoff.interest)),
          ...differs(
            'principal of the payoff',
            inCents(events.find(({ kind }) => kind === 'call_due')?.cash),
            wholeCents(payoff.principal),
          ),
          ...differs(
            'payoff',
            wholeCents(payoff.interest) + wholeCents(payoff.principal),
            wholeCents(payoff.total),
          ),
        ]
      : []),
  ];
}

const inCents = (exact: Rational | undefined): bigint | undefined => exact?.roundHalfEven();

/** The exact interest of each stretch of each period: what has accrued after each event less what had before. */
function stretches(each: FineractCase): { to: string; interest: Rational[] }[] {
  const periods: { to: string; interest: Rational[] }[] = [];
  let [before, found]: [Rational, Rational[]] = [Rational.ZERO, []];
  for (const event of scheduleOf(each, 'none')) {
    const until = event.kind === 'interest' ? event.cash : event.accrued;
    if (!until.equals(before)) found.push(until.minus(before));
    before = event.accrued;
    if (event.kind !== 'interest') continue;
    periods.push({ to: event.date, interest: found });
    found = [];
  }
  return periods;
}

function roundedByStretch(each: FineractCase): string[] {
  const found = stretches(each);
  return each.periods.flatMap(({ to, interest }) => {
    const parts = found.find((period) => period.to === to)?.interest ?? [];
    const sum = parts.reduce((all, part) => all + part.roundHalfEven(), 0n);
    return differs(`stretches to ${to}`, sum, wholeCents(interest));
  });
}

function unrounded(each: FineractCase): string[] {
  const found = stretches(each);
  return (each.unroundedInterest ?? []).flatMap((expected, i) => {
    const to = each.periods[i]!.to;
    const parts = found.find((period) => period.to === to)?.interest ?? [];
    return [expected].flat().flatMap((value, at) => {
      const part = parts[at];
      // The file has twelve digits.
      const near = part && Math.abs(units(part) - value) <= 1e-10 * Math.max(1, value);
      return near ? [] : [`stretch ${at + 1} to ${to} is ${part && units(part)}, not ${value}`];
    });
  });
}

/** Money that came in on a due date is its interest and its principal. */
function payments({ paymentsReceived = [], periods, principalPayments }: FineractCase): string[] {
  return paymentsReceived.flatMap(({ date, amount }) => {
    const interest = periods.find(({ to }) => to === date)?.interest;
    const principal = principalPayments.find((payment) => payment.date === date)?.principal;
    if (interest === undefined || principal === undefined) return [];
    const sum = decimal(interest).plus(decimal(principal));
    return differs(`payment of ${date}`, sum.toDecimalString(2), decimal(amount).toDecimalString(2));
  });
}
