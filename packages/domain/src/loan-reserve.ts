/** The interest reserve of a loan: a promise to lend that pays interest while it lasts. */
import { addDays, type CivilDate, MONTH_NAMES, partsOf } from './calendar.ts';
import { credit, debit } from './ledger.ts';
import type { EventOf, LoanEvent } from './loan-history.ts';
import type { LoanRun } from './loan-run.ts';
import { type Cents, floorAtZero, minCents, subtractCents, ZERO } from './money.ts';

/** The undrawn reserve rises, or with a negative amount falls. */
export function setReserve(run: LoanRun, { key, date }: LoanEvent, change: Cents, memo: string): void {
  run.post(`${key}/reserve`, 'reserve_set', date, memo, [
    debit('reserve_undrawn', change),
    credit('reserve_contra', change),
  ]);
  if (change <= 0n) return;
  run.hasReserve = true;
  run.reserveDepletedOn = null;
}

/** Pays a bill's interest from the reserve, as far as reserve and commitment go; answers how much. Paying raises principal. */
export function drawOnReserve(run: LoanRun, event: EventOf<'bill'>, interest: Cents): Cents {
  const { interest: terms } = run.terms;
  if (terms.from !== 'reserve' || (terms.through && event.date > terms.through)) return ZERO;
  const lendable = floorAtZero(subtractCents(run.commitmentCents, run.advancedCents));
  const paid = minCents(interest, floorAtZero(run.of('reserve_undrawn')), lendable);
  if (paid <= 0n) return ZERO;
  run.advance(event, paid);
  run.post(
    `${event.key}/reserve`,
    'interest_from_reserve',
    event.date,
    `${monthBefore(event.date)} interest paid from reserve`,
    [
      debit('principal', paid),
      credit('interest_receivable', paid),
      debit('reserve_contra', paid),
      credit('reserve_undrawn', paid),
    ],
  );
  return paid;
}

/** The month that a bill closes, "October" for one of November 1. */
export const monthBefore = (date: CivilDate): string =>
  MONTH_NAMES[partsOf(addDays(date, -1)).month - 1] ?? '';
