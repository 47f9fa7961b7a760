import { randomUUID } from 'node:crypto';
import { type DocumentAction, type DocumentState, documentStates } from '@connect/domain/document-states';
import { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import { files, scanner } from '../../../integrations/files/port.ts';
import { systemActor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db.ts';
import { enqueue } from '../../../platform/jobs.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { toldOn } from '../subjects.ts';
import * as repo from './documents.repo.ts';
import { isPicture } from './media-type.ts';
import { pictureFacts } from './pictures.ts';

const PATIENCE_MS = 3_600_000;
const Payload = z.object({ documentId: z.string(), number: z.int() });

/** Job: scans one version. The scanner works outside of any transaction; a run that was cut off starts over. */
export async function scanDocument(payload: unknown): Promise<void> {
  const { documentId, number } = Payload.parse(payload);
  const actor = systemActor(randomUUID());
  const waiting = await inTransaction(actor, (tx) => beginScan(tx, documentId, number));
  if (!waiting) return;
  const found = await scanner().scan(await files().open(waiting.storage_key));
  const facts = !found && isPicture(waiting.media_type) ? await pictureFacts(waiting.storage_key) : {};
  await inTransaction(actor, async (tx) => {
    const version = await repo.lockVersion(tx, documentId, number);
    if (version?.state !== 'scanning') return;
    if (!found) return move(tx, version, 'clear', facts);
    await move(tx, version, 'quarantine', { quarantine_reason: found });
    const document = await repo.findVersion(tx, documentId, number);
    const about = {
      type: 'document' as const,
      id: documentId,
      projectId: document ? toldOn(document.subjectType, document.projectId) : null,
    };
    await publish(tx, 'document.quarantined', about, { title: document?.title ?? '', reason: found });
  });
}

/** Job: whatever was left unscanned for an hour (the scanner was down for long) is tried again. */
export async function rescanDocuments(): Promise<void> {
  const actor = systemActor(randomUUID());
  const before = new Date(Date.now() - PATIENCE_MS);
  await inTransaction(actor, async (tx) => {
    for (const { documentId, number } of await repo.findUnscanned(tx, before))
      await enqueueScan(tx, documentId, number);
  });
}

/** One job per version, however often it is asked for. */
export const enqueueScan = (tx: Tx, documentId: string, number: number): Promise<void> =>
  enqueue(tx, 'scan_document', { documentId, number }, { key: `scan:${documentId}:${number}` });

type Version = NonNullable<Awaited<ReturnType<typeof repo.lockVersion>>>;

async function beginScan(tx: Tx, documentId: string, number: number): Promise<Version | null> {
  const version = await repo.lockVersion(tx, documentId, number);
  if (version?.state === 'scanning') return version;
  if (version?.state !== 'stored') return null;
  await move(tx, version, 'scan');
  return version;
}

async function move(tx: Tx, version: Version, action: DocumentAction, values: object = {}): Promise<void> {
  const { to } = documentStates.step(version.state as DocumentState, action, 'system', undefined);
  await repo.updateVersion(tx, version.document_id, version.number, { ...values, state: to });
}
