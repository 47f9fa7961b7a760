/** How long an interest reserve lasts, month by month, with the draws that are scheduled. Paying from it raises principal. */
import { addDays, addMonths, type CivilDate, earlierOf, startOfMonth } from './calendar.ts';
import type { DayCount } from './daycount.ts';
import { accrue, type BalanceStep } from './loan.ts';
import { addCents, type Cents, minCents, subtractCents, sumCents, ZERO } from './money.ts';
import type { Rate } from './rate.ts';

export interface ReserveInput {
  /** The first day that no bill covers yet. */
  from: CivilDate;
  /** Interest is forecast to here: maturity or the expected payoff. */
  until: CivilDate;
  principalCents: Cents;
  reserveCents: Cents;
  rate: Rate;
  basis: DayCount;
  /** Net amounts by settlement date. */
  scheduledDraws: readonly { date: CivilDate; amountCents: Cents }[];
}

export interface ReserveMonth {
  from: CivilDate;
  /** Bill date, exclusive end of the period. */
  to: CivilDate;
  interestCents: Cents;
  paidFromReserveCents: Cents;
  /** What the borrower has to pay in cash. */
  shortCents: Cents;
  reserveAfterCents: Cents;
  principalAfterCents: Cents;
}

export interface ReserveForecast {
  months: ReserveMonth[];
  /** The first day whose interest the reserve no longer covers; null when it lasts. */
  depletedOn: CivilDate | null;
  /** Interest of all months, and the part of it that the reserve does not cover. */
  interestCents: Cents;
  shortfallCents: Cents;
}

/** Bills fall on the first of each month, and on the last day of the forecast. */
export function forecastReserve(input: ReserveInput): ReserveForecast {
  const months: ReserveMonth[] = [];
  let principal = input.principalCents;
  let reserve = input.reserveCents;
  let depletedOn: CivilDate | null = null;
  for (let from = input.from; from < input.until; ) {
    const to = earlierOf(addMonths(startOfMonth(from), 1), input.until);
    const steps = stepsOf(input, principal, from, to);
    const { rounded } = accrue(steps, input.rate, from, to, input.basis);
    const paid = minCents(rounded, reserve);
    if (paid < rounded) depletedOn ??= firstUncovered(input, steps, from, to, reserve);
    const drawn = sumCents(
      input.scheduledDraws.filter(({ date }) => date >= from && date < to).map((draw) => draw.amountCents),
    );
    principal = sumCents([principal, drawn, paid]);
    reserve = subtractCents(reserve, paid);
    months.push({
      from,
      to,
      interestCents: rounded,
      paidFromReserveCents: paid,
      shortCents: subtractCents(rounded, paid),
      reserveAfterCents: reserve,
      principalAfterCents: principal,
    });
    from = to;
  }
  return {
    months,
    depletedOn,
    interestCents: sumCents(months.map((month) => month.interestCents)),
    shortfallCents: sumCents(months.map((month) => month.shortCents)),
  };
}

function stepsOf(input: ReserveInput, principal: Cents, from: CivilDate, to: CivilDate): BalanceStep[] {
  const steps: BalanceStep[] = [{ from, principal }];
  const draws = input.scheduledDraws
    .filter(({ date }) => date >= from && date < to)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  let running = principal;
  for (const { date, amountCents } of draws) {
    running = addCents(running, amountCents);
    steps.push({ from: date, principal: running });
  }
  return steps;
}

function firstUncovered(
  input: ReserveInput,
  steps: BalanceStep[],
  from: CivilDate,
  to: CivilDate,
  reserve: Cents,
): CivilDate {
  let day = from;
  while (day < to && accrue(steps, input.rate, from, addDays(day, 1), input.basis).rounded <= reserve)
    day = addDays(day, 1);
  return day;
}

/** Reserve that the forecast would need to last, in cents; for sizing a budget line. */
export const reserveNeeded = (input: ReserveInput): Cents => {
  const withPlenty = forecastReserve({ ...input, reserveCents: (10n ** 15n) as Cents });
  return input.from < input.until ? withPlenty.interestCents : ZERO;
};
