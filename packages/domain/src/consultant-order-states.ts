import { type ActionOf, type Actor, guard, machine, type StateOf } from './machine.ts';
import { rolesWith } from './permissions.ts';

export interface DeliverContext {
  /** Documents attached to the order since it was ordered or returned. */
  deliverableCount: number;
}

const aDeliverableIsThere = guard('deliverable_missing', (ctx: DeliverContext) =>
  ctx.deliverableCount > 0 ? null : 'Nothing is attached yet. Upload the report to deliver.',
);

const writers: readonly Actor[] = rolesWith('write:consultant-orders');
const doers: readonly Actor[] = rolesWith('deliver:consultant-orders');

/** A survey, title or other report from the order to its acceptance. */
export const consultantOrderStates = machine('consultant order', [
  { from: 'ordered', action: 'start', to: 'in_progress', by: doers, label: 'Start' },
  {
    from: 'in_progress',
    action: 'deliver',
    to: 'delivered',
    by: doers,
    label: 'Deliver',
    needs: [aDeliverableIsThere],
  },
  { from: 'delivered', action: 'accept', to: 'accepted', by: writers, label: 'Accept' },
  { from: 'delivered', action: 'return', to: 'returned', by: writers, label: 'Return', reason: 'required' },
  { from: 'returned', action: 'start', to: 'in_progress', by: doers, label: 'Resume' },
  { from: 'ordered', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
  {
    from: 'in_progress',
    action: 'cancel',
    to: 'cancelled',
    by: writers,
    label: 'Cancel',
    reason: 'required',
  },
  { from: 'returned', action: 'cancel', to: 'cancelled', by: writers, label: 'Cancel', reason: 'required' },
]);
export type ConsultantOrderState = StateOf<typeof consultantOrderStates>;
export type ConsultantOrderAction = ActionOf<typeof consultantOrderStates>;
