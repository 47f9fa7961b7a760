import { isInternal } from '@connect/domain/permissions';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import * as repo from './plans.repo.ts';
import type { NewPlan, Plan, PlanPatch } from './plans.schemas.ts';

/** Partners see the house, not what we think it costs. */
export const presentPlan = <P extends Pick<Plan, 'hardCostCents' | 'note'>>(actor: Actor, plan: P): P =>
  actor.role === 'system' || isInternal(actor.role) ? plan : { ...plan, hardCostCents: null, note: null };

/** Throws 404 when there is no such plan that this caller may see. */
export async function getPlan(actor: Actor, id: string, db: Reader = reader()): Promise<Plan> {
  const found = await repo.findPlan(db, authorise(actor, 'read:plans'), id);
  if (!found) throw notFound();
  return presentPlan(actor, found);
}

/** Adds a plan set to the catalogue. Throws 422 when the number is taken. */
export async function createPlan(actor: Actor, plan: NewPlan): Promise<Plan> {
  authorise(actor, 'write:plans');
  return inTransaction(actor, async (tx) => {
    await assertNumberFree(tx, plan.number);
    const { number, name, stories, bedrooms } = plan;
    const id = await repo.insertPlan(tx, {
      number,
      name,
      stories,
      bedrooms,
      bathrooms: String(plan.bathrooms),
      heated_square_feet: plan.heatedSquareFeet,
      width_feet: String(plan.widthFeet),
      depth_feet: String(plan.depthFeet),
      architect: plan.architect ?? null,
      hard_cost_cents: plan.hardCostCents ?? null,
      note: plan.note || null,
    });
    await publish(tx, 'plan.created', { type: 'plan', id }, { number, name });
    return getPlan(actor, id, tx);
  });
}

/** Throws 404, 412, and 422 when the number is taken. */
export async function changePlan(
  actor: Actor,
  input: { id: string; version: number; patch: PlanPatch },
): Promise<Plan> {
  const scope = authorise(actor, 'write:plans');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockPlan(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    if (input.patch.number !== undefined) await assertNumberFree(tx, input.patch.number, input.id);
    const values = columnsOf(input.patch);
    await repo.updatePlan(tx, input.id, values);
    await publish(tx, 'plan.changed', { type: 'plan', id: input.id }, changes<object>(before, values));
    return getPlan(actor, input.id, tx);
  });
}

function columnsOf(patch: PlanPatch): repo.PlanValues {
  const { bathrooms, heatedSquareFeet, widthFeet, depthFeet, hardCostCents, ...same } = patch;
  const renamed = {
    bathrooms: bathrooms === undefined ? undefined : String(bathrooms),
    heated_square_feet: heatedSquareFeet,
    width_feet: widthFeet === undefined ? undefined : String(widthFeet),
    depth_feet: depthFeet === undefined ? undefined : String(depthFeet),
    hard_cost_cents: hardCostCents,
  };
  return Object.fromEntries(
    Object.entries({ ...same, ...renamed }).filter(([, value]) => value !== undefined),
  );
}

async function assertNumberFree(tx: Tx, number: string, but?: string): Promise<void> {
  if (await repo.numberTaken(tx, number, but)) throw invalid('/number', 'Another plan has this number.');
}
