import { randomUUID } from 'node:crypto';
import { systemActor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import type { Jobs } from '../../../platform/jobs.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { askToChase } from './order-tasks.ts';
import { lateOrders } from './orders.repo.ts';

/** Job: each report that is past due gives acquisitions one task to chase it, however often this runs. */
export async function chaseLateOrders(): Promise<void> {
  const late = await lateOrders(reader(), bookDate(new Date()));
  for (const order of late) {
    const { id, projectId, typeLabel: report, consultantId, consultantName } = order;
    const consultant = { id: consultantId, name: consultantName };
    await inTransaction(systemActor(randomUUID()), (tx) =>
      askToChase(tx, { id, projectId, report, consultant }, order.dueDate),
    );
  }
}

export const feasibilityJobs: Jobs = { chase_late_orders: chaseLateOrders };
/** 13:10 UTC: the start of the working day in Seattle. */
export const feasibilitySchedule = ['10 13 * * * chase_late_orders'];
