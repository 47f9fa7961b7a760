import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader } from '../../../platform/db.ts';
import { expectVersion, notFound } from '../../../platform/errors.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { movePermit } from './move-permit.ts';
import { permitName } from './permit-words.ts';
import { countPermits, listPermits, SORTS } from './permits.repo.ts';
import * as s from './permits.schemas.ts';
import { changePermit, createPermit, getPermit, todayOf, withClocks, withDays } from './permits.service.ts';
import * as cycles from './review-cycles.repo.ts';

const tag = 'Entitlement';

export const permitRoutes = [
  operation({
    method: 'GET',
    path: '/v1/permits',
    id: 'listPermits',
    tag,
    summary: 'List permits, newest first unless sorted otherwise',
    description: 'Each with its clock, split into days with the city and days with us.',
    permission: 'read:permits',
    query: s.PermitQuery,
    response: s.PermitPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:permits');
      const { state, ...rest } = query;
      const filter = { ...rest, ...(state === undefined ? {} : { states: state }) };
      const [found, total] = await Promise.all([
        listPermits(reader(), scope, filter),
        query.withTotal ? countPermits(reader(), scope, filter) : undefined,
      ]);
      const rows = await withClocks(reader(), found, todayOf(actor));
      return sortedPage(rows, query, SORTS, total);
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/permits',
    id: 'createPermit',
    tag,
    summary: 'Plan a permit for a project',
    permission: 'write:permits',
    body: s.NewPermit,
    status: 201,
    response: s.Permit,
    handle: ({ actor, body }) => createPermit(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/permits/{id}',
    id: 'getPermit',
    tag,
    summary: 'One permit with its review cycles, its history and the moves that are open',
    permission: 'read:permits',
    params: IdParams,
    response: s.Permit,
    handle: ({ actor, params }) => getPermit(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/permits/{id}',
    id: 'changePermit',
    tag,
    summary: 'Change facts of a permit',
    permission: 'write:permits',
    params: IdParams,
    body: s.PermitPatch,
    response: s.Permit,
    handle: ({ actor, params, version, body }) =>
      changePermit(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/permits/{id}/transitions',
    id: 'movePermit',
    tag,
    summary: 'Move a permit along its life cycle',
    description:
      'Submitting and resubmitting open a review cycle; the city’s answer closes it. Resubmission waits until every correction of the cycle is resolved.',
    permission: 'write:permits',
    params: IdParams,
    body: s.PermitTransition,
    response: s.Permit,
    handle: ({ actor, params, version, body }) => movePermit(actor, { id: params.id, version, move: body }),
  }),
];

export const reviewCycleRoutes = [
  operation({
    method: 'GET',
    path: '/v1/review-cycles',
    id: 'listReviewCycles',
    tag,
    summary: 'List review cycles, newest first',
    permission: 'read:permits',
    query: s.ReviewCycleQuery,
    response: s.ReviewCyclePage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:permits');
      const [rows, total] = await Promise.all([
        cycles.listCycles(reader(), scope, query),
        query.withTotal ? cycles.countCycles(reader(), scope, query) : undefined,
      ]);
      return sortedPage(
        rows.map((row) => withDays(row, todayOf(actor))),
        query,
        cycles.SORTS,
        total,
      );
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/review-cycles/{id}',
    id: 'getReviewCycle',
    tag,
    summary: 'One review cycle',
    permission: 'read:permits',
    params: IdParams,
    response: s.ReviewCycle,
    handle: ({ actor, params }) => getCycle(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/review-cycles/{id}',
    id: 'changeReviewCycle',
    tag,
    summary: 'Name the reviewer of a cycle',
    permission: 'write:permits',
    params: IdParams,
    body: s.ReviewCyclePatch,
    response: s.ReviewCycle,
    handle: ({ actor, params, version, body }) =>
      nameReviewer(actor, { id: params.id, version, reviewer: body.reviewer }),
  }),
];

async function getCycle(actor: Actor, id: string, db = reader()): Promise<s.ReviewCycle> {
  const found = await cycles.findCycle(db, authorise(actor, 'read:permits'), id);
  if (!found) throw notFound();
  return withDays(found, todayOf(actor));
}

async function nameReviewer(
  actor: Actor,
  input: { id: string; version: number; reviewer: string | null },
): Promise<s.ReviewCycle> {
  const scope = authorise(actor, 'write:permits');
  return inTransaction(actor, async (tx) => {
    const before = await cycles.lockCycle(tx, scope, input.id);
    if (!before) throw notFound();
    expectVersion(before, input.version);
    await cycles.updateCycle(tx, input.id, { reviewer: input.reviewer });
    await publish(
      tx,
      'permit.changed',
      { type: 'review_cycle', id: input.id, projectId: before.project_id },
      {
        permit: permitName(before),
        before: { reviewer: before.reviewer },
        after: { reviewer: input.reviewer },
      },
    );
    return getCycle(actor, input.id, tx);
  });
}
