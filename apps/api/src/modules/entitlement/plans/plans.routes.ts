import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { choosePlan, dropPlan, listSelections } from './choose-plan.ts';
import { countPlans, listPlans, SORTS } from './plans.repo.ts';
import * as s from './plans.schemas.ts';
import { changePlan, createPlan, getPlan, presentPlan } from './plans.service.ts';

const tag = 'Entitlement';

export const planRoutes = [
  operation({
    method: 'GET',
    path: '/v1/plans',
    id: 'listPlans',
    tag,
    summary: 'Search the catalogue of plan sets',
    description: 'A builder sees the plans chosen for own projects, without our cost and note.',
    permission: 'read:plans',
    query: s.PlanQuery,
    response: s.PlanPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:plans');
      const [rows, total] = await Promise.all([
        listPlans(reader(), scope, query),
        query.withTotal ? countPlans(reader(), scope, query) : undefined,
      ]);
      return sortedPage(
        rows.map((row) => presentPlan(actor, row)),
        query,
        SORTS,
        total,
      );
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/plans',
    id: 'createPlan',
    tag,
    summary: 'Add a plan set',
    permission: 'write:plans',
    body: s.NewPlan,
    status: 201,
    response: s.Plan,
    handle: ({ actor, body }) => createPlan(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/plans/{id}',
    id: 'getPlan',
    tag,
    summary: 'One plan set',
    permission: 'read:plans',
    params: IdParams,
    response: s.Plan,
    handle: ({ actor, params }) => getPlan(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/plans/{id}',
    id: 'changePlan',
    tag,
    summary: 'Change facts of a plan set',
    permission: 'write:plans',
    params: IdParams,
    body: s.PlanPatch,
    response: s.Plan,
    handle: ({ actor, params, version, body }) => changePlan(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/projects/{id}/plan-selections',
    id: 'listPlanSelections',
    tag,
    summary: 'The plans chosen for a project, then those given up',
    description: 'Whole, not in pages: they are part of one project.',
    permission: 'read:plans',
    params: IdParams,
    response: s.PlanSelections,
    handle: async ({ actor, params }) => ({ items: await listSelections(actor, params.id) }),
  }),
  operation({
    method: 'POST',
    path: '/v1/projects/{id}/plan-selections',
    id: 'choosePlan',
    tag,
    summary: 'Choose a plan for a project',
    description: 'Closes the task to choose one. Two houses have two plans.',
    permission: 'write:plans',
    params: IdParams,
    body: s.NewSelection,
    status: 201,
    response: s.PlanSelection,
    handle: ({ actor, params, body }) => choosePlan(actor, params.id, body.planId),
  }),
  operation({
    method: 'DELETE',
    path: '/v1/projects/{id}/plan-selections/{selectionId}',
    id: 'dropPlan',
    tag,
    summary: 'Give up a chosen plan; it stays in the history',
    permission: 'write:plans',
    params: s.SelectionParams,
    status: 204,
    handle: async ({ actor, params }) => {
      await dropPlan(actor, params.id, params.selectionId);
      return undefined;
    },
  }),
];
