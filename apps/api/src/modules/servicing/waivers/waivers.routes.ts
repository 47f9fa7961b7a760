import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import * as s from './waivers.schemas.ts';
import { moveWaiver, pageOfWaivers, waiverFor } from './waivers.service.ts';

const tag = 'Servicing';

export const waiverRoutes = [
  operation({
    method: 'GET',
    path: '/v1/lien-waivers',
    id: 'listLienWaivers',
    tag,
    summary: 'List the lien waivers that draws need, newest first',
    permission: 'read:draws',
    query: s.WaiverQuery,
    response: s.WaiverPage,
    handle: ({ actor, query }) => pageOfWaivers(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/lien-waivers/{id}',
    id: 'getLienWaiver',
    tag,
    summary: 'One lien waiver with the moves that are open',
    permission: 'read:draws',
    params: IdParams,
    response: s.Waiver,
    handle: ({ actor, params }) => waiverFor(actor, reader(), params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/lien-waivers/{id}/transitions',
    id: 'moveLienWaiver',
    tag,
    summary: 'Ask for, receive, accept or do without a lien waiver',
    description: 'request and remind write to the payee, or to the borrower where the payee left no address.',
    permission: 'request:draws',
    params: IdParams,
    body: s.WaiverTransition,
    response: s.Waiver,
    handle: ({ actor, params, version, body }) => moveWaiver(actor, { id: params.id, version, ...body }),
  }),
];
