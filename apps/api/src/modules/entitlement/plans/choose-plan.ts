import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { conflict, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { assertProjectOpen, requireProject } from '../../projects/index.ts';
import { finishTask } from '../../tasks/index.ts';
import { choosePlanKey } from '../task-keys.ts';
import * as repo from './plan-selections.repo.ts';
import { findPlan } from './plans.repo.ts';
import type { PlanSelection } from './plans.schemas.ts';
import { presentPlan } from './plans.service.ts';

/** The plans of a project: those that stand, then those given up. Throws 404 when the project is not this caller's. */
export async function listSelections(
  actor: Actor,
  projectId: string,
  db: Reader = reader(),
): Promise<PlanSelection[]> {
  await requireProject(db, authorise(actor, 'read:projects'), projectId);
  const rows = await repo.listSelections(db, authorise(actor, 'read:plans'), projectId);
  return rows.map(({ selectionId, chosenAt, chosenByName, removedAt, projectId: of, ...plan }) => ({
    id: selectionId,
    projectId: of,
    plan: presentPlan(actor, plan),
    chosenAt,
    chosenByName,
    removedAt,
  }));
}

/** Chooses a plan for a project; several houses have several plans. Throws 404, 409 when it stands already or the deal is over, 422. */
export async function choosePlan(actor: Actor, projectId: string, planId: string): Promise<PlanSelection> {
  const scope = authorise(actor, 'write:plans');
  return inTransaction(actor, async (tx) => {
    const project = await requireProject(tx, authorise(actor, 'read:projects'), projectId);
    assertProjectOpen(project);
    const plan = await findPlan(tx, scope, planId);
    if (!plan) throw invalid('/planId', 'No such plan.');
    const chosen = await repo.insertSelection(tx, projectId, planId);
    if (!chosen) throw conflict('plan_chosen', 'This plan is chosen for the project already.');
    await publish(
      tx,
      'plan.chosen',
      { type: 'project', id: projectId, projectId },
      { number: plan.number, name: plan.name },
    );
    await finishTask(tx, choosePlanKey(projectId));
    return (await listSelections(actor, projectId, tx)).find((each) => each.id === chosen.id)!;
  });
}

/** Gives up a chosen plan; it stays in the project's history. Throws 404. */
export async function dropPlan(actor: Actor, projectId: string, selectionId: string): Promise<void> {
  const scope = authorise(actor, 'write:plans');
  await inTransaction(actor, async (tx) => {
    const dropped = await repo.removeSelection(tx, scope, projectId, selectionId);
    if (!dropped) throw notFound();
    const plan = await findPlan(tx, scope, dropped.planId);
    await publish(
      tx,
      'plan.dropped',
      { type: 'project', id: projectId, projectId },
      { number: plan!.number, name: plan!.name },
    );
  });
}
