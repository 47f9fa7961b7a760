import { guard, machine, type StateOf } from './machine.ts';

/** What the moves of an account want to know. */
export interface UserFacts {
  /** The only account that is both an administrator and active. */
  lastAdmin: boolean;
  hasPassword: boolean;
  hasTotp: boolean;
}

const notLastAdmin = guard<UserFacts>('last_admin', ({ lastAdmin }) =>
  lastAdmin ? 'This is the last administrator. Make another one first.' : null,
);
const hasPassword = guard<UserFacts>('no_password', ({ hasPassword }) =>
  hasPassword ? null : 'This person never chose a password. Invite them again instead.',
);
const hasNoPassword = guard<UserFacts>('has_password', ({ hasPassword }) =>
  hasPassword ? 'This person has a password already. Enable the account instead.' : null,
);
const hasTotp = guard<UserFacts>('no_second_factor', ({ hasTotp }) =>
  hasTotp ? null : 'There is no authenticator app to remove.',
);

/** An account from the invitation to its end; it is never deleted, since the record names it. */
export const userStates = machine('user', [
  { from: 'invited', action: 'accept', to: 'active', by: ['system'], label: 'Accept invitation' },
  { from: 'invited', action: 'invite_again', to: 'invited', by: ['admin'], label: 'Send invitation again' },
  { from: 'invited', action: 'disable', to: 'disabled', by: ['admin'], label: 'Disable' },
  {
    from: 'active',
    action: 'disable',
    to: 'disabled',
    by: ['admin'],
    label: 'Disable',
    needs: [notLastAdmin],
  },
  {
    from: 'active',
    action: 'remove_second_factor',
    to: 'active',
    by: ['admin'],
    label: 'Remove authenticator app',
    needs: [hasTotp],
    reason: 'required',
    stepUp: true,
  },
  { from: 'disabled', action: 'enable', to: 'active', by: ['admin'], label: 'Enable', needs: [hasPassword] },
  {
    from: 'disabled',
    action: 'invite_again',
    to: 'invited',
    by: ['admin'],
    label: 'Invite again',
    needs: [hasNoPassword],
  },
]);
export type UserState = StateOf<typeof userStates>;
