import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { countCorrections, listCorrections, SORTS } from './corrections.repo.ts';
import * as s from './corrections.schemas.ts';
import {
  changeCorrection,
  createCorrection,
  getCorrection,
  moveCorrection,
  presentCorrection,
} from './corrections.service.ts';

const tag = 'Entitlement';

export const correctionRoutes = [
  operation({
    method: 'GET',
    path: '/v1/corrections',
    id: 'listCorrections',
    tag,
    summary: 'List corrections, newest first unless sorted by due date',
    permission: 'read:permits',
    query: s.CorrectionQuery,
    response: s.CorrectionPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:permits');
      const [rows, total] = await Promise.all([
        listCorrections(reader(), scope, query),
        query.withTotal ? countCorrections(reader(), scope, query) : undefined,
      ]);
      return sortedPage(
        rows.map((row) => presentCorrection(actor, row)),
        query,
        SORTS,
        total,
      );
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/corrections',
    id: 'createCorrection',
    tag,
    summary: 'Log a correction of the permit’s present review cycle',
    description: 'Opens a task for its assignee, or for entitlement.',
    permission: 'write:permits',
    body: s.NewCorrection,
    status: 201,
    response: s.Correction,
    handle: ({ actor, body }) => createCorrection(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/corrections/{id}',
    id: 'getCorrection',
    tag,
    summary: 'One correction',
    permission: 'read:permits',
    params: IdParams,
    response: s.Correction,
    handle: ({ actor, params }) => getCorrection(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/corrections/{id}',
    id: 'changeCorrection',
    tag,
    summary: 'Change facts of a correction',
    description: 'Once resolved only its root cause may change.',
    permission: 'write:permits',
    params: IdParams,
    body: s.CorrectionPatch,
    response: s.Correction,
    handle: ({ actor, params, version, body }) =>
      changeCorrection(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/corrections/{id}/transitions',
    id: 'moveCorrection',
    tag,
    summary: 'Resolve a correction, or reopen it',
    permission: 'write:permits',
    params: IdParams,
    body: s.CorrectionTransition,
    response: s.Correction,
    handle: ({ actor, params, version, body }) =>
      moveCorrection(actor, { id: params.id, version, move: body }),
  }),
];
