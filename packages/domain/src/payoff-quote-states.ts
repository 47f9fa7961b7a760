import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { type Cents, formatUsd } from './money.ts';
import { rolesWith } from './permissions.ts';

export interface PayQuoteContext {
  /** What the quote asks on the day the money counts, less what was collected; zero or less is paid. */
  shortCents: Cents;
}

const collectedInFull = guard('payoff_short', (ctx: PayQuoteContext) =>
  ctx.shortCents <= 0n ? null : `${formatUsd(ctx.shortCents)} is missing. Collect the rest or quote again.`,
);

const writers: readonly Actor[] = rolesWith('write:payments');

/** A payoff quote: given to the borrower, perhaps accepted, then paid before it expires. */
export const payoffQuoteStates = machine('payoff quote', [
  { from: 'given', action: 'accept', to: 'accepted', by: writers, label: 'Accepted by the borrower' },
  {
    from: 'given',
    action: 'pay',
    to: 'paid',
    by: ['system', ...writers],
    label: 'Record payoff',
    needs: [collectedInFull],
    stepUp: true,
  },
  {
    from: 'accepted',
    action: 'pay',
    to: 'paid',
    by: ['system', ...writers],
    label: 'Record payoff',
    needs: [collectedInFull],
    stepUp: true,
  },
  { from: 'given', action: 'expire', to: 'expired', by: ['system'], label: 'Expired' },
  { from: 'accepted', action: 'expire', to: 'expired', by: ['system'], label: 'Expired' },
  { from: 'given', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
  { from: 'accepted', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
]);
export type PayoffQuoteState = StateOf<typeof payoffQuoteStates>;
export type PayoffQuoteAction = ActionOf<typeof payoffQuoteStates>;
