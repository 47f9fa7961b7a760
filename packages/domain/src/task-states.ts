import { type ActionOf, type Actor, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

const writers: readonly Actor[] = rolesWith('write:tasks');
// Tasks opened by a rule (a shortfall, a missing waiver) close by the same rule.
const writersOrRule: readonly Actor[] = ['system', ...writers];

/** A piece of work with an owner and a due date. */
export const taskStates = machine('task', [
  { from: 'pending', action: 'start', to: 'in_progress', by: writers, label: 'Start' },
  { from: 'pending', action: 'complete', to: 'completed', by: writersOrRule, label: 'Complete' },
  { from: 'in_progress', action: 'complete', to: 'completed', by: writersOrRule, label: 'Complete' },
  {
    from: 'pending',
    action: 'cancel',
    to: 'cancelled',
    by: writersOrRule,
    label: 'Cancel',
    reason: 'required',
  },
  {
    from: 'in_progress',
    action: 'cancel',
    to: 'cancelled',
    by: writersOrRule,
    label: 'Cancel',
    reason: 'required',
  },
  {
    from: 'completed',
    action: 'reopen',
    to: 'pending',
    by: writersOrRule,
    label: 'Reopen',
    reason: 'required',
  },
  {
    from: 'cancelled',
    action: 'reopen',
    to: 'pending',
    by: writersOrRule,
    label: 'Reopen',
    reason: 'required',
  },
]);
export type TaskState = StateOf<typeof taskStates>;
export type TaskAction = ActionOf<typeof taskStates>;
