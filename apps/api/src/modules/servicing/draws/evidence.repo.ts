import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

/** What a person has seen about a loan, for modules that have authorised the loan. */
export const findEvidence = (db: Reader, loanId: string) =>
  db
    .selectFrom('servicing.loan_evidence')
    .select([
      'insurance_expires_on as insuranceExpiresOn',
      'insurance_document_id as insuranceDocumentId',
      'title_through as titleThrough',
      'title_exceptions as titleExceptions',
      'title_document_id as titleDocumentId',
      'credit_reported_on as creditReportedOn',
      'credit_document_id as creditDocumentId',
      'version',
      'updated_at as updatedAt',
      'updated_by_name as updatedByName',
    ])
    .where('loan_id', '=', loanId)
    .executeTakeFirst();

export interface EvidenceValues {
  insurance_expires_on: string | null;
  insurance_document_id: string | null;
  title_through: string | null;
  title_exceptions: string[];
  title_document_id: string | null;
  credit_reported_on: string | null;
  credit_document_id: string | null;
}

export const saveEvidence = (tx: Tx, loanId: string, values: EvidenceValues) =>
  tx
    .insertInto('servicing.loan_evidence')
    .values({ ...values, loan_id: loanId, updated_at: tx.now, updated_by_name: tx.actor.name })
    .onConflict((oc) =>
      oc.column('loan_id').doUpdateSet({
        ...values,
        updated_at: tx.now,
        updated_by_name: tx.actor.name,
        version: sql`loan_evidence.version + 1`,
      }),
    )
    .execute();

/** The policy for builder's risk that lending was shown and that expires last. */
export const insuranceOnLoan = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.insurance_policies')
    .select(['expires_on as expiresOn', 'document_id as documentId'])
    .where('loan_id', '=', loanId)
    .where('kind', '=', 'builders_risk')
    .orderBy('expires_on', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Stop notices that still withhold. */
export const openNotices = (db: Reader, loanId: string) =>
  db
    .selectFrom('servicing.stop_notices')
    .select(['claimant', 'amount_cents as amountCents', 'document_id as documentId'])
    .where('loan_id', '=', loanId)
    .where('released_on', 'is', null)
    .orderBy('served_on')
    .orderBy('id')
    .execute();

export const overridesOf = (db: Reader, drawId: string) =>
  db
    .selectFrom('servicing.draw_overrides')
    .select([
      'id',
      'code',
      'finding',
      'reason',
      'proposed_by as proposedBy',
      'proposed_by_name as proposedByName',
      'proposed_at as proposedAt',
      'confirmed_by as confirmedBy',
      'confirmed_by_name as confirmedByName',
      'confirmed_at as confirmedAt',
    ])
    .where('draw_id', '=', drawId)
    .orderBy('proposed_at')
    .orderBy('id')
    .execute();

export const insertOverride = (
  tx: Tx,
  override: { id: string; draw_id: string; code: string; finding: string; reason: string },
) =>
  tx
    .insertInto('servicing.draw_overrides')
    .values({
      ...override,
      proposed_at: tx.now,
      proposed_by: tx.actor.userId!,
      proposed_by_name: tx.actor.name,
    })
    .execute();

export const confirmOverride = (tx: Tx, id: string) =>
  tx
    .updateTable('servicing.draw_overrides')
    .set({ confirmed_at: tx.now, confirmed_by: tx.actor.userId, confirmed_by_name: tx.actor.name })
    .where('id', '=', id)
    .execute();
