import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { viewOf } from '../subjects.ts';
import { countDocuments, listDocuments, SORTS } from './documents.repo.ts';
import { getDocument, present, sendContent, sendThumbnail } from './documents.service.ts';
import * as s from './files.schemas.ts';
import { uploadDocument, uploadVersion } from './upload.ts';

const tag = 'Documents';
const FORM = 'multipart/form-data';

export const fileRoutes = [
  operation({
    method: 'GET',
    path: '/v1/documents',
    id: 'listDocuments',
    tag,
    summary: 'List documents, newest first',
    description:
      "Staff see documents by the subject's own rule, partners what was shared with them or sent by them.",
    permission: 'read:documents',
    query: s.DocumentQuery,
    response: s.DocumentPage,
    handle: async ({ actor, query }) => {
      const view = viewOf(actor, 'read:documents');
      const rows = await listDocuments(reader(), view, query);
      const total = query.withTotal ? await countDocuments(reader(), view, query) : undefined;
      return sortedPage(rows.map(present), query, SORTS, total);
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/documents',
    id: 'uploadDocument',
    tag,
    summary: 'Upload a document about a record',
    description: 'Streamed, typed by content, and scanned before anybody is served it.',
    permission: 'write:documents',
    consumes: FORM,
    body: s.Upload,
    status: 201,
    response: s.Document,
    handle: ({ actor, request }) => uploadDocument(actor, request),
  }),
  operation({
    method: 'GET',
    path: '/v1/documents/{id}',
    id: 'getDocument',
    tag,
    summary: 'One document with all its versions',
    permission: 'read:documents',
    params: IdParams,
    response: s.Document,
    handle: ({ actor, params }) => getDocument(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/documents/{id}/versions',
    id: 'uploadDocumentVersion',
    tag,
    summary: 'Upload the next version of a document',
    description: 'Those before stay and can be downloaded by number.',
    permission: 'write:documents',
    params: IdParams,
    consumes: FORM,
    body: s.VersionUpload,
    status: 201,
    response: s.Document,
    handle: ({ actor, params, request }) => uploadVersion(actor, params.id, request),
  }),
  operation({
    method: 'GET',
    path: '/v1/documents/{id}/content',
    id: 'downloadDocument',
    tag,
    summary: "Download a document's file",
    description:
      'As an attachment in its own media type. 409 while it is being scanned or when it is quarantined.',
    permission: 'read:documents',
    params: IdParams,
    query: s.ContentQuery,
    produces: 'application/octet-stream',
    handle: ({ actor, params, query, reply }) =>
      sendContent(actor, { id: params.id, number: query.number }, reply),
  }),
  operation({
    method: 'GET',
    path: '/v1/documents/{id}/thumbnail',
    id: 'getThumbnail',
    tag,
    summary: 'A small picture of a photo, without its metadata',
    description: '404 where the document is no picture.',
    permission: 'read:documents',
    params: IdParams,
    produces: 'image/webp',
    handle: ({ actor, params, request, reply }) => sendThumbnail(actor, params.id, request, reply),
  }),
];
