import { z } from 'zod';
import { operation } from '../../../platform/operation.ts';
import { Id, IdParams } from '../../../platform/schemas.ts';
import { decideLines } from './decide-lines.ts';
import { openDraft, saveDraft } from './draft.ts';
import * as s from './draws.schemas.ts';
import { getDraw, pageOfDraws } from './draws.service.ts';
import { fileInvoice } from './file-invoice.ts';
import { moveDraw } from './move-draw.ts';
import { confirmOverrideOf, proposeOverride } from './override-condition.ts';
import { DrawTransition, InvoiceDocument, NewOverride } from './transition.schemas.ts';

const tag = 'Servicing';

export const drawRoutes = [
  operation({
    method: 'GET',
    path: '/v1/draws',
    id: 'listDraws',
    tag,
    summary: 'List draws, newest first unless sorted otherwise',
    permission: 'read:draws',
    query: s.DrawQuery,
    response: s.DrawPage,
    handle: ({ actor, query }) => pageOfDraws(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/draws',
    id: 'openDraw',
    tag,
    summary: 'Open a draft, with a line per budget line that draws pay',
    description: 'There is one draft per loan: when one is open already, it is the answer.',
    permission: 'request:draws',
    body: s.NewDraw,
    status: 201,
    response: s.Draw,
    handle: ({ actor, body }) => openDraft(actor, body.loanId),
  }),
  operation({
    method: 'GET',
    path: '/v1/draws/{id}',
    id: 'getDraw',
    tag,
    summary: 'One draw with lines, conditions, papers, clocks and the moves that are open',
    description:
      'The builder sees decisions once the draw is approved and never why a condition holds; an inspector sees no amount asked for before the visit is submitted.',
    permission: 'read:draws',
    params: IdParams,
    response: s.Draw,
    handle: ({ actor, params }) => getDraw(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/draws/{id}',
    id: 'saveDraw',
    tag,
    summary: 'Save a draft as it is typed',
    description: 'What is named is saved, the rest stays. Invoices of a line replace those it had.',
    permission: 'request:draws',
    params: IdParams,
    body: s.DrawPatch,
    response: s.Draw,
    handle: ({ actor, params, version, body }) => saveDraft(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'PUT',
    path: '/v1/draws/{id}/invoices/{invoiceId}/document',
    id: 'fileDrawInvoice',
    tag,
    summary: 'File the document of an invoice after the draw was sent',
    description:
      'From the request until the decision. A document it replaces is kept with the draw. With the last paper the file is complete.',
    permission: 'request:draws',
    params: z.object({ id: Id, invoiceId: Id }),
    body: InvoiceDocument,
    response: s.Draw,
    handle: ({ actor, params, version, body }) =>
      fileInvoice(actor, { drawId: params.id, invoiceId: params.invoiceId, version, ...body }),
  }),
  operation({
    method: 'PUT',
    path: '/v1/draws/{id}/decisions',
    id: 'decideDrawLines',
    tag,
    summary: 'Decide lines of a draw in review',
    description:
      'Lines that are not named keep their decision; undecided ones are paid as far as the inspection supports them.',
    permission: 'review:draws',
    params: IdParams,
    body: s.Decisions,
    response: s.Draw,
    handle: ({ actor, params, version, body }) =>
      decideLines(actor, { id: params.id, version, decisions: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/draws/{id}/transitions',
    id: 'moveDraw',
    tag,
    summary: 'Move a draw along its life cycle',
    description:
      'Whoever requested a draw never approves it; above a set amount two people do. Conditions are judged again under the lock.',
    permission: 'request:draws',
    params: IdParams,
    body: DrawTransition,
    response: s.Draw,
    handle: ({ actor, params, version, body }) => moveDraw(actor, { id: params.id, version, ...body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/draws/{id}/overrides',
    id: 'proposeDrawOverride',
    tag,
    summary: 'Propose to go on although a condition holds',
    description:
      'It counts once a second person confirms it, and only for the finding it was given for. A stop notice is never overridden.',
    permission: 'override:conditions',
    stepUp: true,
    params: IdParams,
    body: NewOverride,
    status: 201,
    response: s.Draw,
    handle: ({ actor, params, body }) => proposeOverride(actor, { drawId: params.id, ...body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/draws/{id}/overrides/{overrideId}/confirmations',
    id: 'confirmDrawOverride',
    tag,
    summary: 'Confirm an override as the second person',
    permission: 'override:conditions',
    stepUp: true,
    params: z.object({ id: Id, overrideId: Id }),
    status: 201,
    response: s.Draw,
    handle: ({ actor, params }) =>
      confirmOverrideOf(actor, { drawId: params.id, overrideId: params.overrideId }),
  }),
];
