import { EXTERNAL_ROLES, isInternal } from '@connect/domain/permissions';
import { type ProjectState, projectStates } from '@connect/domain/project-states';
import type { z } from 'zod';
import { publish } from '../../events/publish.ts';
import type { Actor } from '../../platform/actor.ts';
import { reader, type Tx } from '../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../platform/errors.ts';
import { changes } from '../../platform/mask.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { grantAccess, partyNames, revokeAccess } from '../contacts/index.ts';
import { activeUsers, authorise, type Scope } from '../identity/index.ts';
import { moveContext } from './facts.ts';
import * as repo from './projects.repo.ts';
import type { Project, ProjectPatch } from './projects.schemas.ts';

/** The project as this caller may see it. Throws 404 when there is none of theirs. */
export async function getProject(actor: Actor, id: string): Promise<Project> {
  return projectFor(actor, reader(), authorise(actor, 'read:projects'), id);
}

/** Reads the project back inside a transaction, for the answer of a change. */
export async function projectFor(
  actor: Actor,
  db: Tx | ReturnType<typeof reader>,
  scope: repo.ReadProjects,
  id: string,
): Promise<Project> {
  const [found, stages] = await Promise.all([repo.findProject(db, scope, id), repo.listStages(db, id)]);
  if (!found) throw notFound();
  return presentProject(actor, db, found, stages);
}

/** What was read or just written, as this caller may see it, with the moves that are open to them. */
export async function presentProject(
  actor: Actor,
  db: Tx | ReturnType<typeof reader>,
  found: repo.FoundProject,
  stages: Awaited<ReturnType<typeof repo.listStages>>,
): Promise<Project> {
  const { agentId, builderId, ...row } = found;
  const context = await moveContext(db, row.id, row.stage as ProjectState);
  const project = {
    ...row,
    agent: agentId ? { id: agentId, name: row.agentName ?? '' } : null,
    builder: builderId ? { id: builderId, name: row.builderName ?? '' } : null,
    stages,
    moves: actor.role === 'system' ? [] : projectStates.moves(row.stage as ProjectState, actor.role, context),
  };
  return isPartner(actor) ? withoutInternal(project) : project;
}

export const isPartner = (actor: Actor): boolean =>
  (EXTERNAL_ROLES as readonly string[]).includes(actor.role);

/** Partners see the deal, not what we think of it: no score, no return, no reasons, no ask of somebody else. */
export function withoutInternal<
  T extends { returnOnCost: unknown; viabilityScore: unknown; decisionDue: unknown },
>(row: T): T {
  const stages = (row as { stages?: { reason: string | null }[] }).stages;
  return {
    ...row,
    returnOnCost: null,
    viabilityScore: null,
    decisionDue: null,
    ...(stages ? { stages: stages.map((each) => ({ ...each, reason: null })) } : {}),
  };
}

/** Changes facts of the project. The first owner answers the lead; a new builder gains its view, the former loses it. */
export async function changeProject(
  actor: Actor,
  input: { id: string; version: number; patch: z.output<typeof ProjectPatch> },
): Promise<Project> {
  const scope = authorise(actor, 'write:projects');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockProject(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    const values = columnsOf(input.patch);
    await checkPeople(tx, values);
    const answers = values.owner_id && !before.answered_at ? { answered_at: tx.now } : {};
    await repo.updateProject(tx, input.id, { ...values, ...answers });
    if (values.builder_id !== undefined)
      await moveBuilder(tx, input.id, before.builder_id, values.builder_id);
    const subject = { type: 'project' as const, id: input.id, projectId: input.id };
    await publish(tx, 'project.changed', subject, changes(before, values as Partial<typeof before>));
    if ('answered_at' in answers)
      await publish(tx, 'lead.taken', subject, { minutes: minutesBetween(before.created_at, tx.now) });
    return projectFor(actor, tx, scope, input.id);
  });
}

const minutesBetween = (from: string, to: Date): number =>
  Math.max(0, Math.round((to.getTime() - Date.parse(from)) / 60_000));

function columnsOf(patch: z.output<typeof ProjectPatch>): repo.ProjectValues {
  const { parcelNumber, lotSquareFeet, lotOutline, askCents, ownerId, builderId, ...rest } = patch;
  const { decisionDue, expectedClose, ...same } = rest;
  const renamed = {
    parcel_number: parcelNumber,
    lot_square_feet: lotSquareFeet,
    lot_outline: lotOutline,
    ask_cents: askCents,
    owner_id: ownerId,
    builder_id: builderId,
    decision_due: decisionDue,
    expected_close: expectedClose,
  };
  return Object.fromEntries(
    Object.entries({ ...same, ...renamed }).filter(([, value]) => value !== undefined),
  );
}

async function checkPeople(tx: Tx, values: repo.ProjectValues): Promise<void> {
  if (values.owner_id && !(await isStaff(tx, values.owner_id)))
    throw invalid('/ownerId', 'No such member of staff.');
  if (values.builder_id && !(await partyNames(tx, [values.builder_id])).has(values.builder_id))
    throw invalid('/builderId', 'No such contact or entity.');
}

async function isStaff(tx: Tx, userId: string): Promise<boolean> {
  const [user] = await activeUsers(tx, { ids: [userId] });
  return user !== undefined && isInternal(user.role);
}

async function moveBuilder(tx: Tx, projectId: string, from: string | null, to: string | null): Promise<void> {
  if (from && from !== to) await revokeAccess(tx, 'project', projectId, from, 'builder');
  if (to) await grantAccess(tx, 'project', projectId, to, 'builder');
}

/** What feasibility found, shown on the pipeline. Called by modules to the right in their own transaction. */
export const noteFeasibility = (
  tx: Tx,
  projectId: string,
  found: { viabilityScore: number; returnOnCost: string },
): Promise<unknown> =>
  repo.updateProject(tx, projectId, {
    viability_score: found.viabilityScore,
    return_on_cost: found.returnOnCost,
  });

/** Throws 404 unless the project is there for this scope; for modules to the right that hang records on it. */
export async function requireProject(
  db: Tx | ReturnType<typeof reader>,
  scope: Scope<'read:projects'>,
  id: string,
): Promise<repo.FoundProject> {
  const found = await repo.findProject(db, scope, id);
  if (!found) throw notFound();
  return found;
}
