import { assertReason } from '@connect/domain/machine';
import { isInternal } from '@connect/domain/permissions';
import { type CorrectionState, correctionStates } from '@connect/domain/permit-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { finishTask } from '../../tasks/index.ts';
import { permitName } from '../permits/permit-words.ts';
import { type LockedPermit, lockPermit } from '../permits/permits.repo.ts';
import { currentCycle } from '../permits/review-cycles.repo.ts';
import { resolveCorrectionKey } from '../task-keys.ts';
import * as repo from './corrections.repo.ts';
import type {
  Correction,
  CorrectionPatch,
  CorrectionRow,
  CorrectionTransition,
  NewCorrection,
} from './corrections.schemas.ts';
import { askToResolve, assertStaff, logCorrection } from './log-correction.ts';

const IN_REVIEW: readonly string[] = ['under_review', 'corrections'];

/** Partners see what the city asked and what we answered, not whose fault it was. */
export const presentCorrection = <C extends CorrectionRow>(actor: Actor, row: C): C =>
  actor.role === 'system' || isInternal(actor.role)
    ? row
    : { ...row, rootCause: null, assigneeId: null, assigneeName: null };

/** Throws 404 when there is no such correction that this caller may see. */
export async function getCorrection(actor: Actor, id: string, db: Reader = reader()): Promise<Correction> {
  const found = await repo.findCorrection(db, authorise(actor, 'read:permits'), id);
  if (!found) throw notFound();
  return presentCorrection(actor, { ...withoutPlace(found), moves: movesOf(actor, found) });
}

function withoutPlace({ permitState, inCurrentCycle, ...row }: repo.FoundCorrection): CorrectionRow {
  return row;
}

function movesOf(actor: Actor, found: repo.FoundCorrection): Correction['moves'] {
  if (actor.role === 'system') return [];
  // The answer comes with the move, so that its guard is not asked yet.
  const moves = correctionStates.moves(found.state as CorrectionState, actor.role);
  const closed = closedReason(found);
  return moves.map((move) =>
    move.action === 'reopen' && closed ? { ...move, allowed: false, reason: closed } : move,
  );
}

const closedReason = (place: { permitState: string; inCurrentCycle: boolean }): string | null =>
  place.inCurrentCycle && IN_REVIEW.includes(place.permitState)
    ? null
    : 'Its review cycle is over. Log what the city still wants as a correction of the present cycle.';

/** Logs a correction of the permit's present review cycle. Throws 409 when none is open, 422 for an unknown permit. */
export async function createCorrection(actor: Actor, input: NewCorrection): Promise<Correction> {
  const scope = authorise(actor, 'write:permits');
  return inTransaction(actor, async (tx) => {
    const permit = await lockPermit(tx, scope, input.permitId);
    if (!permit) throw invalid('/permitId', 'No such permit.');
    const cycle = await currentCycle(tx, permit.id);
    if (!cycle || !IN_REVIEW.includes(permit.state))
      throw conflict(
        'no_review_open',
        'Corrections are logged while the permit is under review or in corrections.',
      );
    const id = await logCorrection(tx, permit, cycle, input);
    return getCorrection(actor, id, tx);
  });
}

/** Throws 404, 409 once resolved, 412, 422. */
export async function changeCorrection(
  actor: Actor,
  input: { id: string; version: number; patch: CorrectionPatch },
): Promise<Correction> {
  return withLocked(actor, input, async (tx, permit, before) => {
    const { patch } = input;
    if (before.state === 'resolved' && Object.keys(patch).some((name) => name !== 'rootCause'))
      throw conflict('correction_resolved', 'A resolved correction stays as it is. Reopen it to change it.');
    await assertStaff(tx, patch.assigneeId);
    const { sheetReference, rootCause, assigneeId, dueDate, ...same } = patch;
    const renamed = {
      sheet_reference: sheetReference,
      root_cause: rootCause,
      assignee_id: assigneeId,
      due_date: dueDate,
    };
    const values: repo.CorrectionValues = Object.fromEntries(
      Object.entries({ ...same, ...renamed }).filter(([, value]) => value !== undefined),
    );
    await repo.updateCorrection(tx, before.id, values);
    await publish(
      tx,
      'correction.changed',
      { type: 'correction', id: before.id, projectId: permit.project_id },
      changes<object>(before, values),
    );
    if (assigneeId !== undefined || dueDate !== undefined) await askAnew(actor, tx, permit, before.id);
  });
}

/** Resolves with the answer to the city, or reopens while the cycle lasts. Throws 404, 409, 412, 422. */
export async function moveCorrection(
  actor: Actor,
  input: { id: string; version: number; move: CorrectionTransition },
): Promise<Correction> {
  return withLocked(actor, input, async (tx, permit, before) => {
    const { move } = input;
    const given = move.action === 'resolve' ? move.data : undefined;
    const response = given?.response ?? before.response;
    const row = correctionStates.step(before.state as CorrectionState, move.action, actor.role, { response });
    assertReason(row, move.reason);
    const resolved = row.to === 'resolved';
    const date = resolved ? await resolvedOn(tx, before, given?.resolvedDate) : null;
    if (!resolved) await assertReopenable(actor, tx, before.id);
    await repo.updateCorrection(tx, before.id, { state: row.to, response, resolved_date: date });
    const correction = await labelOf(actor, tx, before.id);
    await publish(
      tx,
      resolved ? 'correction.resolved' : 'correction.reopened',
      { type: 'correction', id: before.id, projectId: permit.project_id, effectiveDate: date },
      { permit: permitName(permit), correction, ...(move.reason ? { reason: move.reason } : {}) },
    );
    if (resolved) await finishTask(tx, resolveCorrectionKey(before.id));
    else await askAnew(actor, tx, permit, before.id);
  });
}

type Locked = NonNullable<Awaited<ReturnType<typeof repo.lockCorrection>>>;

/** The permit is locked first, always in this order: its resubmission counts these corrections. */
async function withLocked(
  actor: Actor,
  { id, version }: { id: string; version: number },
  work: (tx: Tx, permit: LockedPermit, before: Locked) => Promise<void>,
): Promise<Correction> {
  const scope = authorise(actor, 'write:permits');
  return inTransaction(actor, async (tx) => {
    const found = await repo.findCorrection(tx, scope, id);
    if (!found) throw notFound();
    const permit = (await lockPermit(tx, scope, found.permitId))!;
    const before = (await repo.lockCorrection(tx, scope, id))!;
    expectVersion(before, version);
    await work(tx, permit, before);
    return getCorrection(actor, id, tx);
  });
}

/** Between the day it was logged and today. */
async function resolvedOn(tx: Tx, before: Locked, wanted: string | undefined): Promise<string> {
  const today = bookDate(tx.now);
  if (!wanted) return today;
  if (wanted > today) throw invalid('/data/resolvedDate', 'Not in the future.');
  const cycle = await currentCycle(tx, before.permit_id);
  if (cycle && wanted < cycle.submittedDate)
    throw invalid('/data/resolvedDate', `Not before the submission of ${cycle.submittedDate}.`);
  return wanted;
}

async function assertReopenable(actor: Actor, tx: Tx, id: string): Promise<void> {
  const found = await repo.findCorrection(tx, authorise(actor, 'write:permits'), id);
  const closed = found && closedReason(found);
  if (closed) throw conflict('cycle_over', closed);
}

/** "1.2": the second correction of the first cycle. */
async function labelOf(actor: Actor, tx: Tx, id: string): Promise<string> {
  const { cycleNumber, number } = (await repo.findCorrection(tx, authorise(actor, 'write:permits'), id))!;
  return `${cycleNumber}.${number}`;
}

async function askAnew(actor: Actor, tx: Tx, permit: LockedPermit, id: string): Promise<void> {
  const found = (await repo.findCorrection(tx, authorise(actor, 'write:permits'), id))!;
  const { assigneeId, dueDate, text, cycleNumber, number } = found;
  await askToResolve(tx, permit, { id, label: `${cycleNumber}.${number}`, assigneeId, dueDate, text });
}
