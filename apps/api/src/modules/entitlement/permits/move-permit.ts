import { assertReason } from '@connect/domain/machine';
import { type PermitState, permitStates } from '@connect/domain/permit-states';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import type { Tx } from '../../../platform/db.ts';
import { expectVersion, invalid, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { tallyCycle } from '../corrections/corrections.repo.ts';
import { logCorrection } from '../corrections/log-correction.ts';
import { followTasks } from './permit-tasks.ts';
import { permitName } from './permit-words.ts';
import * as repo from './permits.repo.ts';
import type { Permit, PermitTransition } from './permits.schemas.ts';
import { getPermit, openInCurrentCycle } from './permits.service.ts';
import { currentCycle, insertCycle, updateCycle } from './review-cycles.repo.ts';

export interface PermitMove {
  id: string;
  version: number;
  move: PermitTransition;
}

/** Moves a permit along its life cycle. Throws 404, 409 with the legal moves, 412, 422 at the field. */
export async function movePermit(actor: Actor, { id, version, move }: PermitMove): Promise<Permit> {
  const scope = authorise(actor, 'write:permits');
  return inTransaction(actor, async (tx) => {
    const permit = await repo.lockPermit(tx, scope, id);
    if (!permit) throw notFound();
    expectVersion(permit, version);
    await stepPermit(tx, permit, move);
    return getPermit(actor, id, tx);
  });
}

/** The move of a locked permit, for a person and for the clock that records an expiry. */
export async function stepPermit(tx: Tx, permit: repo.LockedPermit, move: PermitTransition): Promise<void> {
  const context = { openCorrections: await openInCurrentCycle(tx, permit.id) };
  const row = permitStates.step(permit.state as PermitState, move.action, tx.actor.role, context);
  assertReason(row, move.reason);
  const date = dayOf(tx, permit, move);
  const values = valuesOf(permit, move, date);
  await repo.updatePermit(tx, permit.id, { ...values, state: row.to, state_since: date });
  await repo.insertChange(tx, {
    permit_id: permit.id,
    from_state: permit.state,
    state: row.to,
    action: row.action,
    reason: move.reason ?? null,
    effective_date: date,
  });
  const cycle = await followCycle(tx, permit, move, date);
  const subject = {
    type: 'permit' as const,
    id: permit.id,
    projectId: permit.project_id,
    effectiveDate: date,
  };
  await publish(tx, 'permit.moved', subject, {
    permit: permitName(permit),
    action: row.action,
    from: permit.state,
    to: row.to,
    ...cycle,
    ...(move.reason ? { reason: move.reason } : {}),
  });
  await followTasks(tx, permit, row.to);
}

/** The day of the act and the field that says it: never in the future, never before the permit's last act. */
function dayOf(tx: Tx, permit: repo.LockedPermit, move: PermitTransition): string {
  const today = bookDate(tx.now);
  const dated = Object.entries(move.data ?? {}).find(([name]) => DAYS.includes(name));
  const [name, day] = (dated ?? ['effectiveDate', today]) as [string, string];
  const pointer = `/data/${name}`;
  if (day > today) throw invalid(pointer, 'Not in the future.');
  if (day < permit.state_since)
    throw invalid(pointer, `Not before the permit’s last act of ${permit.state_since}.`);
  return day;
}
const DAYS: readonly string[] = ['effectiveDate', 'submittedDate', 'returnedDate', 'issuedDate'];

/** What the permit itself keeps of a move. */
function valuesOf(permit: repo.LockedPermit, move: PermitTransition, date: string): repo.PermitValues {
  switch (move.action) {
    case 'submit': {
      const application = move.data?.applicationNumber ?? permit.application_number;
      if (!application)
        throw invalid('/data/applicationNumber', 'The city gives a number when it takes the application in.');
      return {
        application_number: application,
        submitted_date: permit.submitted_date ?? date,
        ...reviewerOf(move.data),
      };
    }
    case 'start_review':
    case 'request_corrections':
    case 'resubmit':
      return reviewerOf(move.data);
    case 'approve':
      return { approved_date: date };
    case 'issue':
      return {
        permit_number: move.data.permitNumber,
        issued_date: date,
        expires_date: endOf(move.data.expiresDate, date),
      };
    case 'renew':
      return { expires_date: endOf(move.data.expiresDate, date) };
    case 'expire':
      if (permit.expires_date && date <= permit.expires_date)
        throw invalid('/data/effectiveDate', `The permit is in force through ${permit.expires_date}.`);
      return {};
    case 'final':
      return { finaled_date: date };
    default:
      return {};
  }
}

const reviewerOf = (data: { reviewer?: string | undefined } | undefined): repo.PermitValues =>
  data?.reviewer === undefined ? {} : { reviewer: data.reviewer };

function endOf(expires: string, date: string): string {
  if (expires <= date) throw invalid('/data/expiresDate', `After ${date}.`);
  return expires;
}

const OUTCOMES: Partial<Record<PermitTransition['action'], string>> = {
  mark_incomplete: 'incomplete',
  request_corrections: 'corrections',
  approve: 'approved',
  deny: 'denied',
  withdraw: 'withdrawn',
};

/** A submission opens the next review cycle, an answer of the city closes it. Says which cycle it was, for the timeline. */
async function followCycle(
  tx: Tx,
  permit: repo.LockedPermit,
  move: PermitTransition,
  date: string,
): Promise<{ cycle?: number; corrections?: number }> {
  const current = await currentCycle(tx, permit.id);
  if (move.action === 'submit' || move.action === 'resubmit') {
    const number = (current?.number ?? 0) + 1;
    await insertCycle(tx, {
      permit_id: permit.id,
      number,
      submitted_date: date,
      reviewer: move.data?.reviewer ?? permit.reviewer,
    });
    return { cycle: number };
  }
  if (!current || current.outcome) return {};
  if (move.action === 'start_review' && move.data?.reviewer)
    await updateCycle(tx, current.id, { reviewer: move.data.reviewer });
  const outcome = OUTCOMES[move.action];
  if (!outcome) return { cycle: current.number };
  if (move.action !== 'request_corrections') {
    await updateCycle(tx, current.id, { returned_date: date, outcome });
    return { cycle: current.number };
  }
  for (const [i, correction] of (move.data?.corrections ?? []).entries())
    await logCorrection(tx, permit, current, correction, `/data/corrections/${i}`);
  const reviewer = move.data?.reviewer;
  await updateCycle(tx, current.id, { returned_date: date, outcome, ...(reviewer ? { reviewer } : {}) });
  return { cycle: current.number, corrections: (await tallyCycle(tx, current.id)).all };
}
