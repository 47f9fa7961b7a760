import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import * as s from './draw-sets.schemas.ts';
import { drawSetFor, openDrawSet, pageOfDrawSets } from './draw-sets.service.ts';

const tag = 'Servicing';

export const drawSetRoutes = [
  operation({
    method: 'GET',
    path: '/v1/draw-sets',
    id: 'listDrawSets',
    tag,
    summary: 'List draw sets, newest month first',
    permission: 'read:inspections', // internal: a set tells of other builders
    query: s.DrawSetQuery,
    response: s.DrawSetPage,
    handle: ({ actor, query }) => pageOfDrawSets(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/draw-sets',
    id: 'openDrawSet',
    tag,
    summary: 'Put all open draws of active construction loans into the month’s set',
    description: 'Opened again it takes in what has been requested since.',
    permission: 'review:draws',
    body: s.NewDrawSet,
    status: 201,
    response: s.DrawSet,
    handle: ({ actor, body }) => openDrawSet(actor, body.month),
  }),
  operation({
    method: 'GET',
    path: '/v1/draw-sets/{id}',
    id: 'getDrawSet',
    tag,
    summary: 'One draw set as a board, who has waited longest first',
    permission: 'read:inspections',
    params: IdParams,
    response: s.DrawSet,
    handle: ({ actor, params }) => drawSetFor(actor, reader(), params.id),
  }),
];
