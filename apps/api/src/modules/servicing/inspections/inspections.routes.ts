import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { inspectionFor, pageOfInspections } from './inspection-view.ts';
import * as s from './inspections.schemas.ts';
import { moveInspection } from './move-inspection.ts';
import { saveProgress } from './save-progress.ts';

const tag = 'Servicing';

export const inspectionRoutes = [
  operation({
    method: 'GET',
    path: '/v1/inspections',
    id: 'listInspections',
    tag,
    summary: 'List inspections; an inspector has the own visits',
    description: 'To sync, ask with sort=updatedAt and updatedSince, the largest updatedAt that was seen.',
    permission: 'read:inspections',
    query: s.InspectionQuery,
    response: s.InspectionPage,
    handle: ({ actor, query }) => pageOfInspections(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/inspections/{id}',
    id: 'getInspection',
    tag,
    summary: 'One inspection with its lines, what is set so far and what was submitted',
    permission: 'read:inspections',
    params: IdParams,
    response: s.Inspection,
    handle: ({ actor, params }) => inspectionFor(actor, reader(), params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/inspections/{id}',
    id: 'saveInspection',
    tag,
    summary: 'Save lines as they are set; staff may move a visit that has not begun',
    description:
      'An old version is merged line by line; a line that another device set to another value meanwhile is 409 inspection_changed with both.',
    permission: 'submit:inspections',
    params: IdParams,
    body: s.InspectionPatch,
    response: s.Inspection,
    handle: ({ actor, params, version, body }) =>
      saveProgress(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/inspections/{id}/transitions',
    id: 'moveInspection',
    tag,
    summary: 'Move an inspection along its life cycle',
    description:
      'Submitting with the same clientKey again answers the same and does nothing twice. What was submitted is never changed.',
    permission: 'submit:inspections',
    params: IdParams,
    body: s.InspectionTransition,
    response: s.Inspection,
    handle: ({ actor, params, version, body }) => moveInspection(actor, { id: params.id, version, ...body }),
  }),
];
