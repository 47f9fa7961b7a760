import type { FastifyReply, FastifyRequest } from 'fastify';
import { publish } from '../../../events/publish.ts';
import { files } from '../../../integrations/files/port.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { conflict, notFound } from '../../../platform/errors.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { type DocumentSubject, toldOn, viewOf } from '../subjects.ts';
import * as repo from './documents.repo.ts';
import type { Document, DocumentRow } from './files.schemas.ts';
import { isPicture } from './media-type.ts';
import { makeThumbnail } from './pictures.ts';

export const getDocument = async (actor: Actor, id: string): Promise<Document> =>
  documentFor(reader(), viewOf(actor, 'read:documents'), id);

/** A document with all its versions, newest first. Throws 404. */
export async function documentFor(db: Reader, view: repo.ReadDocuments, id: string): Promise<Document> {
  const found = await repo.findDocument(db, view, id);
  if (!found) throw notFound();
  const versions = await repo.listVersions(db, id);
  return {
    ...present(found),
    versions: versions.map(
      (each) => ({ ...each, sizeBytes: Number(each.sizeBytes) }) as Document['versions'][number],
    ),
  };
}

/** A document about this subject that the actor may read and that is not quarantined, or undefined. */
export async function documentOn(
  db: Reader,
  actor: Actor,
  subject: { type: DocumentSubject; id: string },
  id: string,
): Promise<repo.FoundDocument | undefined> {
  const found = await repo.findDocument(db, viewOf(actor, 'read:documents'), id);
  const about = found?.subjectType === subject.type && found.subjectId === subject.id;
  return about && found.state !== 'quarantined' ? found : undefined;
}

export const present = (row: repo.FoundDocument): DocumentRow =>
  ({
    ...row,
    sizeBytes: Number(row.sizeBytes),
    hasThumbnail: row.state === 'ready' && isPicture(row.mediaType),
  }) as DocumentRow;

/** Sends a version as an attachment that no browser runs. Throws 404, and 409 until it was scanned or when it is quarantined. */
export async function sendContent(
  actor: Actor,
  input: { id: string; number?: number | undefined },
  reply: FastifyReply,
): Promise<undefined> {
  const view = viewOf(actor, 'read:documents');
  if (!(await repo.findDocument(reader(), view, input.id))) throw notFound();
  const version = await servedVersion(reader(), input.id, input.number);
  if (version.sensitive)
    await inTransaction(actor, (tx) =>
      publish(
        tx,
        'document.downloaded',
        { type: 'document', id: input.id, projectId: toldOn(version.subjectType, version.projectId) },
        { title: version.title, number: version.number },
      ),
    );
  await attach(reply, version);
}

/** A version that may be served. Throws 404, and 409 until it was scanned or when it is quarantined. */
export async function servedVersion(
  db: Reader,
  documentId: string,
  number?: number,
): Promise<repo.FoundVersion> {
  const version = await repo.findVersion(db, documentId, number);
  if (!version) throw notFound();
  if (version.state === 'quarantined')
    throw conflict('quarantined', `This file is quarantined: ${version.quarantineReason}`);
  if (version.state !== 'ready')
    throw conflict('not_scanned', 'This file is still being scanned. Try again in a moment.');
  return version;
}

/** Answers with bytes that came from outside: never shown as a page of ours, whatever they hold. */
export async function attach(reply: FastifyReply, version: repo.FoundVersion): Promise<void> {
  const content = await files().open(version.storageKey);
  guard(reply)
    .header('content-disposition', attachment(version.fileName))
    .header('content-length', Number(version.sizeBytes))
    .type(version.mediaType.startsWith('text/') ? `${version.mediaType}; charset=utf-8` : version.mediaType);
  reply.send(content);
}

/** Sends a small picture without the original's metadata. Throws 404 where the file is no picture, 409 until it was scanned. */
export async function sendThumbnail(
  actor: Actor,
  id: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<undefined> {
  const view = viewOf(actor, 'read:documents');
  const found = await repo.findDocument(reader(), view, id);
  if (!found || !isPicture(found.mediaType)) throw notFound();
  const version = await servedVersion(reader(), id);
  const etag = `"${version.sha256}"`;
  guard(reply).header('cache-control', 'private, no-cache').header('etag', etag);
  if (request.headers['if-none-match'] === etag) {
    reply.code(304).send();
    return;
  }
  const bytes = await files()
    .cache(`${version.sha256}.webp`, () => makeThumbnail(version.storageKey))
    .catch(() => null);
  if (!bytes) throw notFound(); // the picture cannot be decoded; the original stays as it is
  reply.type('image/webp').send(bytes);
}

const guard = (reply: FastifyReply): FastifyReply =>
  reply
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "sandbox; default-src 'none'")
    .header('cross-origin-resource-policy', 'same-origin');

/** RFC 6266: an ASCII name for old readers, the true one in UTF-8. */
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const utf8 = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
