import { type ConsultantOrderState, consultantOrderStates } from '@connect/domain/consultant-order-states';
import { assertReason } from '@connect/domain/machine';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { type Party, partiesById, revokeAccess } from '../../contacts/index.ts';
import { authorise } from '../../identity/index.ts';
import { requireProject } from '../../projects/index.ts';
import * as tasks from './order-tasks.ts';
import * as repo from './orders.repo.ts';
import type { Order, OrderTransition } from './orders.schemas.ts';
import { deliverable, getOrder } from './orders.service.ts';
import { tellOfCancellation, tellOfReturn } from './tell-consultant.ts';

export interface OrderMove {
  id: string;
  version: number;
  move: OrderTransition;
}

/** Moves a consultant order along its life cycle. Throws 404, 409 with the legal moves or for a missing report, 412, 422. */
export async function moveOrder(actor: Actor, { id, version, move }: OrderMove): Promise<Order> {
  const scope = authorise(actor, 'deliver:consultant-orders');
  return inTransaction(actor, async (tx) => {
    const order = await repo.lockOrder(tx, scope, id);
    if (!order) throw notFound();
    expectVersion(order, version);
    const handedIn = await reportsOf(tx, scope, order, move);
    const row = consultantOrderStates.step(order.state as ConsultantOrderState, move.action, actor.role, {
      deliverableCount: handedIn.length,
    });
    assertReason(row, move.reason);
    const { values, effectiveDate } = effectOf(tx, order, move);
    await repo.updateOrder(tx, id, { ...values, state: row.to, state_reason: move.reason ?? null });
    if (move.action === 'deliver') await repo.insertDeliverables(tx, id, handedIn);
    const { label } = await repo.findType(tx, order.type);
    const consultant = (await partiesById(tx, [order.consultant_id])).get(order.consultant_id)!;
    await publish(
      tx,
      'consultant-order.moved',
      { type: 'consultant_order', id, projectId: order.project_id, effectiveDate },
      {
        report: label,
        consultant: consultant.name,
        action: row.action,
        from: order.state,
        to: row.to,
        ...(move.action === 'deliver' ? { documentIds: handedIn } : {}),
        ...(move.reason ? { reason: move.reason } : {}),
      },
    );
    await followUp(tx, order, { action: row.action, report: label, consultant, reason: move.reason ?? '' });
    return getOrder(actor, id, tx);
  });
}

/** The documents a delivery hands in: those it names, or every PDF of the present round. */
async function reportsOf(
  tx: Tx,
  scope: repo.ReadOrders,
  order: repo.LockedOrder,
  move: OrderTransition,
): Promise<string[]> {
  if (move.action !== 'deliver') return [];
  const ready = deliverable(await repo.attachedTo(tx, scope, order.id), order.round_since).map(
    ({ documentId }) => documentId,
  );
  const named = move.data?.documentIds;
  if (!named) return ready;
  const wrong = named.findIndex((id) => !ready.includes(id));
  if (wrong >= 0)
    throw invalid(
      `/data/documentIds/${wrong}`,
      'Not a PDF that was uploaded to this order since it was ordered or returned.',
    );
  return [...new Set(named)];
}

function effectOf(
  tx: Tx,
  order: repo.LockedOrder,
  move: OrderTransition,
): { values: repo.OrderValues; effectiveDate: string } {
  const today = bookDate(tx.now);
  switch (move.action) {
    case 'deliver': {
      const date = deliveredOn(order, move.data?.deliveredDate ?? today, today);
      return { values: { delivered_date: date }, effectiveDate: date };
    }
    case 'accept':
      return { values: { accepted_date: today }, effectiveDate: today };
    case 'return':
      return { values: { delivered_date: null, round_since: tx.now }, effectiveDate: today };
    default:
      return { values: {}, effectiveDate: today };
  }
}

function deliveredOn(order: repo.LockedOrder, date: string, today: string): string {
  if (date > today) throw invalid('/data/deliveredDate', 'Not in the future.');
  if (date < order.ordered_date)
    throw invalid('/data/deliveredDate', `Not before the order of ${order.ordered_date}.`);
  return date;
}

interface Moved {
  action: OrderTransition['action'];
  report: string;
  consultant: Party;
  reason: string;
}

/** Whom a move gives something to do, and whom it tells. */
async function followUp(tx: Tx, order: repo.LockedOrder, moved: Moved): Promise<void> {
  const { report, consultant } = moved;
  const about = { id: order.id, projectId: order.project_id, report, consultant };
  const project = () => requireProject(tx, authorise(tx.actor, 'read:projects'), order.project_id);
  switch (moved.action) {
    case 'start':
      return tasks.knownToConsultant(tx, order.id);
    case 'deliver':
      await tasks.delivered(tx, order.id);
      await tasks.askToReview(tx, about);
      return;
    case 'accept':
      return tasks.reviewed(tx, order.id);
    case 'return':
      await tasks.reviewed(tx, order.id);
      await tasks.askToDeliver(tx, about, order.due_date);
      return tellOfReturn(tx, about, { ...moved, project: await project() });
    case 'cancel':
      await tasks.noLongerWanted(tx, order.id);
      if (!(await repo.hasOtherOrder(tx, order)))
        await revokeAccess(tx, 'project', order.project_id, order.consultant_id, 'consultant');
      return tellOfCancellation(tx, about, { ...moved, project: await project() });
  }
}
