import { randomUUID } from 'node:crypto';
import { type InspectionState, inspectionStates } from '@connect/domain/inspection-states';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { grantAccess, partyNames, revokeAccess, userOfContact } from '../../contacts/index.ts';
import { activeUsers } from '../../identity/index.ts';
import * as repo from './inspections.repo.ts';

export interface Visit {
  drawId: string;
  drawNumber: number;
  loanId: string;
  projectId: string;
  inspectorId: string;
  /** The day of the visit. */
  date: string;
  effectiveDate: string;
}

/** Plans the visit for a draw and shows draw, visit and project to the inspector. Throws 422 at /data/inspectorId. */
export async function scheduleVisit(tx: Tx, visit: Visit): Promise<void> {
  const { drawId, loanId, projectId, inspectorId, date, effectiveDate } = visit;
  const name = await inspectorName(tx, inspectorId, '/data/inspectorId');
  const id = randomUUID();
  const number = await repo.nextInspectionNumber(tx, loanId);
  await repo.insertInspection(tx, {
    id,
    draw_id: drawId,
    loan_id: loanId,
    project_id: projectId,
    number,
    inspector_id: inspectorId,
    scheduled_for: date,
  });
  await showTo(tx, { id, drawId, projectId }, inspectorId);
  await publish(
    tx,
    'inspection.scheduled',
    { type: 'inspection', id, projectId, effectiveDate },
    { number, drawNumber: visit.drawNumber, date, inspector: name },
  );
}

/** Another inspector: the former one no longer has the visit or the draw; the project stays, where other visits were. */
export async function reassign(tx: Tx, visit: repo.LockedInspection, inspectorId: string): Promise<void> {
  await inspectorName(tx, inspectorId, '/inspectorId');
  await revokeAccess(tx, 'inspection', visit.id, visit.inspector_id, 'inspector');
  await revokeAccess(tx, 'draw', visit.draw_id, visit.inspector_id, 'inspector');
  await showTo(tx, { id: visit.id, drawId: visit.draw_id, projectId: visit.project_id }, inspectorId);
}

async function showTo(
  tx: Tx,
  visit: { id: string; drawId: string; projectId: string },
  inspectorId: string,
): Promise<void> {
  await grantAccess(tx, 'inspection', visit.id, inspectorId, 'inspector');
  await grantAccess(tx, 'draw', visit.drawId, inspectorId, 'inspector');
  await grantAccess(tx, 'project', visit.projectId, inspectorId, 'inspector');
}

async function inspectorName(tx: Tx, contactId: string, pointer: string): Promise<string> {
  const userId = await userOfContact(tx, contactId);
  const [user] = userId ? await activeUsers(tx, { ids: [userId] }) : [];
  if (user?.role !== 'inspector') throw invalid(pointer, 'No such inspector.');
  return (await partyNames(tx, [contactId])).get(contactId) ?? '';
}

/** A draw that is rejected or taken back takes its unfinished visit with it. */
export async function cancelVisit(tx: Tx, drawId: string, reason: string): Promise<void> {
  const visit = await repo.lockVisitOf(tx, drawId);
  const open = visit && inspectionStates.legal(visit.state as InspectionState, 'system').length > 0;
  if (!visit || !open) return;
  const row = inspectionStates.step(visit.state as InspectionState, 'cancel', 'system', undefined as never);
  await repo.updateInspection(tx, visit.id, { state: row.to, state_since: tx.now, reason });
  await publish(
    tx,
    'inspection.cancelled',
    { type: 'inspection', id: visit.id, projectId: visit.project_id },
    { number: visit.number, reason },
  );
}
