import { createHash, randomUUID } from 'node:crypto';
import { type DocumentKind, isSensitive } from '@connect/domain/document-kinds';
import { publish } from '../../../events/publish.ts';
import { files } from '../../../integrations/files/port.ts';
import type { Tx } from '../../../platform/db.ts';
import { grantAccess } from '../../contacts/index.ts';
import { type DocumentSubject, toldOn } from '../subjects.ts';
import * as repo from './documents.repo.ts';

export interface Generated {
  subject: { type: DocumentSubject; id: string; projectId?: string | null; loanId?: string | null };
  kind: DocumentKind;
  title: string;
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
  /** Parties who see it in their portal. */
  shareWith?: readonly string[];
}

export interface StoredDocument {
  documentId: string;
  number: number;
  sha256: string;
}

/**
 * Keeps a document that the program made; it is ready at once. The bytes are on disk before the row exists: should the
 * transaction fail, a file without a row is left, which is harmless.
 */
export async function storeGenerated(tx: Tx, made: Generated): Promise<StoredDocument> {
  const { subject, kind, title, shareWith = [] } = made;
  const id = randomUUID();
  const file = await keep(made);
  await repo.insertDocument(tx, {
    id,
    subject_type: subject.type,
    subject_id: subject.id,
    project_id: subject.projectId ?? null,
    loan_id: subject.loanId ?? null,
    kind,
    title,
    sensitive: isSensitive(kind),
  });
  await repo.insertVersion(tx, { ...file, document_id: id, number: 1, state: 'ready' });
  for (const partyId of shareWith) await shareDocument(tx, id, partyId);
  const about = { type: 'document' as const, id, projectId: toldOn(subject.type, subject.projectId ?? null) };
  await publish(tx, 'document.added', about, { title, kind });
  return { documentId: id, number: 1, sha256: file.sha256 };
}

/** Keeps a new version of a document that the program made (a statement drawn up again). Throws when there is no such document. */
export async function storeGeneratedVersion(
  tx: Tx,
  documentId: string,
  made: Pick<Generated, 'fileName' | 'mediaType' | 'bytes'>,
): Promise<StoredDocument> {
  const file = await keep(made);
  const document = await repo.lockForProgram(tx, documentId);
  if (!document) throw new Error(`no document ${documentId}`);
  const number = document.latest + 1;
  await repo.insertVersion(tx, { ...file, document_id: documentId, number, state: 'ready' });
  await repo.updateDocument(tx, documentId, { latest: number });
  const about = {
    type: 'document' as const,
    id: documentId,
    projectId: toldOn(document.subject_type, document.project_id),
  };
  await publish(tx, 'document.versioned', about, { title: document.title, number });
  return { documentId, number, sha256: file.sha256 };
}

async function keep(made: Pick<Generated, 'fileName' | 'mediaType' | 'bytes'>) {
  return {
    file_name: made.fileName,
    media_type: made.mediaType,
    size_bytes: BigInt(made.bytes.byteLength),
    sha256: createHash('sha256').update(made.bytes).digest('hex'),
    storage_key: await files().put(made.bytes),
  };
}

/** Shows a document to a party in its portal; sharing twice is harmless. */
export const shareDocument = (tx: Tx, documentId: string, partyId: string): Promise<unknown> =>
  grantAccess(tx, 'document', documentId, partyId, 'reader');

export interface Content {
  number: number;
  fileName: string;
  mediaType: string;
  sha256: string;
  bytes: Buffer;
}

/** A version's bytes, the newest unless a number is given, for the program's own use. Throws when there is none or it is quarantined. */
export async function readContent(tx: Tx, documentId: string, number?: number): Promise<Content> {
  const version = await repo.findVersion(tx, documentId, number);
  if (!version || version.state === 'quarantined')
    throw new Error(`nothing to read in document ${documentId}`);
  const chunks: Buffer[] = [];
  for await (const chunk of await files().open(version.storageKey)) chunks.push(chunk as Buffer);
  return {
    number: version.number,
    fileName: version.fileName,
    mediaType: version.mediaType,
    sha256: version.sha256,
    bytes: Buffer.concat(chunks),
  };
}
