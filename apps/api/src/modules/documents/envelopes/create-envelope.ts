import { randomUUID } from 'node:crypto';
import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { grantAccess } from '../../contacts/index.ts';
import { findVersion } from '../files/documents.repo.ts';
import type { DocumentSubject } from '../subjects.ts';
import * as repo from './envelopes.repo.ts';
import type { SIGNER_ROLES } from './envelopes.schemas.ts';
import { insertRecipients } from './recipients.repo.ts';
import { sendEnvelope } from './send-envelope.ts';

export interface NewEnvelope {
  subject: { type: DocumentSubject; id: string; projectId?: string | null; loanId?: string | null };
  title: string;
  /** A word to the signers, in the e-mail and on the page. */
  message?: string;
  /** PDFs that are ready; the newest version unless a number is given. Exactly these bytes are signed. */
  documents: readonly { documentId: string; number?: number }[];
  recipients: readonly {
    /** The party that sees the envelope and its documents in its portal (the borrowing entity, the guarantor). */
    partyId?: string | null;
    /** The person who signs. */
    name: string;
    email: string;
    role: (typeof SIGNER_ROLES)[number];
    /** Default 1: everybody at once. */
    order?: number;
  }[];
  /** Days that the links live; default 14, at most 90. */
  validDays?: number;
  /** Default true. */
  send?: boolean;
}

const VALID_DAYS = 14;

/**
 * Prepares documents for signature and sends them, in the caller's transaction; answers the envelope's id. The caller has
 * authorised its own act. Throws 422 where a document cannot be signed, 409 when there is no document or no signer.
 */
export async function createEnvelope(tx: Tx, input: NewEnvelope): Promise<string> {
  const { subject, title, message = '', validDays = VALID_DAYS } = input;
  const id = randomUUID();
  await repo.insertEnvelope(tx, {
    id,
    subject_type: subject.type,
    subject_id: subject.id,
    project_id: subject.projectId ?? null,
    loan_id: subject.loanId ?? null,
    title,
    message,
    valid_days: validDays,
  });
  if (input.documents.length > 0) await repo.insertEnclosed(tx, await enclosedRows(tx, id, input.documents));
  if (input.recipients.length > 0)
    await insertRecipients(
      tx,
      input.recipients.map(({ partyId = null, name, email, role, order = 1 }) => ({
        id: randomUUID(),
        envelope_id: id,
        party_id: partyId,
        name,
        email,
        role,
        signing_order: order,
      })),
    );
  for (const { partyId, role } of input.recipients)
    if (partyId) await grantAccess(tx, 'envelope', id, partyId, role);
  await publish(
    tx,
    'envelope.created',
    { type: 'envelope', id, projectId: subject.projectId ?? null },
    { title },
  );
  if (input.send !== false) await sendEnvelope(tx, id);
  return id;
}

async function enclosedRows(
  tx: Tx,
  envelopeId: string,
  documents: NewEnvelope['documents'],
): Promise<repo.EnclosedRow[]> {
  const rows: repo.EnclosedRow[] = [];
  for (const [at, { documentId, number }] of documents.entries()) {
    const version = await findVersion(tx, documentId, number);
    if (version?.state !== 'ready' || version.mediaType !== 'application/pdf')
      throw invalid(`/documents/${at}`, 'Only a PDF that was scanned can be signed.');
    rows.push({
      envelope_id: envelopeId,
      position: at + 1,
      document_id: documentId,
      version_number: version.number,
      title: version.title,
      sha256: version.sha256,
    });
  }
  return rows;
}
