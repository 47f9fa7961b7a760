import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import type { Cents } from './money.ts';
import { rolesWith } from './permissions.ts';

export interface RequestContext {
  /** The deed of trust is recorded and the loan takes draws. */
  loanTakesDraws: boolean;
  /** Work and stored materials asked for, before retainage, in cents. */
  requestedCents: Cents;
}
export interface ApproveContext {
  /** Sentences of the conditions that hold and are not overridden. */
  redConditions: readonly string[];
  /** User who asked for the draw. */
  requestedBy: string;
  /** User who moves. */
  actorId: string;
  /** The amount is above the limit from which two people decide. */
  twoPeopleNeeded: boolean;
  /** User who gave the first approval, when one was given. */
  firstApprovedBy: string | null;
}
export interface InspectionDoneContext {
  /** The inspection of this draw is submitted or accepted. */
  inspectionSubmitted: boolean;
}
export interface PayContext {
  /** Payments of this draw that are not confirmed yet. */
  unconfirmedPayments: number;
  /** Payments of this draw in all. */
  paymentCount: number;
}

const loanTakesDraws = guard('loan_takes_no_draws', (ctx: RequestContext) =>
  ctx.loanTakesDraws
    ? null
    : 'The loan takes no draws yet: the deed of trust has to be recorded, and the loan in good standing.',
);
const somethingIsRequested = guard('nothing_requested', (ctx: RequestContext) =>
  ctx.requestedCents > 0n ? null : 'Nothing is asked for yet. Enter an amount on at least one line.',
);
const inspectionSubmitted = guard('inspection_missing', (ctx: InspectionDoneContext) =>
  ctx.inspectionSubmitted ? null : 'The inspection is not submitted yet.',
);
const noRedCondition = guard('condition_holds', (ctx: ApproveContext) =>
  ctx.redConditions.length === 0
    ? null
    : `${ctx.redConditions.join(' ')} Clear or override what holds the draw.`,
);
const notTheRequester = guard('own_request', (ctx: ApproveContext) =>
  ctx.actorId === ctx.requestedBy ? 'You asked for this draw. Somebody else has to approve it.' : null,
);
const secondPerson = guard('second_person_needed', (ctx: ApproveContext) => {
  if (!ctx.twoPeopleNeeded) return null;
  if (ctx.firstApprovedBy === null)
    return 'This amount needs two people. Give the first approval; somebody else then approves.';
  return ctx.firstApprovedBy === ctx.actorId
    ? 'You gave the first approval. Somebody else has to give the second.'
    : null;
});
const firstApprovalNeeded = guard('first_approval_not_needed', (ctx: ApproveContext) => {
  if (!ctx.twoPeopleNeeded) return 'One person approves this amount. Approve it.';
  return ctx.firstApprovedBy === null
    ? null
    : 'The first approval is given. Somebody else has to give the second.';
});
const paymentsConfirmed = guard('payments_unconfirmed', (ctx: PayContext) => {
  if (ctx.paymentCount === 0) return 'There are no payments yet. Prepare one for each payee.';
  if (ctx.unconfirmedPayments === 0) return null;
  return `${ctx.unconfirmedPayments} of ${ctx.paymentCount} payments are not confirmed by the bank yet.`;
});

const requesters: readonly Actor[] = rolesWith('request:draws');
const reviewers: readonly Actor[] = rolesWith('review:draws');
const approvers: readonly Actor[] = rolesWith('approve:draws');
// Monthly draw sets schedule many at once; a submitted inspection and a confirmed payment move the draw by event.
const reviewersOrEvent: readonly Actor[] = ['system', ...reviewers];

/** A draw from the builder's first keystroke to money in the payee's account. */
export const drawStates = machine('draw', [
  {
    from: 'draft',
    action: 'request',
    to: 'requested',
    by: requesters,
    label: 'Request draw',
    needs: [loanTakesDraws, somethingIsRequested],
  },
  {
    from: 'requested',
    action: 'schedule_inspection',
    to: 'inspection_scheduled',
    by: reviewersOrEvent,
    label: 'Schedule inspection',
  },
  {
    from: 'inspection_scheduled',
    action: 'complete_inspection',
    to: 'inspection_complete',
    by: reviewersOrEvent,
    label: 'Inspection complete',
    needs: [inspectionSubmitted],
  },
  {
    from: 'inspection_complete',
    action: 'start_review',
    to: 'review',
    by: reviewersOrEvent,
    label: 'Start review',
  },
  {
    from: 'review',
    action: 'first_approve',
    to: 'review',
    by: approvers,
    label: 'Give first approval',
    needs: [noRedCondition, notTheRequester, firstApprovalNeeded],
  },
  {
    from: 'review',
    action: 'approve',
    to: 'approved',
    by: approvers,
    label: 'Approve',
    needs: [noRedCondition, notTheRequester, secondPerson],
  },
  { from: 'review', action: 'hold', to: 'held', by: reviewers, label: 'Hold', reason: 'required' },
  { from: 'held', action: 'resume', to: 'review', by: reviewers, label: 'Resume review' },
  {
    from: 'approved',
    action: 'pay',
    to: 'paid',
    by: reviewersOrEvent,
    label: 'Mark as paid',
    needs: [paymentsConfirmed],
    stepUp: true,
  },
  { from: 'requested', action: 'reject', to: 'rejected', by: reviewers, label: 'Reject', reason: 'required' },
  {
    from: 'inspection_complete',
    action: 'reject',
    to: 'rejected',
    by: reviewers,
    label: 'Reject',
    reason: 'required',
  },
  { from: 'review', action: 'reject', to: 'rejected', by: reviewers, label: 'Reject', reason: 'required' },
  { from: 'held', action: 'reject', to: 'rejected', by: reviewers, label: 'Reject', reason: 'required' },
  // The builder may take a request back until it is decided.
  { from: 'draft', action: 'withdraw', to: 'withdrawn', by: requesters, label: 'Withdraw' },
  {
    from: 'requested',
    action: 'withdraw',
    to: 'withdrawn',
    by: requesters,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'inspection_scheduled',
    action: 'withdraw',
    to: 'withdrawn',
    by: requesters,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'inspection_complete',
    action: 'withdraw',
    to: 'withdrawn',
    by: requesters,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'review',
    action: 'withdraw',
    to: 'withdrawn',
    by: requesters,
    label: 'Withdraw',
    reason: 'required',
  },
  {
    from: 'held',
    action: 'withdraw',
    to: 'withdrawn',
    by: requesters,
    label: 'Withdraw',
    reason: 'required',
  },
]);
export type DrawState = StateOf<typeof drawStates>;
export type DrawAction = ActionOf<typeof drawStates>;

/** States in which a draw was asked for and is not decided: its papers may still come. */
export const UNDECIDED_DRAW_STATES = [
  'requested',
  'inspection_scheduled',
  'inspection_complete',
  'review',
  'held',
] as const satisfies readonly DrawState[];

/** States in which a draw is open: the next one waits for it. */
export const OPEN_DRAW_STATES = [
  ...UNDECIDED_DRAW_STATES,
  'approved',
] as const satisfies readonly DrawState[];
