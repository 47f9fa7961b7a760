import { reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { pageOf } from '../../../platform/keyset.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { preview } from './compute.ts';
import { countProformas, countVersions, listProformas, listVersions, SORTS } from './proformas.repo.ts';
import * as s from './proformas.schemas.ts';
import { changeProforma, createProforma, getProforma, getVersion } from './proformas.service.ts';

const tag = 'Feasibility';

export const proformaRoutes = [
  operation({
    method: 'GET',
    path: '/v1/proformas',
    id: 'listProformas',
    tag,
    summary: 'List proformas with their key figures, newest first',
    permission: 'read:proformas',
    query: s.ProformaQuery,
    response: s.ProformaPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:proformas');
      const [rows, total] = await Promise.all([
        listProformas(reader(), scope, query),
        query.withTotal ? countProformas(reader(), scope, query) : undefined,
      ]);
      return sortedPage(rows, query, SORTS, total);
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/proformas',
    id: 'createProforma',
    tag,
    summary: 'Save a scenario of a project',
    description:
      'Computed here from the input alone. The base scenario’s return and viability score are shown on the project.',
    permission: 'write:proformas',
    body: s.NewProforma,
    status: 201,
    response: s.Proforma,
    handle: ({ actor, body }) => createProforma(actor, body),
  }),
  operation({
    method: 'POST',
    path: '/v1/proformas/previews',
    id: 'previewProforma',
    tag,
    summary: 'Compute a proforma without saving it',
    permission: 'read:proformas',
    body: s.ProformaPreview,
    response: s.ProformaResult,
    handle: async ({ actor, body }) => {
      authorise(actor, 'read:proformas');
      return preview(body.input);
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/proformas/{id}',
    id: 'getProforma',
    tag,
    summary: 'One proforma: its last version in full, and the versions before',
    permission: 'read:proformas',
    params: IdParams,
    response: s.Proforma,
    handle: ({ actor, params }) => getProforma(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/proformas/{id}',
    id: 'changeProforma',
    tag,
    summary: 'Save the next version, rename, or make it the base',
    description: 'An `input` saves a version; those before stay as they are.',
    permission: 'write:proformas',
    params: IdParams,
    body: s.ProformaPatch,
    response: s.Proforma,
    handle: ({ actor, params, version, body }) =>
      changeProforma(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/proformas/{id}/versions',
    id: 'listProformaVersions',
    tag,
    summary: 'The versions of a proforma, newest first',
    permission: 'read:proformas',
    params: IdParams,
    query: s.VersionQuery,
    response: s.ProformaVersionPage,
    handle: async ({ actor, params, query }) => {
      const scope = authorise(actor, 'read:proformas');
      const [rows, total] = await Promise.all([
        listVersions(reader(), scope, params.id, query),
        query.withTotal ? countVersions(reader(), scope, params.id) : undefined,
      ]);
      if (rows.length === 0 && !query.cursor) throw notFound();
      return pageOf(rows, query, (row) => [row.number], total);
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/proformas/{id}/versions/{number}',
    id: 'getProformaVersion',
    tag,
    summary: 'One version as it was saved',
    permission: 'read:proformas',
    params: s.VersionParams,
    response: s.ProformaVersion,
    handle: ({ actor, params }) => getVersion(actor, params.id, params.number),
  }),
];
