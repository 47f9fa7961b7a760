import type { ChangedLine } from '../../../events/catalog/kind.ts';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import {
  conflict,
  expectVersion,
  invalid,
  notFound,
  staleVersion,
  unprocessable,
} from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { inspectionFor } from './inspection-view.ts';
import * as repo from './inspections.repo.ts';
import type { Inspection, InspectionPatch } from './inspections.schemas.ts';
import { reassign } from './schedule.ts';

export interface LineInput {
  budgetLineId: string;
  percent?: number | null | undefined;
  note?: string | undefined;
}

const OPEN: readonly string[] = ['scheduled', 'in_progress', 'returned'];

/**
 * Saves what the inspector set. A device that was offline sends an old version: lines that nobody else changed since are merged, and
 * only a line that another device set to another value is a conflict, which is answered with both.
 * Throws 404, 409 inspection_submitted or inspection_changed, 412, 422.
 */
export async function saveProgress(
  actor: Actor,
  input: { id: string; version: number; patch: InspectionPatch },
): Promise<Inspection> {
  const scope = authorise(actor, 'submit:inspections');
  return inTransaction(actor, async (tx) => {
    const visit = await repo.lockInspection(tx, scope, input.id);
    if (!visit) throw notFound();
    const { scheduledFor, inspectorId, lines = [], deviceId } = input.patch;
    if (scheduledFor !== undefined || inspectorId !== undefined)
      await replan(tx, actor, visit, input.version, { scheduledFor, inspectorId });
    else if (lines.length > 0) {
      if (!OPEN.includes(visit.state))
        throw conflict(
          'inspection_submitted',
          `This inspection is ${visit.state}: what was submitted stays as it is.`,
        );
      const changed = await mergeLines(tx, visit, lines, {
        version: input.version,
        deviceId,
        pointer: '/lines',
      });
      await repo.updateInspection(tx, visit.id, {});
      await publish(
        tx,
        'inspection.saved',
        { type: 'inspection', id: visit.id, projectId: visit.project_id },
        { number: visit.number, lineCount: lines.length, lines: changed },
      );
    }
    return inspectionFor(actor, tx, visit.id);
  });
}

async function replan(
  tx: Tx,
  actor: Actor,
  visit: repo.LockedInspection,
  version: number,
  plan: { scheduledFor: string | undefined; inspectorId: string | undefined },
): Promise<void> {
  authorise(actor, 'review:draws');
  expectVersion(visit, version);
  if (visit.state !== 'scheduled')
    throw conflict('visit_begun', 'Day and inspector change only while the visit has not begun.');
  if (plan.inspectorId && plan.inspectorId !== visit.inspector_id)
    await reassign(tx, visit, plan.inspectorId);
  await repo.updateInspection(tx, visit.id, {
    ...(plan.scheduledFor ? { scheduled_for: plan.scheduledFor } : {}),
    ...(plan.inspectorId ? { inspector_id: plan.inspectorId } : {}),
  });
  await publish(
    tx,
    'inspection.replanned',
    { type: 'inspection', id: visit.id, projectId: visit.project_id },
    { number: visit.number, date: plan.scheduledFor ?? visit.scheduled_for },
  );
}

/** Writes lines into what is saved so far, and answers what that changed. Throws 409 inspection_changed with both sides, 412, 422 at the pointer. */
export async function mergeLines(
  tx: Tx,
  visit: repo.LockedInspection,
  wanted: readonly LineInput[],
  from: { version: number; deviceId: string | undefined; pointer: string },
): Promise<ChangedLine[]> {
  if (from.version > visit.version) throw staleVersion(visit.version);
  const known = new Set((await repo.linesToInspect(tx, visit.draw_id)).map((line) => line.budgetLineId));
  const set = new Map((await repo.progressOf(tx, visit.id)).map((each) => [each.budgetLineId, each]));
  refuseUnknown(wanted, known, from.pointer);
  const both = wanted.flatMap((line) => conflictOf(line, set.get(line.budgetLineId), from));
  if (both.length > 0)
    throw conflict(
      'inspection_changed',
      'Another device set other values meanwhile. Choose, and send again.',
      {
        currentVersion: visit.version,
        conflicts: both,
      },
    );
  const found: ChangedLine[] = [];
  for (const line of wanted) {
    const { percent = null, note = '' } = set.get(line.budgetLineId) ?? {};
    const after = {
      percent: line.percent === undefined ? percent : line.percent,
      note: line.note ?? note,
    };
    const changed = changes({ percent, note }, after);
    if (Object.keys(changed.after).length > 0) found.push({ budgetLineId: line.budgetLineId, ...changed });
    await repo.saveProgress(tx, {
      inspection_id: visit.id,
      budget_line_id: line.budgetLineId,
      ...after,
      device_id: from.deviceId ?? null,
      changed_in: visit.version + 1,
    });
  }
  return found;
}

function refuseUnknown(wanted: readonly LineInput[], known: ReadonlySet<string>, pointer: string): void {
  const seen = new Set<string>();
  const errors = wanted.flatMap(({ budgetLineId }, i) => {
    const at = `${pointer}/${i}/budgetLineId`;
    if (!known.has(budgetLineId)) return [{ pointer: at, message: 'There is no such line to inspect.' }];
    if (seen.has(budgetLineId)) return [{ pointer: at, message: 'This line is named twice.' }];
    seen.add(budgetLineId);
    return [];
  });
  if (errors.length > 0) throw unprocessable(errors);
}

function conflictOf(
  line: LineInput,
  stands: repo.FoundProgress | undefined,
  from: { version: number; deviceId: string | undefined },
) {
  if (!stands || stands.changedIn <= from.version) return [];
  if (from.deviceId !== undefined && stands.deviceId === from.deviceId) return [];
  const percent = line.percent === undefined ? stands.percent : line.percent;
  const note = line.note ?? stands.note;
  if (percent === stands.percent && note === stands.note) return [];
  return [
    {
      budgetLineId: line.budgetLineId,
      yours: { percent, note },
      theirs: {
        percent: stands.percent,
        note: stands.note,
        deviceId: stands.deviceId,
        updatedAt: stands.updatedAt,
      },
    },
  ];
}

/** A moment of a device may be a little ahead of ours, not a day. Throws 422. */
export function checkDeviceClock(tx: Tx, moment: string, pointer: string): void {
  if (Date.parse(moment) > tx.now.getTime() + 86_400_000) throw invalid(pointer, 'Not in the future.');
}
