import { randomUUID } from 'node:crypto';
import { type InspectionState, inspectionStates } from '@connect/domain/inspection-states';
import { assertReason } from '@connect/domain/machine';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import {
  expectVersion,
  type FieldError,
  invalid,
  notFound,
  unprocessable,
} from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { documentsAbout } from '../../documents/index.ts';
import { authorise } from '../../identity/index.ts';
import { inspectionFor, withoutPercent } from './inspection-view.ts';
import * as repo from './inspections.repo.ts';
import type { Inspection, InspectionTransition, SubmitData } from './inspections.schemas.ts';
import * as reports from './reports.repo.ts';
import { checkDeviceClock, mergeLines } from './save-progress.ts';

/**
 * Moves an inspection. A submission is safe to send again: the same clientKey answers the same and does nothing twice, whatever the
 * version. Throws 404, 409 with the legal moves or with both sides of a conflict, 412, 422.
 */
export async function moveInspection(
  actor: Actor,
  move: { id: string; version: number } & InspectionTransition,
): Promise<Inspection> {
  const scope = authorise(actor, 'submit:inspections');
  return inTransaction(actor, async (tx) => {
    const visit = await repo.lockInspection(tx, scope, move.id);
    if (!visit) throw notFound();
    if (move.action === 'submit') await submit(tx, visit, move.version, move.data);
    else await step(tx, visit, move);
    return inspectionFor(actor, tx, visit.id);
  });
}

const about = (visit: repo.LockedInspection, effectiveDate?: string) => ({
  type: 'inspection' as const,
  id: visit.id,
  projectId: visit.project_id,
  ...(effectiveDate ? { effectiveDate } : {}),
});

async function step(
  tx: Tx,
  visit: repo.LockedInspection,
  move: { version: number } & Exclude<InspectionTransition, { action: 'submit' }>,
): Promise<void> {
  expectVersion(visit, move.version);
  const row = inspectionStates.step(
    visit.state as InspectionState,
    move.action,
    tx.actor.role,
    undefined as never, // only submitting has a guard
  );
  assertReason(row, move.reason);
  const told = { number: visit.number, drawId: visit.draw_id };
  switch (move.action) {
    case 'start':
      if (move.data?.startedAt) checkDeviceClock(tx, move.data.startedAt, '/data/startedAt');
      await begin(tx, visit, move.data?.startedAt ?? tx.now);
      return;
    case 'accept':
      await repo.updateInspection(tx, visit.id, { state: row.to, state_since: tx.now, accepted_at: tx.now });
      await publish(tx, 'inspection.accepted', about(visit), told);
      return;
    case 'return':
      await repo.updateInspection(tx, visit.id, { state: row.to, state_since: tx.now, reason: move.reason! });
      await publish(tx, 'inspection.returned', about(visit), { ...told, reason: move.reason! });
  }
}

async function begin(tx: Tx, visit: repo.LockedInspection, at: string | Date): Promise<void> {
  const row = inspectionStates.step(
    visit.state as InspectionState,
    'start',
    tx.actor.role,
    undefined as never,
  );
  await repo.updateInspection(tx, visit.id, { state: row.to, state_since: tx.now, started_at: at });
  await publish(tx, 'inspection.started', about(visit), { number: visit.number });
}

async function submit(
  tx: Tx,
  visit: repo.LockedInspection,
  version: number,
  data: SubmitData,
): Promise<void> {
  const earlier = await reports.reportsOf(tx, visit.id);
  if (earlier.some((each) => each.clientKey === data.clientKey)) return; // sent again after the answer was lost
  if (visit.state !== 'in_progress') {
    // A visit that began offline starts on our side when its report arrives.
    if (!inspectionStates.legal(visit.state as InspectionState).some((row) => row.action === 'start'))
      inspectionStates.step(visit.state as InspectionState, 'submit', tx.actor.role, {
        linesWithoutPercent: 0,
      });
    await begin(tx, visit, data.startedAt);
  }
  checkTimes(tx, data);
  await mergeLines(tx, visit, data.lines, { version, deviceId: data.deviceId, pointer: '/data/lines' });
  await checkPhotos(tx, visit, data);
  const lines = await repo.linesToInspect(tx, visit.draw_id);
  const set = new Map((await repo.progressOf(tx, visit.id)).map((each) => [each.budgetLineId, each]));
  const row = inspectionStates.step('in_progress', 'submit', tx.actor.role, {
    linesWithoutPercent: withoutPercent(lines, set),
  });
  const reportId = randomUUID();
  const count = await write(tx, visit, data, { reportId, round: earlier.length + 1, set });
  await repo.updateInspection(tx, visit.id, {
    state: row.to,
    state_since: tx.now,
    submitted_at: data.submittedAt,
    reason: null,
  });
  const seenOn = bookDate(new Date(data.submittedAt));
  const today = bookDate(tx.now);
  await publish(
    tx,
    'inspection.submitted',
    about(visit, data.effectiveDate ?? (seenOn < today ? seenOn : today)),
    {
      number: visit.number,
      drawId: visit.draw_id,
      lineCount: count,
      photoCount: data.photos.length,
    },
  );
}

async function write(
  tx: Tx,
  visit: repo.LockedInspection,
  data: SubmitData,
  made: { reportId: string; round: number; set: ReadonlyMap<string, repo.FoundProgress> },
): Promise<number> {
  const last = await reports.lastPercents(tx, visit.loan_id, visit.draw_id);
  await reports.insertReport(tx, {
    id: made.reportId,
    inspection_id: visit.id,
    round: made.round,
    client_key: data.clientKey,
    device_id: data.deviceId,
    note: data.note ?? '',
    started_at: data.startedAt,
    submitted_at: data.submittedAt,
  });
  const lines = [...made.set.values()].flatMap(({ budgetLineId, percent, note }) =>
    percent === null
      ? []
      : [
          {
            report_id: made.reportId,
            budget_line_id: budgetLineId,
            percent,
            last_percent: last.get(budgetLineId) ?? 0,
            note,
          },
        ],
  );
  if (lines.length === 0) throw invalid('/data/lines', 'Set at least one line.');
  await reports.insertReportLines(tx, lines);
  await reports.insertReportPhotos(
    tx,
    data.photos.map(({ documentId, budgetLineId }) => ({
      report_id: made.reportId,
      document_id: documentId,
      budget_line_id: budgetLineId ?? null,
    })),
  );
  return lines.length;
}

function checkTimes(tx: Tx, data: SubmitData): void {
  checkDeviceClock(tx, data.startedAt, '/data/startedAt');
  checkDeviceClock(tx, data.submittedAt, '/data/submittedAt');
  if (Date.parse(data.submittedAt) < Date.parse(data.startedAt))
    throw invalid('/data/submittedAt', 'Not before it was started.');
  if (data.effectiveDate && data.effectiveDate > bookDate(tx.now))
    throw invalid('/data/effectiveDate', 'Not in the future.');
}

async function checkPhotos(tx: Tx, visit: repo.LockedInspection, data: SubmitData): Promise<void> {
  if (data.photos.length === 0) return;
  const known = new Set((await documentsAbout(tx, 'inspection', visit.id)).map(({ id }) => id));
  const lines = new Set((await repo.linesToInspect(tx, visit.draw_id)).map((line) => line.budgetLineId));
  const seen = new Set<string>();
  const errors = data.photos.flatMap(({ documentId, budgetLineId }, i): FieldError[] => {
    const at = `/data/photos/${i}`;
    if (!known.has(documentId))
      return [{ pointer: `${at}/documentId`, message: 'No such photo of this inspection. Upload it first.' }];
    if (seen.has(documentId)) return [{ pointer: `${at}/documentId`, message: 'This photo is named twice.' }];
    seen.add(documentId);
    return budgetLineId && !lines.has(budgetLineId)
      ? [{ pointer: `${at}/budgetLineId`, message: 'There is no such line to inspect.' }]
      : [];
  });
  if (errors.length > 0) throw unprocessable(errors);
}
