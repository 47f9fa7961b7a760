import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

/** The loan documents of the current sending, each with the state of its envelope. */
export const loanDocumentsOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.loan_documents as d')
    .leftJoin('documents.envelopes as e', 'e.id', 'd.envelope_id')
    .select([
      'd.id',
      'd.kind',
      'd.method',
      'd.title',
      'd.document_id as documentId',
      'd.envelope_id as envelopeId',
      'e.state as envelopeState',
      'e.completed_at as envelopeCompletedAt',
      'd.scan_document_id as scanDocumentId',
      'd.signed_on as signedOn',
      'd.custodian',
      'd.custodian_location as custodianLocation',
      'd.notary_name as notaryName',
      'd.notary_commission as notaryCommission',
      'd.notary_commission_expires_on as notaryCommissionExpiresOn',
      'd.notarized_on as notarizedOn',
      'd.completed_at as completedAt',
      'd.completed_by_name as completedByName',
      'd.version',
    ])
    .where('d.loan_id', '=', loanId)
    .where('d.superseded_at', 'is', null)
    .orderBy(sql`array_position(array['loan_agreement', 'guaranty', 'note', 'deed_of_trust'], d.kind)`)
    .orderBy('d.title');
export const listLoanDocuments = (db: Reader, loanId: string) => loanDocumentsOf(db, loanId).execute();
export type FoundLoanDocument = Awaited<ReturnType<typeof listLoanDocuments>>[number];

export const insertLoanDocument = (
  tx: Tx,
  document: {
    loan_id: string;
    kind: string;
    method: 'envelope' | 'paper';
    title: string;
    document_id: string;
    envelope_id: string | null;
  },
) =>
  tx
    .insertInto('lending.loan_documents')
    .values({ ...document, created_at: tx.now })
    .execute();

/** Takes the sending back; what was signed of it stays on file. */
export const supersedeLoanDocuments = (tx: Tx, loanId: string) =>
  tx
    .updateTable('lending.loan_documents')
    .set({ superseded_at: tx.now })
    .where('loan_id', '=', loanId)
    .where('superseded_at', 'is', null)
    .execute();

export interface PaperFacts {
  signed_on: string;
  scan_document_id: string;
  custodian?: string;
  custodian_location?: string | null;
  notary_name?: string;
  notary_commission?: string;
  notary_commission_expires_on?: string | null;
  notarized_on?: string;
}

/** Completes the paper of a kind. Answers whether the current sending has one. */
export async function completePaper(
  tx: Tx,
  loanId: string,
  kind: string,
  facts: PaperFacts,
): Promise<boolean> {
  const row = await tx
    .updateTable('lending.loan_documents')
    .set({ ...facts, completed_at: tx.now, completed_by_name: tx.actor.name, version: sql`version + 1` })
    .where('loan_id', '=', loanId)
    .where('kind', '=', kind)
    .where('superseded_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The loan whose current sending went out in this envelope. */
export async function loanOfEnvelope(db: Reader, envelopeId: string): Promise<string | null> {
  const row = await db
    .selectFrom('lending.loan_documents')
    .select('loan_id')
    .where('envelope_id', '=', envelopeId)
    .where('superseded_at', 'is', null)
    .executeTakeFirst();
  return row?.loan_id ?? null;
}
