import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import { PLAN_COLUMNS, type ReadPlans } from './plans.repo.ts';

/** The plans of a project, standing ones first, then those given up, newest first. */
export const listSelections = (db: Reader, scope: ReadPlans, projectId: string) =>
  db
    .selectFrom('entitlement.project_plans as s')
    .innerJoin('entitlement.plans as l', 'l.id', 's.plan_id')
    .select([
      's.id as selectionId',
      's.project_id as projectId',
      's.chosen_at as chosenAt',
      's.chosen_by_name as chosenByName',
      's.removed_at as removedAt',
      ...PLAN_COLUMNS,
    ])
    .where('s.project_id', '=', projectId)
    .where(visible(scope, 'project', 's.project_id'))
    .orderBy(sql`s.removed_at is not null`)
    .orderBy('s.chosen_at', 'desc')
    .orderBy('s.id')
    .limit(200)
    .execute();

/** Chooses; undefined when the plan stands on the project already. */
export const insertSelection = (tx: Tx, projectId: string, planId: string) =>
  tx
    .insertInto('entitlement.project_plans')
    .values({
      project_id: projectId,
      plan_id: planId,
      chosen_at: tx.now,
      chosen_by: tx.actor.userId,
      chosen_by_name: tx.actor.name,
    })
    .onConflict((oc) => oc.columns(['project_id', 'plan_id']).where('removed_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();

/** Gives a standing plan up; undefined when there is none such. */
export const removeSelection = (tx: Tx, scope: Scope<'write:plans'>, projectId: string, id: string) =>
  tx
    .updateTable('entitlement.project_plans as s')
    .set({ removed_at: tx.now, removed_by: tx.actor.userId })
    .where('s.id', '=', id)
    .where('s.project_id', '=', projectId)
    .where('s.removed_at', 'is', null)
    .where(visible(scope, 'project', 's.project_id'))
    .returning('s.plan_id as planId')
    .executeTakeFirst();

/** Whether a house has been chosen for the project. */
export const hasSelection = async (db: Reader, projectId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('entitlement.project_plans')
    .select('id')
    .where('project_id', '=', projectId)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
};
