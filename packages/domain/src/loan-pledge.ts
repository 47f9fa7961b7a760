/** The memo of a pledge: while a loan backs the bank line, `pledged` holds its principal. Nothing of the loan itself depends on it. */
import type { CivilDate } from './calendar.ts';
import { credit, debit } from './ledger.ts';
import type { EventOf } from './loan-history.ts';
import type { LoanRun } from './loan-run.ts';
import { type Cents, subtractCents, ZERO } from './money.ts';

/** Ends the pledge that it names. Throws RuleBroken `not_pledged` when there is none, or it ended before. */
export function releasePledge(run: LoanRun, event: EventOf<'pledge_released'>): void {
  if (!run.pledges.delete(event.of)) run.refuse('not_pledged', event, 'No such pledge stands on this day.');
}

/** At the end of a day's events: puts on the memo what principal, pledge or release changed. What a journal put there stays there. */
export function followPledge(run: LoanRun, date: CivilDate): void {
  const isPledged = run.pledges.size > 0;
  const beforeCents = run.pledgedCents;
  const pledgedCents = isPledged ? run.of('principal') : ZERO;
  const change = subtractCents(pledgedCents, beforeCents);
  if (change === 0n) return;
  run.pledgedCents = pledgedCents;
  run.post(
    `pledged:${date}`,
    'pledge_set',
    date,
    memoOf(isPledged, beforeCents, change),
    [debit('pledged', change), credit('pledged_contra', change)],
    { of: 'pledge', isPledged, pledgedCents, beforeCents },
  );
}

function memoOf(isPledged: boolean, before: Cents, change: Cents): string {
  if (!isPledged) return 'Principal released from the pledge';
  if (before === 0n) return 'Principal pledged to the bank line';
  return change > 0n ? 'Pledged principal rose' : 'Pledged principal fell';
}
