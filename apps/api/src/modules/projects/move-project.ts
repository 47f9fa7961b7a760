import { assertReason } from '@connect/domain/machine';
import { type ProjectAction, type ProjectState, projectStates } from '@connect/domain/project-states';
import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { bookDate } from '../../platform/book-time.ts';
import type { Tx } from '../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../platform/errors.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { authorise } from '../identity/index.ts';
import { moveContext } from './facts.ts';
import * as repo from './projects.repo.ts';
import type { Project } from './projects.schemas.ts';
import { projectFor } from './projects.service.ts';

export interface ProjectMove {
  id: string;
  version: number;
  action: string;
  reason?: string | undefined;
  effectiveDate?: string | undefined;
}

/** Moves a project along its life cycle. At GO it gets its permanent number. Throws 409 with the legal moves, 412, 422. */
export async function moveProject(actor: Actor, move: ProjectMove): Promise<Project> {
  const scope = authorise(actor, 'write:projects');
  return inTransaction(actor, async (tx) => {
    const project = await repo.lockProject(tx, scope, move.id);
    if (!project) throw notFound();
    expectVersion(project, move.version);
    await step(tx, project, move);
    return projectFor(actor, tx, scope, move.id);
  });
}

/**
 * A move that follows from an event of a module to the right (funded, recorded, released), in that module's transaction. A loan that is
 * entered after the fact may be dated before the project's last act; the project then moves on the day it has come to.
 */
export async function followProject(
  tx: Tx,
  projectId: string,
  action: 'fund' | 'start_servicing' | 'close',
  effectiveDate: string,
): Promise<void> {
  const project = await repo.lockForEvent(tx, projectId);
  if (!projectStates.legal(project.stage as ProjectState).some((row) => row.action === action)) return; // a second loan of the same deal follows a stage already reached
  const last = await lastActOf(tx, projectId);
  await step(tx, project, { action, effectiveDate: last > effectiveDate ? last : effectiveDate }, 'system');
}

async function step(
  tx: Tx,
  project: repo.LockedProject,
  move: Pick<ProjectMove, 'action' | 'reason' | 'effectiveDate'>,
  role = tx.actor.role,
): Promise<void> {
  const row = projectStates.step(
    project.stage as ProjectState,
    move.action as ProjectAction,
    role,
    await moveContext(tx, project.id, project.stage as ProjectState),
  );
  assertReason(row, move.reason);
  const effectiveDate = await dateOf(tx, project.id, move.effectiveDate);
  const number =
    row.to === 'go' && !project.number ? await giveNumber(tx, project.market, effectiveDate) : undefined;
  await repo.updateProject(tx, project.id, {
    stage: row.to,
    stage_since: tx.now,
    ...(number ? { number } : {}),
  });
  await repo.insertStageChange(tx, {
    project_id: project.id,
    from_stage: project.stage,
    to_stage: row.to,
    action: row.action,
    reason: move.reason ?? null,
    effective_date: effectiveDate,
  });
  const subject = { type: 'project' as const, id: project.id, projectId: project.id, effectiveDate };
  await publish(tx, 'project.moved', subject, {
    from: project.stage,
    to: row.to,
    action: row.action,
    ...(move.reason ? { reason: move.reason } : {}),
  });
  if (row.to === 'go') await publish(tx, 'project.go', subject, { number: number ?? project.number ?? '' });
}

/** Acts are dated today unless said otherwise: never in the future, never before the project's last act. */
async function dateOf(tx: Tx, projectId: string, wanted: string | undefined): Promise<string> {
  const today = bookDate(tx.now);
  if (!wanted) return today;
  if (wanted > today) throw invalid('/data/effectiveDate', 'Not in the future.');
  const last = await lastActOf(tx, projectId);
  if (wanted < last) throw invalid('/data/effectiveDate', `Not before the project's last act of ${last}.`);
  return wanted;
}

/** The day on which the project entered the stage it is in: its lead is its first act. */
const lastActOf = async (tx: Tx, projectId: string): Promise<string> =>
  (await repo.listStages(tx, projectId)).at(-1)!.effectiveDate;

const PREFIX: Record<string, string> = { seattle: 'SEA', phoenix: 'PHX' };

async function giveNumber(tx: Tx, market: string, date: string): Promise<string> {
  const prefix = PREFIX[market]!;
  const year = Number(date.slice(0, 4));
  return `${prefix}-${year}-${String(await repo.nextNumber(tx, prefix, year)).padStart(4, '0')}`;
}
