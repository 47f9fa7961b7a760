import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { assertProjectOpen, noteFeasibility, openProject, requireProject } from '../../projects/index.ts';
import { type Computed, compute } from './compute.ts';
import * as repo from './proformas.repo.ts';
import type { NewProforma, Proforma, ProformaPatch, ProformaVersion } from './proformas.schemas.ts';

const VERSIONS_SHOWN = 50;

/** Throws 404 when there is no such proforma that this caller may see. */
export async function getProforma(actor: Actor, id: string, db: Reader = reader()): Promise<Proforma> {
  const scope = authorise(actor, 'read:proformas');
  const found = await repo.findProforma(db, scope, id);
  if (!found) throw notFound();
  const versions = await repo.listVersions(db, scope, id, {
    limit: VERSIONS_SHOWN,
    sort: '-number',
  });
  return { ...found, versions: versions.slice(0, VERSIONS_SHOWN) } as Proforma;
}

/** One version as it was saved. Throws 404. */
export async function getVersion(actor: Actor, id: string, number: number): Promise<ProformaVersion> {
  const found = await repo.findVersion(reader(), authorise(actor, 'read:proformas'), id, number);
  if (!found) throw notFound();
  return found as ProformaVersion;
}

/** Saves the first version of a scenario. Throws 409 when the deal is over, 422 at what is wrong or a name that is taken. */
export async function createProforma(actor: Actor, input: NewProforma): Promise<Proforma> {
  authorise(actor, 'write:proformas');
  const computed = compute(input.input);
  return inTransaction(actor, async (tx) => {
    const project = await openProject(tx, authorise(actor, 'read:projects'), input.projectId);
    await repo.lockScenarios(tx, project.id);
    await assertNameFree(tx, project.id, input.name);
    const base = input.base === true || !(await repo.hasProforma(tx, project.id));
    if (base) await repo.clearBase(tx, project.id);
    const id = await repo.insertProforma(tx, { project_id: project.id, name: input.name, base });
    await saveVersion(
      tx,
      { id, projectId: project.id, name: input.name, base, number: 1 },
      computed,
      input.note,
    );
    return getProforma(actor, id, tx);
  });
}

/**
 * Renames a scenario, makes it the base, or saves its next version; one call may do all. Versions before stay.
 * Throws 404, 409 when the deal is over, 412, 422.
 */
export async function changeProforma(
  actor: Actor,
  input: { id: string; version: number; patch: ProformaPatch },
): Promise<Proforma> {
  const scope = authorise(actor, 'write:proformas');
  const { patch } = input;
  if (patch.note !== undefined && !patch.input)
    throw invalid('/note', 'A note belongs to a version: send the input, too.');
  const computed = patch.input && compute(patch.input);
  return inTransaction(actor, async (tx) => {
    const found = await repo.findProforma(tx, scope, input.id);
    if (!found) throw notFound();
    await repo.lockScenarios(tx, found.projectId);
    const before = (await repo.lockProforma(tx, scope, input.id))!;
    expectVersion(before, input.version);
    const { projectId } = found;
    assertProjectOpen(await requireProject(tx, authorise(actor, 'read:projects'), projectId));
    if (patch.name !== undefined) await assertNameFree(tx, projectId, patch.name, input.id);
    const becomesBase = patch.base === true && !before.base;
    if (becomesBase) await repo.clearBase(tx, projectId);
    const number = before.latest + (computed ? 1 : 0);
    const values = {
      ...(patch.name === undefined ? {} : { name: patch.name }),
      ...(becomesBase ? { base: true } : {}),
    };
    await repo.updateProforma(tx, input.id, { ...values, latest: number });
    const name = patch.name ?? before.name;
    if (Object.keys(values).length > 0)
      await publish(
        tx,
        'proforma.changed',
        { type: 'proforma', id: input.id, projectId },
        { name, ...changes<object>(before, values) },
      );
    const base = before.base || becomesBase;
    if (computed)
      await saveVersion(tx, { id: input.id, projectId, name, base, number }, computed, patch.note);
    else if (becomesBase)
      await noteFeasibility(tx, projectId, {
        viabilityScore: found.viabilityScore,
        returnOnCost: found.returnOnCost,
      });
    return getProforma(actor, input.id, tx);
  });
}

interface Saved {
  id: string;
  projectId: string;
  name: string;
  base: boolean;
  number: number;
}

/** Keeps a version; the base scenario's return and score go to the project, where the pipeline shows them. */
async function saveVersion(
  tx: Tx,
  saved: Saved,
  computed: Computed,
  note: string | undefined,
): Promise<void> {
  const { result, returnOnCost, inputJson, resultJson } = computed;
  const { id, projectId, name, base, number } = saved;
  await repo.insertVersion(tx, {
    proforma_id: id,
    number,
    input: inputJson,
    result: resultJson,
    total_cost_cents: result.totalCostCents,
    profit_cents: result.profitCents,
    return_on_cost: returnOnCost,
    viability_score: result.viability.score,
    note: note ?? null,
  });
  await publish(
    tx,
    'proforma.saved',
    { type: 'proforma', id, projectId },
    { name, number, returnOnCost, base },
  );
  if (base) await noteFeasibility(tx, projectId, { viabilityScore: result.viability.score, returnOnCost });
}

async function assertNameFree(tx: Tx, projectId: string, name: string, but?: string): Promise<void> {
  if (await repo.nameTaken(tx, projectId, name, but))
    throw invalid('/name', 'Another scenario of this project has this name.');
}
