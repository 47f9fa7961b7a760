import { addBusinessDays, type CivilDate, daysBetween } from '@connect/domain/calendar';
import { type ConsultantOrderState, consultantOrderStates } from '@connect/domain/consultant-order-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { grantAccess, type Party, partiesById } from '../../contacts/index.ts';
import { authorise } from '../../identity/index.ts';
import { openProject } from '../../projects/index.ts';
import { askToDeliver } from './order-tasks.ts';
import * as repo from './orders.repo.ts';
import type { NewOrder, Order, OrderPatch, OrderRow } from './orders.schemas.ts';
import { tellOfOrder } from './tell-consultant.ts';

export const todayOf = (actor: Actor): CivilDate => bookDate(actor.now ?? new Date()) as CivilDate;

const UNDELIVERED: readonly string[] = ['ordered', 'in_progress', 'returned'];

/** A row as it is shown: whose it is, and whether and how long it is late. */
export function presentOrder(found: repo.FoundOrder, today: CivilDate): OrderRow {
  const { consultantId, consultantName, roundSince, ...row } = found;
  const open = UNDELIVERED.includes(row.state);
  const until = open ? today : row.deliveredDate;
  const past = until ? daysBetween(row.dueDate as CivilDate, until as CivilDate) : 0;
  return {
    ...row,
    consultant: { id: consultantId, name: consultantName },
    late: open && past > 0,
    daysLate: Math.max(0, past),
  };
}

/** Throws 404 when there is no such order that this caller may see. */
export async function getOrder(actor: Actor, id: string, db: Reader = reader()): Promise<Order> {
  const scope = authorise(actor, 'read:consultant-orders');
  const found = await repo.findOrder(db, scope, id);
  if (!found) throw notFound();
  const attached = await repo.attachedTo(db, scope, id);
  const deliverableCount = deliverable(attached, found.roundSince).length;
  return {
    ...presentOrder(found, todayOf(actor)),
    deliverables: attached,
    moves:
      actor.role === 'system'
        ? []
        : consultantOrderStates.moves(found.state as ConsultantOrderState, actor.role, { deliverableCount }),
  };
}

/** What may be handed in now: PDFs of the present round that are not quarantined. Scanning need not be over: acceptance reads them. */
export const deliverable = (attached: readonly repo.Attached[], roundSince: string): repo.Attached[] =>
  attached.filter(
    ({ mediaType, state, uploadedAt }) =>
      mediaType === 'application/pdf' &&
      state !== 'quarantined' &&
      Date.parse(uploadedAt) >= Date.parse(roundSince),
  );

/**
 * Orders a report: the consultant sees the order and its project from then on, and is written to.
 * Throws 409 when the deal is over, 422 for an unknown project or consultant and for dates that cannot be.
 */
export async function placeOrder(actor: Actor, input: NewOrder): Promise<Order> {
  authorise(actor, 'write:consultant-orders');
  return inTransaction(actor, async (tx) => {
    const project = await openProject(tx, authorise(actor, 'read:projects'), input.projectId);
    const consultant = await consultantOf(tx, input.consultantId);
    const type = await repo.findType(tx, input.type);
    const { orderedDate, dueDate } = datesOf(tx, input, type.slaBusinessDays);
    const id = await repo.insertOrder(tx, {
      project_id: project.id,
      type: input.type,
      consultant_id: consultant.id,
      instructions: input.instructions,
      fee_cents: input.feeCents ?? null,
      ordered_date: orderedDate,
      due_date: dueDate,
    });
    await grantAccess(tx, 'consultant_order', id, consultant.id, 'consultant');
    await grantAccess(tx, 'project', project.id, consultant.id, 'consultant');
    await publish(
      tx,
      'consultant-order.placed',
      { type: 'consultant_order', id, projectId: project.id, effectiveDate: orderedDate },
      { report: type.label, consultant: consultant.name, dueDate },
    );
    const order = { id, projectId: project.id, report: type.label, consultant };
    await askToDeliver(tx, order, dueDate);
    await tellOfOrder(tx, order, { project, consultant, dueDate, instructions: input.instructions });
    return getOrder(actor, id, tx);
  });
}

async function consultantOf(tx: Tx, id: string): Promise<Party> {
  const party = (await partiesById(tx, [id])).get(id);
  if (!party) throw invalid('/consultantId', 'No such contact or entity.');
  return party;
}

function datesOf(tx: Tx, input: NewOrder, slaBusinessDays: number): { orderedDate: string; dueDate: string } {
  const today = bookDate(tx.now);
  const orderedDate = input.orderedDate ?? today;
  if (orderedDate > today) throw invalid('/orderedDate', 'Not in the future.');
  const dueDate = input.dueDate ?? addBusinessDays(orderedDate as CivilDate, slaBusinessDays);
  if (dueDate < orderedDate) throw invalid('/dueDate', `Not before the order of ${orderedDate}.`);
  return { orderedDate, dueDate };
}

const OVER: readonly string[] = ['accepted', 'cancelled'];

/** Throws 404, 409 once accepted or cancelled, 412, 422. */
export async function changeOrder(
  actor: Actor,
  input: { id: string; version: number; patch: OrderPatch },
): Promise<Order> {
  const scope = authorise(actor, 'write:consultant-orders');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockOrder(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    if (OVER.includes(before.state))
      throw conflict('order_over', `The order is ${before.state}: it stays as it is.`);
    const { dueDate, feeCents, instructions } = input.patch;
    if (dueDate !== undefined && dueDate < before.ordered_date)
      throw invalid('/dueDate', `Not before the order of ${before.ordered_date}.`);
    const values: repo.OrderValues = Object.fromEntries(
      Object.entries({ due_date: dueDate, fee_cents: feeCents, instructions }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    await repo.updateOrder(tx, input.id, values);
    const { label } = await repo.findType(tx, before.type);
    await publish(
      tx,
      'consultant-order.changed',
      { type: 'consultant_order', id: input.id, projectId: before.project_id },
      { report: label, ...changes<object>(before, values) },
    );
    if (dueDate !== undefined && UNDELIVERED.includes(before.state)) {
      const consultant = await consultantOf(tx, before.consultant_id);
      await askToDeliver(
        tx,
        { id: input.id, projectId: before.project_id, report: label, consultant },
        dueDate,
      );
    }
    return getOrder(actor, input.id, tx);
  });
}
