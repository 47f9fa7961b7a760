/** The lines of a loan's chart: posted from its postings, coming from the same arithmetic that bills interest. */
import { type CivilDate, civilDate } from '@connect/domain/calendar';
import { DAY_COUNTS, type DayCount } from '@connect/domain/daycount';
import { cents, centsToNumber } from '@connect/domain/money';
import { rate } from '@connect/domain/rate';
import { forecastReserve } from '@connect/domain/reserve-forecast';
import type { TimePoint } from '@connect/ui/time-chart';
import type { Balances, Loan, Posting } from './types.ts';

export type LoanSeries = { principal: TimePoint[]; billed: TimePoint[]; reserve: TimePoint[] };

/** What was posted, by effective date: principal and undrawn reserve after each day, interest as it was billed. */
export function postedSeries(postings: readonly Posting[]): LoanSeries {
  const days = new Map<string, { principal: number; reserve: number; billed: number }>();
  for (const posting of postings) {
    const day = days.get(posting.effectiveDate) ?? { principal: 0, reserve: 0, billed: 0 };
    for (const line of posting.lines) {
      if (line.account === 'principal') day.principal += line.amountCents;
      if (line.account === 'reserve_undrawn') day.reserve += line.amountCents;
    }
    if (posting.kind === 'interest_billed' && posting.reversedById === null)
      day.billed += posting.amountCents;
    days.set(posting.effectiveDate, day);
  }
  const series: LoanSeries = { principal: [], billed: [], reserve: [] };
  let [principal, reserve] = [0, 0];
  for (const [date, day] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    principal += day.principal;
    reserve += day.reserve;
    if (day.principal) series.principal.push({ date, value: principal });
    if (day.reserve) series.reserve.push({ date, value: reserve });
    if (day.billed) series.billed.push({ date, value: day.billed });
  }
  return series;
}

/** What comes without further draws: bills, the reserve paying them while it lasts, principal rising by what it pays. */
export function comingSeries(loan: Loan, balances: Balances): LoanSeries {
  const none: LoanSeries = { principal: [], billed: [], reserve: [] };
  const [from, until] = [balances.billedThrough ?? loan.fundedOn, loan.maturityDate];
  if (!from || !until || from >= until || balances.principalCents <= 0) return none;
  if (!(DAY_COUNTS as readonly string[]).includes(loan.dayCount)) return none;
  const { months, depletedOn } = forecastReserve({
    from: civilDate(from),
    until: civilDate(until),
    principalCents: cents(balances.principalCents),
    // A reserve of a loan whose interest is billed is not drawn for it.
    reserveCents: cents(loan.interestFrom === 'reserve' ? balances.reserveUndrawnCents : 0),
    rate: rate(loan.rate),
    basis: loan.dayCount as DayCount,
    scheduledDraws: [],
  });
  const after = <T extends { to: CivilDate }>(each: T) => each.to > balances.asOf;
  const reserve = months.filter(after).flatMap((month) => {
    const point = { date: month.to as string, value: centsToNumber(month.reserveAfterCents) };
    // The line reaches zero on the day it does, not on the bill that finds it empty.
    return depletedOn && point.value === 0 && depletedOn < month.to
      ? [{ date: depletedOn as string, value: 0 }]
      : [point];
  });
  const firstZero = reserve.findIndex((point) => point.value === 0);
  return {
    principal: months
      .filter(after)
      .map((month) => ({ date: month.to as string, value: centsToNumber(month.principalAfterCents) })),
    billed: months
      .filter(after)
      .map((month) => ({ date: month.to as string, value: centsToNumber(month.interestCents) })),
    reserve: firstZero < 0 ? reserve : reserve.slice(0, firstZero + 1),
  };
}
