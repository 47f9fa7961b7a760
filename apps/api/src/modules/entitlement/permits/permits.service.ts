import type { CivilDate } from '@connect/domain/calendar';
import { daysBetween } from '@connect/domain/calendar';
import { isInternal } from '@connect/domain/permissions';
import { permitClock } from '@connect/domain/permit-clock';
import { type PermitState, permitStates } from '@connect/domain/permit-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { type Reader, reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { changes } from '../../../platform/mask.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { openProject } from '../../projects/index.ts';
import { tallyCycle } from '../corrections/corrections.repo.ts';
import { permitName } from './permit-words.ts';
import * as repo from './permits.repo.ts';
import type { NewPermit, Permit, PermitPatch, PermitRow, ReviewCycle } from './permits.schemas.ts';
import { currentCycle, cyclesOf } from './review-cycles.repo.ts';

/** Who decides in each market, unless the permit says otherwise. */
const AUTHORITY: Record<string, string> = { seattle: 'Seattle SDCI', phoenix: 'Phoenix PDD' };

export const todayOf = (actor: Actor): CivilDate => bookDate(actor.now ?? new Date()) as CivilDate;

type Found = NonNullable<Awaited<ReturnType<typeof repo.findPermit>>>;
type Change = Awaited<ReturnType<typeof repo.listChanges>>[number];

/** Adds the split clock to rows of the list, from one read of all their changes. */
export async function withClocks(db: Reader, rows: Found[], today: CivilDate): Promise<PermitRow[]> {
  const byPermit = Map.groupBy(
    await repo.listChanges(
      db,
      rows.map((row) => row.id),
    ),
    (change) => change.permitId,
  );
  return rows.map((row) => withClock(row, byPermit.get(row.id) ?? [], today));
}

function withClock(row: Found, history: Change[], today: CivilDate): PermitRow {
  const { cityDays, usDays, running, since } = permitClock(
    history.map(({ state, effectiveDate }) => ({
      state: state as PermitState,
      date: effectiveDate as CivilDate,
    })),
    today,
  );
  return { ...row, cityDays, usDays, clock: running, clockSince: since };
}

/** Throws 404 when there is no such permit that this caller may see. */
export async function getPermit(actor: Actor, id: string, db: Reader = reader()): Promise<Permit> {
  const scope = authorise(actor, 'read:permits');
  const found = await repo.findPermit(db, scope, id);
  if (!found) throw notFound();
  const [changesSoFar, cycles, openCorrections] = await Promise.all([
    repo.listChanges(db, [id]),
    cyclesOf(db, scope, id),
    openInCurrentCycle(db, id),
  ]);
  const partner = actor.role !== 'system' && !isInternal(actor.role);
  return {
    ...withClock(found, changesSoFar, todayOf(actor)),
    reviewCycles: cycles.map((cycle) => withDays(cycle, todayOf(actor))),
    // Partners see what happened, not our reasons.
    history: changesSoFar.map(({ permitId, ...change }) => (partner ? { ...change, reason: null } : change)),
    moves:
      actor.role === 'system'
        ? []
        : permitStates.moves(found.state as PermitState, actor.role, { openCorrections }),
  };
}

export const withDays = <C extends { submittedDate: string; returnedDate: string | null }>(
  cycle: C,
  today: CivilDate,
): C & Pick<ReviewCycle, 'days'> => ({
  ...cycle,
  days: daysBetween(cycle.submittedDate as CivilDate, (cycle.returnedDate ?? today) as CivilDate),
});

/** What the guard of resubmission asks. */
export async function openInCurrentCycle(db: Reader, permitId: string): Promise<number> {
  const cycle = await currentCycle(db, permitId);
  return cycle ? (await tallyCycle(db, cycle.id)).open : 0;
}

/** Starts to plan a permit. Throws 422 for an unknown project, 409 when the deal is over. */
export async function createPermit(actor: Actor, input: NewPermit): Promise<Permit> {
  authorise(actor, 'write:permits');
  return inTransaction(actor, async (tx) => {
    const project = await openProject(tx, authorise(actor, 'read:projects'), input.projectId);
    const id = await plan(tx, { ...input, market: project.market });
    return getPermit(actor, id, tx);
  });
}

/** The row, its first state and its event; for a person and for the reaction to GO alike. */
export async function plan(
  tx: Tx,
  input: NewPermit & { market: string },
  since = bookDate(tx.now),
): Promise<string> {
  const { projectId, type, description = null } = input;
  const id = await repo.insertPermit(tx, {
    project_id: projectId,
    type,
    description,
    jurisdiction: input.jurisdiction ?? AUTHORITY[input.market] ?? input.market,
    state: permitStates.initial,
    state_since: since,
    target_date: input.targetDate ?? null,
  });
  await repo.insertChange(tx, {
    permit_id: id,
    from_state: null,
    state: permitStates.initial,
    action: 'plan',
    reason: null,
    effective_date: since,
  });
  await publish(
    tx,
    'permit.planned',
    { type: 'permit', id, projectId },
    { permit: permitName({ type, description }) },
  );
  return id;
}

const IN_FORCE: readonly string[] = ['issued', 'renewed'];

/** Throws 404, 409 for facts the permit does not have yet, 412, 422. */
export async function changePermit(
  actor: Actor,
  input: { id: string; version: number; patch: PermitPatch },
): Promise<Permit> {
  const scope = authorise(actor, 'write:permits');
  return inTransaction(actor, async (tx) => {
    const before = await repo.lockPermit(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    assertHas(before, input.patch);
    const { applicationNumber, permitNumber, expiresDate, targetDate, ...same } = input.patch;
    const values = Object.fromEntries(
      Object.entries({
        ...same,
        application_number: applicationNumber,
        permit_number: permitNumber,
        expires_date: expiresDate,
        target_date: targetDate,
      }).filter(([, value]) => value !== undefined),
    );
    await repo.updatePermit(tx, input.id, values);
    await publish(
      tx,
      'permit.changed',
      { type: 'permit', id: input.id, projectId: before.project_id },
      { permit: permitName(before), ...changes<object>(before, values) },
    );
    return getPermit(actor, input.id, tx);
  });
}

function assertHas(permit: repo.LockedPermit, patch: PermitPatch): void {
  if (patch.permitNumber !== undefined && !permit.issued_date)
    throw conflict('not_issued', 'A permit has its number once it is issued.');
  if (patch.applicationNumber === null && permit.submitted_date)
    throw invalid('/applicationNumber', 'A submitted permit keeps its application number.');
  if (patch.expiresDate === undefined) return;
  if (!IN_FORCE.includes(permit.state))
    throw conflict('not_in_force', 'Only a permit in force has a last day.');
  if (patch.expiresDate <= permit.issued_date!)
    throw invalid('/expiresDate', `After the day of issue, ${permit.issued_date}.`);
}
