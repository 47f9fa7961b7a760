import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface ResubmitContext {
  /** Corrections of the current review cycle that are not resolved. */
  openCorrections: number;
}
export interface ResolveContext {
  /** What we answer the city. */
  response: string | null;
}

const correctionsResolved = guard('corrections_open', (ctx: ResubmitContext) =>
  ctx.openCorrections === 0
    ? null
    : `${ctx.openCorrections} ${ctx.openCorrections === 1 ? 'correction is' : 'corrections are'} open. Resolve every correction to resubmit.`,
);
const responseGiven = guard('response_missing', (ctx: ResolveContext) =>
  ctx.response?.trim() ? null : 'There is no response yet. Write what changed and on which sheet.',
);

const writers: readonly Actor[] = rolesWith('write:permits');
// Expiry is a date passing: the clock may record it as well as a person.
const writersOrClock: readonly Actor[] = ['system', ...writers];

/** A permit from planning to the final inspection. The final draw and the retainage wait for `finaled`. */
export const permitStates = machine('permit', [
  { from: 'planning', action: 'submit', to: 'submitted', by: writers, label: 'Submit' },
  { from: 'submitted', action: 'mark_complete', to: 'complete', by: writers, label: 'Intake complete' },
  {
    from: 'submitted',
    action: 'mark_incomplete',
    to: 'incomplete',
    by: writers,
    label: 'Intake incomplete',
    reason: 'required',
  },
  { from: 'incomplete', action: 'submit', to: 'submitted', by: writers, label: 'Submit again' },
  { from: 'complete', action: 'start_review', to: 'under_review', by: writers, label: 'Review started' },
  {
    from: 'under_review',
    action: 'request_corrections',
    to: 'corrections',
    by: writers,
    label: 'Log corrections',
  },
  {
    from: 'corrections',
    action: 'resubmit',
    to: 'resubmitted',
    by: writers,
    label: 'Resubmit',
    needs: [correctionsResolved],
  },
  { from: 'resubmitted', action: 'start_review', to: 'under_review', by: writers, label: 'Review started' },
  { from: 'under_review', action: 'approve', to: 'approved', by: writers, label: 'Approved by the city' },
  { from: 'approved', action: 'issue', to: 'issued', by: writers, label: 'Issued' },
  { from: 'issued', action: 'final', to: 'finaled', by: writers, label: 'Finaled' },
  { from: 'issued', action: 'expire', to: 'expired', by: writersOrClock, label: 'Expired' },
  { from: 'expired', action: 'renew', to: 'renewed', by: writers, label: 'Renewed' },
  { from: 'renewed', action: 'final', to: 'finaled', by: writers, label: 'Finaled' },
  { from: 'renewed', action: 'expire', to: 'expired', by: writersOrClock, label: 'Expired' },
  {
    from: 'under_review',
    action: 'deny',
    to: 'denied',
    by: writers,
    label: 'Denied by the city',
    reason: 'required',
  },
  {
    from: 'planning',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'submitted',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'complete',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'incomplete',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'under_review',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'corrections',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'resubmitted',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'approved',
    action: 'withdraw',
    to: 'withdrawn',
    by: writers,
    label: 'Withdraw',
    reason: 'required',
  },
]);
export type PermitState = StateOf<typeof permitStates>;
export type PermitAction = ActionOf<typeof permitStates>;

/** One correction of a review cycle. */
export const correctionStates = machine('correction', [
  { from: 'open', action: 'resolve', to: 'resolved', by: writers, label: 'Resolve', needs: [responseGiven] },
  { from: 'resolved', action: 'reopen', to: 'open', by: writers, label: 'Reopen', reason: 'required' },
]);
export type CorrectionState = StateOf<typeof correctionStates>;
export type CorrectionAction = ActionOf<typeof correctionStates>;

/** In whose hands a permit lies in a state: the clock is split into days with the city and days with us. */
export function clockOf(state: PermitState): 'city' | 'us' | 'stopped' {
  switch (state) {
    case 'submitted':
    case 'complete':
    case 'under_review':
    case 'resubmitted':
      return 'city';
    case 'planning':
    case 'incomplete':
    case 'corrections':
    case 'approved':
    case 'expired':
      return 'us';
    case 'issued':
    case 'renewed':
    case 'finaled':
    case 'denied':
    case 'withdrawn':
      return 'stopped';
  }
}
