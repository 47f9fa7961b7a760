/** Paying a loan off: what it takes on a day, and the one posting that settles it. */
import type { CivilDate } from './calendar.ts';
import { credit, debit } from './ledger.ts';
import { exactDollars } from './loan.ts';
import type { EventOf, LoanEvent } from './loan-history.ts';
import { setReserve } from './loan-reserve.ts';
import type { LoanRun, PayoffParts } from './loan-run.ts';
import { addCents, floorAtZero, formatUsd, negateCents, subtractCents, sumCents, ZERO } from './money.ts';

/** What it takes to pay the loan off on a day: interest runs to it and does not include it. */
export function payoffParts(
  run: LoanRun,
  date: CivilDate,
  exitFeeCents = run.terms.exitFeeCents,
): PayoffParts {
  const accrued = run.interest.standing(date).rounded;
  const late = run.defaultInterest.standing(date).rounded;
  const earned = addCents(run.earnedCents, accrued);
  const isPaidOff = run.paidOffOn !== null;
  const owed = {
    principalCents: run.of('principal'),
    billedInterestCents: run.of('interest_receivable'),
    billedDefaultInterestCents: run.of('default_interest_receivable'),
    accruedInterestCents: accrued,
    accruedDefaultInterestCents: late,
    unpaidFeesCents: run.of('fees_receivable'),
    exitFeeCents: isPaidOff ? ZERO : exitFeeCents,
    minimumInterestCents: isPaidOff
      ? ZERO
      : floorAtZero(subtractCents(run.terms.minimumInterestCents, earned)),
  };
  const unappliedCents = negateCents(run.of('unapplied'));
  const borrowerReserveCents = negateCents(run.of('borrower_reserve'));
  const net = subtractCents(sumCents(Object.values(owed)), addCents(unappliedCents, borrowerReserveCents));
  return {
    ...owed,
    unappliedCents,
    borrowerReserveCents,
    totalCents: floorAtZero(net),
    refundCents: floorAtZero(negateCents(net)),
  };
}

/** Settles all that is owed. Throws RuleBroken `payoff_short` when less was collected. */
export function payOff(run: LoanRun, event: EventOf<'payoff'>): void {
  const { key, date, collectedCents } = event;
  const parts = payoffParts(run, date, event.exitFeeCents);
  const over = subtractCents(collectedCents, parts.totalCents);
  if (over < 0n)
    run.refuse(
      'payoff_short',
      event,
      `The payoff takes ${formatUsd(parts.totalCents)}; ${formatUsd(negateCents(over))} is missing.`,
    );
  run.post(
    key,
    'payoff_received',
    date,
    'Payoff received',
    [
      debit('cash', collectedCents),
      debit('unapplied', parts.unappliedCents),
      debit('borrower_reserve', parts.borrowerReserveCents),
      credit('principal', parts.principalCents),
      credit('interest_receivable', parts.billedInterestCents),
      credit('default_interest_receivable', parts.billedDefaultInterestCents),
      credit('accrued_interest', parts.accruedInterestCents),
      credit('accrued_default_interest', parts.accruedDefaultInterestCents),
      // What is short of the contract's minimum is earned by the payoff itself.
      credit('interest_income', parts.minimumInterestCents),
      credit('fees_receivable', parts.unpaidFeesCents),
      credit('fee_income', parts.exitFeeCents),
      credit('unapplied', addCents(over, parts.refundCents)),
    ],
    { of: 'payoff', parts },
  );
  for (const bill of run.bills)
    Object.assign(bill, { unpaidInterestCents: ZERO, unpaidPrincipalCents: ZERO });
  billBrokenMonth(run, event, parts);
  const reserve = run.of('reserve_undrawn');
  if (reserve !== 0n) setReserve(run, event, negateCents(reserve), 'Undrawn interest reserve released');
  releaseRetainage(run, event);
  run.earnedCents = addCents(run.earnedCents, parts.accruedInterestCents);
  run.interest.restart(date);
  run.defaultInterest.restart(date);
  run.billedThrough = date;
  run.paidOffOn = date;
}

/** Retainage that was withheld and never paid is no promise of this loan any more. */
function releaseRetainage(run: LoanRun, { key, date }: LoanEvent): void {
  const withheld = run.of('retainage_withheld');
  if (withheld === 0n) return;
  run.post(`${key}/retainage`, 'journal', date, 'Retainage not drawn, released at payoff', [
    debit('retainage_withheld', negateCents(withheld)),
    credit('retainage_contra', negateCents(withheld)),
  ]);
}

/** Interest since the last bill is on record as a bill like any other, so that a year's interest is the sum of its bills. */
function billBrokenMonth(run: LoanRun, { key, date }: LoanEvent, parts: PayoffParts): void {
  const from = run.billedThrough;
  if (!from || from >= date || parts.accruedInterestCents <= 0n) return;
  const { segments, exact } = run.interest.standing(date);
  run.bills.push({
    key,
    from,
    to: date,
    interestCents: parts.accruedInterestCents,
    defaultInterestCents: parts.accruedDefaultInterestCents,
    fromReserveCents: ZERO,
    principalCents: ZERO,
    segments,
    exactDollars: exactDollars(exact),
    unpaidInterestCents: ZERO,
    unpaidPrincipalCents: ZERO,
    final: true,
  });
}
