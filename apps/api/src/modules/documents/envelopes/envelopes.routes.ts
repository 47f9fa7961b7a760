import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { countEnvelopes, listEnvelopes, SORTS } from './envelopes.repo.ts';
import * as s from './envelopes.schemas.ts';
import { getEnvelope, moveEnvelope, resendLinks, withParts } from './envelopes.service.ts';

const tag = 'Documents';

export const envelopeRoutes = [
  operation({
    method: 'GET',
    path: '/v1/envelopes',
    id: 'listEnvelopes',
    tag,
    summary: 'Envelopes for signature, newest first',
    permission: 'read:envelopes',
    query: s.EnvelopeQuery,
    response: s.EnvelopePage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:envelopes');
      const rows = await listEnvelopes(reader(), scope, query);
      const total = query.withTotal ? await countEnvelopes(reader(), scope, query) : undefined;
      const page = sortedPage(rows, query, SORTS, total);
      return { ...page, items: await withParts(reader(), actor, page.items) };
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/envelopes/{id}',
    id: 'getEnvelope',
    tag,
    summary: 'One envelope with its documents and signers',
    permission: 'read:envelopes',
    params: IdParams,
    response: s.Envelope,
    handle: ({ actor, params }) => getEnvelope(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/envelopes/{id}/transitions',
    id: 'moveEnvelope',
    tag,
    summary: 'Send or void an envelope',
    description: 'Voiding ends its links and needs a reason. What signers do comes from the signing page.',
    permission: 'write:envelopes',
    params: IdParams,
    body: s.EnvelopeTransition,
    response: s.Envelope,
    handle: ({ actor, params, version, body }) => moveEnvelope(actor, { id: params.id, version, ...body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/envelopes/{id}/resends',
    id: 'resendEnvelope',
    tag,
    summary: 'Send new links to those whose turn it is',
    description: 'Earlier links end, and the days they live count anew.',
    permission: 'write:envelopes',
    params: IdParams,
    body: s.EnvelopeResend,
    response: s.Envelope,
    handle: ({ actor, params, body }) => resendLinks(actor, { id: params.id, ...body }),
  }),
];
