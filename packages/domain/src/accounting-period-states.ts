import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface ClosingContext {
  /** What the month still waits for, as sentences. */
  openItems: readonly string[];
}
export interface SecondPersonContext {
  /** User who asked; null when nobody did. */
  requestedBy: string | null;
  /** User who moves. */
  actorId: string | null;
}
export interface ReopeningContext {
  /** "October 2026" when a later month is closed; the last one closed is the one to reopen. */
  laterClosed: string | null;
}

const ready = guard('period_not_ready', ({ openItems }: ClosingContext) =>
  openItems.length === 0 ? null : openItems.join(' '),
);
const secondPerson = guard('own_request', ({ requestedBy, actorId }: SecondPersonContext) =>
  requestedBy !== null && requestedBy === actorId ? 'You asked for it. Somebody else has to agree.' : null,
);
const lastClosed = guard('later_period_closed', ({ laterClosed }: ReopeningContext) =>
  laterClosed === null ? null : `${laterClosed} is closed. Reopen it first.`,
);

const closers: readonly Actor[] = rolesWith('close:periods');

/** A month of the books. Two people close it, two people open it again. */
export const accountingPeriodStates = machine('accounting period', [
  {
    from: 'open',
    action: 'request_close',
    to: 'close_requested',
    by: closers,
    label: 'Ask to close',
    needs: [ready],
  },
  {
    from: 'close_requested',
    action: 'close',
    to: 'closed',
    by: closers,
    label: 'Close the month',
    needs: [ready, secondPerson],
    stepUp: true,
  },
  {
    from: 'close_requested',
    action: 'decline_close',
    to: 'open',
    by: closers,
    label: 'Decline',
    reason: 'required',
  },
  {
    from: 'closed',
    action: 'request_reopen',
    to: 'reopen_requested',
    by: closers,
    label: 'Ask to reopen',
    needs: [lastClosed],
    reason: 'required',
  },
  {
    from: 'reopen_requested',
    action: 'reopen',
    to: 'open',
    by: closers,
    label: 'Reopen the month',
    needs: [lastClosed, secondPerson],
    stepUp: true,
  },
  {
    from: 'reopen_requested',
    action: 'decline_reopen',
    to: 'closed',
    by: closers,
    label: 'Keep closed',
    reason: 'required',
  },
]);
export type AccountingPeriodState = StateOf<typeof accountingPeriodStates>;
export type AccountingPeriodAction = ActionOf<typeof accountingPeriodStates>;
