import { randomUUID } from 'node:crypto';
import { isSensitive } from '@connect/domain/document-kinds';
import { isInternal } from '@connect/domain/permissions';
import type { FastifyRequest } from 'fastify';
import { publish } from '../../../events/publish.ts';
import { files } from '../../../integrations/files/port.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sha256 } from '../../../platform/seal.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { contactOfUser, grantAccess } from '../../contacts/index.ts';
import { authorise } from '../../identity/index.ts';
import { type DocumentSubject, type Place, placeFor, toldOn, viewOf } from '../subjects.ts';
import * as repo from './documents.repo.ts';
import { documentFor } from './documents.service.ts';
import { type Document, UploadFields, VersionFields } from './files.schemas.ts';
import { type Received, receive } from './receive.ts';
import { enqueueScan } from './scan.jobs.ts';

/** A new document about a subject; a job scans it before anybody is served it. Throws 403, 413, 415, 422. */
export async function uploadDocument(actor: Actor, request: FastifyRequest): Promise<Document> {
  authorise(actor, 'write:documents');
  return receive(request, UploadFields, (received) => {
    const { fields, file } = received;
    return inTransaction(withHash(actor, received), async (tx) => {
      const place = await placeFor(tx, actor, fields.subjectType, fields.subjectId);
      const id = randomUUID();
      const title = fields.title ?? file.fileName;
      await repo.insertDocument(tx, {
        id,
        subject_type: fields.subjectType,
        subject_id: fields.subjectId,
        project_id: place.projectId,
        loan_id: place.loanId,
        kind: fields.kind,
        title,
        sensitive: isSensitive(fields.kind),
      });
      await addVersion(tx, id, 1, file);
      await shareWithSender(tx, id, place);
      const about = { type: 'document' as const, id, projectId: toldOn(fields.subjectType, place.projectId) };
      await publish(tx, 'document.added', about, { title, kind: fields.kind });
      return documentFor(tx, viewOf(actor, 'write:documents'), id);
    });
  });
}

/** The next version of a document; those before stay. Throws 403, 404, 413, 415, 422. */
export async function uploadVersion(actor: Actor, id: string, request: FastifyRequest): Promise<Document> {
  authorise(actor, 'write:documents');
  return receive(request, VersionFields, (received) =>
    inTransaction(withHash(actor, received), async (tx) => {
      const view = viewOf(actor, 'write:documents');
      const document = await repo.lockDocument(tx, view, id);
      if (!document) throw notFound();
      await placeFor(tx, actor, document.subject_type as DocumentSubject, document.subject_id);
      const number = document.latest + 1;
      await addVersion(tx, id, number, received.file);
      await repo.updateDocument(tx, id, { latest: number, title: received.fields.title });
      const about = {
        type: 'document' as const,
        id,
        projectId: toldOn(document.subject_type, document.project_id),
      };
      await publish(tx, 'document.versioned', about, { title: document.title, number });
      return documentFor(tx, view, id);
    }),
  );
}

/** A streamed body cannot be hashed before it was read: an Idempotency-Key is bound to the fields and the file's own hash. */
function withHash(actor: Actor, received: Received<unknown>): Actor {
  const call = actor.idempotency;
  if (!call) return actor;
  const { fields, file } = received;
  return {
    ...actor,
    idempotency: { ...call, bodyHash: sha256(JSON.stringify([fields, file.fileName, file.sha256])) },
  };
}

async function addVersion(
  tx: Tx,
  documentId: string,
  number: number,
  file: Received<unknown>['file'],
): Promise<void> {
  await repo.insertVersion(tx, {
    document_id: documentId,
    number,
    state: 'stored',
    file_name: file.fileName,
    media_type: file.mediaType,
    size_bytes: BigInt(file.sizeBytes),
    sha256: file.sha256,
    storage_key: await files().keep(file),
  });
  await enqueueScan(tx, documentId, number);
}

/** A partner sees what they sent, and so do the parties that the subject names. */
async function shareWithSender(tx: Tx, documentId: string, place: Place): Promise<void> {
  const { userId, role } = tx.actor;
  if (!userId || role === 'system' || isInternal(role)) return;
  const sender = await contactOfUser(tx, userId);
  for (const partyId of new Set([...(sender ? [sender] : []), ...(place.shareWith ?? [])]))
    await grantAccess(tx, 'document', documentId, partyId, 'uploader');
}
