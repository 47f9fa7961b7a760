import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface SendContext {
  signerCount: number;
  documentCount: number;
}
export interface CompleteContext {
  /** Signers who have not signed. */
  unsignedCount: number;
}

const readyToSend = guard('envelope_empty', (ctx: SendContext) =>
  ctx.signerCount > 0 && ctx.documentCount > 0
    ? null
    : 'An envelope needs a document and a signer. Add both to send it.',
);
const everybodySigned = guard('signatures_missing', (ctx: CompleteContext) =>
  ctx.unsignedCount === 0
    ? null
    : `${ctx.unsignedCount} ${ctx.unsignedCount === 1 ? 'signature is' : 'signatures are'} missing.`,
);

const writers: readonly Actor[] = rolesWith('write:envelopes');
// What signers do arrives as an event: the signing page or the vendor's webhook, never a click of staff.
const bySigner: readonly Actor[] = ['system'];

/** An envelope of documents out for signature. */
export const envelopeStates = machine('envelope', [
  { from: 'created', action: 'send', to: 'sent', by: writers, label: 'Send', needs: [readyToSend] },
  { from: 'sent', action: 'deliver', to: 'delivered', by: bySigner, label: 'Delivered' },
  {
    from: 'delivered',
    action: 'complete',
    to: 'completed',
    by: bySigner,
    label: 'Completed',
    needs: [everybodySigned],
  },
  { from: 'sent', action: 'decline', to: 'declined', by: bySigner, label: 'Declined', reason: 'required' },
  {
    from: 'delivered',
    action: 'decline',
    to: 'declined',
    by: bySigner,
    label: 'Declined',
    reason: 'required',
  },
  { from: 'sent', action: 'expire', to: 'expired', by: bySigner, label: 'Expired' },
  { from: 'delivered', action: 'expire', to: 'expired', by: bySigner, label: 'Expired' },
  { from: 'created', action: 'void', to: 'voided', by: writers, label: 'Void', reason: 'required' },
  { from: 'sent', action: 'void', to: 'voided', by: writers, label: 'Void', reason: 'required' },
  { from: 'delivered', action: 'void', to: 'voided', by: writers, label: 'Void', reason: 'required' },
]);
export type EnvelopeState = StateOf<typeof envelopeStates>;
export type EnvelopeAction = ActionOf<typeof envelopeStates>;
