import type { Actor } from '../../platform/actor.ts';
import type { Reader } from '../../platform/db.ts';
import type { Place } from '../documents/index.ts';
import { authorise } from '../identity/index.ts';
import { findOrder } from './orders/orders.repo.ts';
import { findProforma } from './proformas/proformas.repo.ts';

/** Where a document about an order belongs: all people of the consultant see what one of them uploads. Null when not this caller's. */
export async function placeOfOrder(db: Reader, actor: Actor, id: string): Promise<Place | null> {
  const order = await findOrder(db, authorise(actor, 'deliver:consultant-orders'), id);
  return order ? { projectId: order.projectId, loanId: null, shareWith: [order.consultantId] } : null;
}

export async function placeOfProforma(db: Reader, actor: Actor, id: string): Promise<Place | null> {
  const proforma = await findProforma(db, authorise(actor, 'write:proformas'), id);
  return proforma ? { projectId: proforma.projectId, loanId: null } : null;
}
