import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface ExportContext {
  /** The payee's bank details (ACH, wire) or address (check) are complete. */
  payeeComplete: boolean;
}

const payeeComplete = guard('payee_incomplete', (ctx: ExportContext) =>
  ctx.payeeComplete
    ? null
    : 'The payee has no bank details or address for this way of paying. Complete the contact.',
);

const writers: readonly Actor[] = rolesWith('write:payments');
const releasers: readonly Actor[] = rolesWith('release:payments');

/** A payment to one payee. Exported once; a returned one restores principal and interest and is paid again as a new payment. */
export const disbursementStates = machine('payment', [
  {
    from: 'prepared',
    action: 'export',
    to: 'exported',
    by: releasers,
    label: 'Release',
    needs: [payeeComplete],
    stepUp: true,
  },
  {
    from: 'exported',
    action: 'confirm',
    to: 'confirmed',
    by: ['system', ...releasers],
    label: 'Confirm settlement',
  },
  {
    from: 'exported',
    action: 'return',
    to: 'returned',
    by: ['system', ...releasers],
    label: 'Returned by the bank',
    reason: 'required',
  },
  // An ACH return may arrive days after settlement.
  {
    from: 'confirmed',
    action: 'return',
    to: 'returned',
    by: ['system', ...releasers],
    label: 'Returned by the bank',
    reason: 'required',
  },
  { from: 'prepared', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
]);
export type DisbursementState = StateOf<typeof disbursementStates>;
export type DisbursementAction = ActionOf<typeof disbursementStates>;

/** Money received from a borrower: it counts when collected, and comes back as a reversal, never as an edit. */
export const receiptStates = machine('receipt', [
  { from: 'received', action: 'collect', to: 'collected', by: ['system', ...writers], label: 'Collected' },
  {
    from: 'received',
    action: 'return',
    to: 'returned',
    by: ['system', ...writers],
    label: 'Returned by the bank',
    reason: 'required',
  },
  {
    from: 'collected',
    action: 'return',
    to: 'returned',
    by: ['system', ...writers],
    label: 'Returned by the bank',
    reason: 'required',
  },
]);
export type ReceiptState = StateOf<typeof receiptStates>;
export type ReceiptAction = ActionOf<typeof receiptStates>;
