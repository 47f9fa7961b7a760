import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface ReceiveContext {
  /** The signed form is attached. */
  documentCount: number;
}

const formAttached = guard('waiver_missing', (ctx: ReceiveContext) =>
  ctx.documentCount > 0 ? null : 'The signed waiver is not attached. Upload it first.',
);

const requesters: readonly Actor[] = rolesWith('request:draws');
const reviewers: readonly Actor[] = rolesWith('review:draws');
const overriders: readonly Actor[] = rolesWith('override:conditions');

/** A lien waiver of one payee for one draw. */
export const lienWaiverStates = machine('lien waiver', [
  {
    from: 'required',
    action: 'request',
    to: 'requested',
    by: ['system', ...requesters],
    label: 'Ask the payee',
  },
  {
    from: 'required',
    action: 'receive',
    to: 'received',
    by: requesters,
    label: 'Received',
    needs: [formAttached],
  },
  {
    from: 'requested',
    action: 'receive',
    to: 'received',
    by: ['system', ...requesters],
    label: 'Received',
    needs: [formAttached],
  },
  {
    from: 'requested',
    action: 'remind',
    to: 'requested',
    by: ['system', ...requesters],
    label: 'Remind the payee',
  },
  { from: 'received', action: 'accept', to: 'accepted', by: reviewers, label: 'Accept' },
  { from: 'received', action: 'return', to: 'requested', by: reviewers, label: 'Return', reason: 'required' },
  // A waiver may be withdrawn, or its check may bounce, after it was accepted.
  { from: 'accepted', action: 'revoke', to: 'required', by: reviewers, label: 'Revoke', reason: 'required' },
  {
    from: 'required',
    action: 'waive',
    to: 'waived',
    by: overriders,
    label: 'Do without',
    reason: 'required',
    stepUp: true,
  },
  {
    from: 'requested',
    action: 'waive',
    to: 'waived',
    by: overriders,
    label: 'Do without',
    reason: 'required',
    stepUp: true,
  },
]);
export type LienWaiverState = StateOf<typeof lienWaiverStates>;
export type LienWaiverAction = ActionOf<typeof lienWaiverStates>;
