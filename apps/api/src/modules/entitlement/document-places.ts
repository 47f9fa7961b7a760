import type { Actor } from '../../platform/actor.ts';
import type { Reader } from '../../platform/db.ts';
import type { Place } from '../documents/index.ts';
import { authorise } from '../identity/index.ts';
import { findCorrection } from './corrections/corrections.repo.ts';
import { findPermit } from './permits/permits.repo.ts';
import { findCycle } from './permits/review-cycles.repo.ts';
import { findPlan } from './plans/plans.repo.ts';

// Where documents of entitlement belong; staff file them. Null when there is no such record.

/** A plan set belongs to the catalogue and to no project. */
export async function placeOfPlan(db: Reader, actor: Actor, id: string): Promise<Place | null> {
  const plan = await findPlan(db, authorise(actor, 'write:plans'), id);
  return plan ? { projectId: null, loanId: null } : null;
}

export async function placeOfPermit(db: Reader, actor: Actor, id: string): Promise<Place | null> {
  const permit = await findPermit(db, authorise(actor, 'write:permits'), id);
  return permit ? { projectId: permit.projectId, loanId: null } : null;
}

export async function placeOfReviewCycle(db: Reader, actor: Actor, id: string): Promise<Place | null> {
  const scope = authorise(actor, 'write:permits');
  const cycle = await findCycle(db, scope, id);
  return cycle ? placeOfPermit(db, actor, cycle.permitId) : null;
}

export async function placeOfCorrection(db: Reader, actor: Actor, id: string): Promise<Place | null> {
  const correction = await findCorrection(db, authorise(actor, 'write:permits'), id);
  return correction ? { projectId: correction.projectId, loanId: null } : null;
}
