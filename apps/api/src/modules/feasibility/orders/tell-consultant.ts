import { type CivilDate, formatDate } from '@connect/domain/calendar';
import type { Tx } from '../../../platform/db.ts';
import type { Party } from '../../contacts/index.ts';
import { sendMessage } from '../../documents/index.ts';
import { type AboutOrder, askToCall } from './order-tasks.ts';

interface Place {
  address: string;
  city: string;
}

/** Writes to the consultant that something is ordered; where there is no address, somebody has to call. */
export async function tellOfOrder(
  tx: Tx,
  order: AboutOrder,
  said: { project: Place; consultant: Party; dueDate: string; instructions: string },
): Promise<void> {
  const { project, consultant, dueDate, instructions } = said;
  const due = formatDate(dueDate as CivilDate);
  if (!consultant.email) {
    await askToCall(tx, order);
    return;
  }
  await write(tx, order, consultant, `${order.report} ordered: ${project.address}`, [
    `we order from you: ${order.report.toLowerCase()} for ${project.address}, ${project.city}, due ${due}.`,
    instructions,
    'Sign in to see the order and to upload your report as a PDF.',
  ]);
}

/** Tells the consultant why a report came back. */
export const tellOfReturn = (
  tx: Tx,
  order: AboutOrder,
  said: { project: Place; consultant: Party; reason: string },
): Promise<void> =>
  write(tx, order, said.consultant, `${order.report} returned: ${said.project.address}`, [
    `we return your ${order.report.toLowerCase()} for ${said.project.address}, ${said.project.city}:`,
    said.reason,
    'Sign in to deliver it again.',
  ]);

/** Tells the consultant that the report is no longer wanted. */
export const tellOfCancellation = (
  tx: Tx,
  order: AboutOrder,
  said: { project: Place; consultant: Party; reason: string },
): Promise<void> =>
  write(tx, order, said.consultant, `${order.report} cancelled: ${said.project.address}`, [
    `we cancel the ${order.report.toLowerCase()} for ${said.project.address}, ${said.project.city}:`,
    said.reason,
  ]);

async function write(
  tx: Tx,
  order: AboutOrder,
  consultant: Party,
  subject: string,
  paragraphs: string[],
): Promise<void> {
  if (!consultant.email) return; // whoever called with the order calls again
  await sendMessage(tx, {
    channel: 'email',
    to: { partyId: consultant.id, name: consultant.name, address: consultant.email },
    subject,
    text: [`Hello ${consultant.name},`, ...paragraphs.filter(Boolean), 'Connect'].join('\n\n'),
    about: { type: 'consultant_order', id: order.id, projectId: order.projectId },
  });
}
