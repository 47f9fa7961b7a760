import type { Tx } from '../../../platform/db.ts';
import { cancelTask, finishTask, openTask } from '../../tasks/index.ts';
import { callKey, chaseKey, deliverKey, reviewKey } from './task-keys.ts';

export interface AboutOrder {
  id: string;
  projectId: string;
  /** What was ordered, as people call it: "Survey". */
  report: string;
  consultant: { id: string; name: string };
}

const subjectOf = (order: Pick<AboutOrder, 'id' | 'projectId'>) =>
  ({ type: 'consultant_order', id: order.id, projectId: order.projectId }) as const;

/** The consultant's own task, seen in the portal; asked again after a return, and when the day changes. */
export async function askToDeliver(tx: Tx, order: AboutOrder, dueDate: string): Promise<void> {
  await cancelTask(tx, deliverKey(order.id), 'The due date changed.');
  await openTask(tx, {
    key: deliverKey(order.id),
    title: `Deliver the ${order.report.toLowerCase()}`,
    partyId: order.consultant.id,
    dueDate,
    subject: subjectOf(order),
  });
}

export const askToReview = (tx: Tx, order: AboutOrder): Promise<unknown> =>
  openTask(tx, {
    key: reviewKey(order.id),
    title: `Review the ${order.report.toLowerCase()} from ${order.consultant.name}`,
    assigneeRole: 'acquisitions',
    subject: subjectOf(order),
  });

export const askToChase = (tx: Tx, order: AboutOrder, dueDate: string): Promise<unknown> =>
  openTask(tx, {
    key: chaseKey(order.id),
    title: `Chase the ${order.report.toLowerCase()} from ${order.consultant.name}: due ${dueDate}`,
    assigneeRole: 'acquisitions',
    subject: subjectOf(order),
  });

/** Where no e-mail address is known, somebody has to call. */
export const askToCall = (tx: Tx, order: AboutOrder): Promise<unknown> =>
  openTask(tx, {
    key: callKey(order.id),
    title: `Call ${order.consultant.name} about the ${order.report.toLowerCase()}: no e-mail address is known`,
    assigneeRole: 'acquisitions',
    subject: subjectOf(order),
  });

/** The consultant has taken the order up. */
export const knownToConsultant = (tx: Tx, orderId: string): Promise<void> => finishTask(tx, callKey(orderId));

export async function delivered(tx: Tx, orderId: string): Promise<void> {
  for (const key of [callKey(orderId), chaseKey(orderId), deliverKey(orderId)]) await finishTask(tx, key);
}

/** Accepted or returned: either way the report was read. */
export const reviewed = (tx: Tx, orderId: string): Promise<void> => finishTask(tx, reviewKey(orderId));

export async function noLongerWanted(tx: Tx, orderId: string): Promise<void> {
  for (const key of [callKey(orderId), chaseKey(orderId), deliverKey(orderId)])
    await cancelTask(tx, key, 'The order was cancelled.');
}
