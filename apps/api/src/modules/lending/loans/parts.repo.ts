import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';

/** Parties, the borrower first, each with the name to print. */
export const partiesOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.loan_parties as r')
    .innerJoin('contacts.parties as p', 'p.id', 'r.party_id')
    .leftJoin('contacts.parties as s', 's.id', 'r.signer_id')
    .leftJoin('contacts.entities as e', 'e.id', 'r.party_id')
    .select([
      'r.role',
      'r.party_id as partyId',
      'p.name',
      'p.kind',
      'p.email',
      'r.signer_id as signerId',
      's.name as signerName',
      's.email as signerEmail',
      'r.signer_title as signerTitle',
      'r.good_standing_on as goodStandingOn',
      'e.entity_type as entityType',
      'e.state as formedIn',
    ])
    .where('r.loan_id', '=', loanId)
    .orderBy('r.role')
    .orderBy('r.position');
export const listParties = (db: Reader, loanId: string) => partiesOf(db, loanId).execute();
export type FoundParty = Awaited<ReturnType<typeof listParties>>[number];

export interface PartyValues {
  role: 'borrower' | 'guarantor';
  party_id: string;
  signer_id: string | null;
  signer_title: string | null;
  good_standing_on: string | null;
}

export const deleteParties = (tx: Tx, loanId: string) =>
  tx.deleteFrom('lending.loan_parties').where('loan_id', '=', loanId).execute();
export const insertParties = (tx: Tx, loanId: string, parties: readonly PartyValues[]) =>
  tx
    .insertInto('lending.loan_parties')
    .values(parties.map((party, position) => ({ ...party, loan_id: loanId, position })))
    .execute();

/** Other loans of the project on which this party is the borrower. */
export async function borrowsElsewhere(
  db: Reader,
  projectId: string,
  partyId: string,
  exceptLoanId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('lending.loan_parties as r')
    .innerJoin('lending.loans as l', 'l.id', 'r.loan_id')
    .select('l.id')
    .where('l.project_id', '=', projectId)
    .where('r.party_id', '=', partyId)
    .where('r.role', '=', 'borrower')
    .where('l.id', '<>', exceptLoanId)
    .executeTakeFirst();
  return row !== undefined;
}

export const linesOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.budget_lines')
    .select([
      'id',
      'kind',
      'name',
      'original_cents as originalCents',
      'changes_cents as changesCents',
      'drawn_cents as drawnCents',
      'retained_cents as retainedCents',
      'equity_cents as equityCents',
      sql<string>`retainage_rate::text`.as('retainageRate'),
    ])
    .where('loan_id', '=', loanId)
    .orderBy('position');
export const listLines = (db: Reader, loanId: string) => linesOf(db, loanId).execute();
export type FoundLine = Awaited<ReturnType<typeof listLines>>[number];

export interface LineValues {
  id?: string;
  kind: string;
  name: string;
  original_cents: bigint;
  equity_cents: bigint;
  retainage_rate: string;
}

/** Writes the lines in their order: known ones in place, new ones added, the rest removed. */
export async function replaceLines(tx: Tx, loanId: string, lines: readonly LineValues[]): Promise<void> {
  const kept = lines.flatMap((line) => (line.id ? [line.id] : []));
  await tx
    .deleteFrom('lending.budget_lines')
    .where('loan_id', '=', loanId)
    .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
    .execute();
  await tx
    .insertInto('lending.budget_lines')
    .values(
      lines.map(({ id, ...line }, position) => ({
        ...line,
        ...(id ? { id } : {}),
        loan_id: loanId,
        position,
      })),
    )
    .onConflict((oc) =>
      oc.column('id').doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        kind: eb.ref('excluded.kind'),
        name: eb.ref('excluded.name'),
        original_cents: eb.ref('excluded.original_cents'),
        equity_cents: eb.ref('excluded.equity_cents'),
        retainage_rate: eb.ref('excluded.retainage_rate'),
      })),
    )
    .execute();
}

/** Adds to what is drawn and retained on one line; negative amounts take back. Answers whether the line is this loan's. */
export async function addToLine(
  tx: Tx,
  loanId: string,
  line: { lineId: string; drawnCents: bigint; retainedCents: bigint },
): Promise<boolean> {
  const row = await tx
    .updateTable('lending.budget_lines')
    .set({
      drawn_cents: sql`drawn_cents + ${line.drawnCents}`,
      retained_cents: sql`retained_cents + ${line.retainedCents}`,
    })
    .where('id', '=', line.lineId)
    .where('loan_id', '=', loanId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export const movesOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.loan_moves')
    .select([
      'from_state as from',
      'to_state as to',
      'action',
      'reason',
      'at',
      'effective_date as effectiveDate',
      'actor_name as actorName',
    ])
    .where('loan_id', '=', loanId)
    .orderBy('id');
export const listMoves = (db: Reader, loanId: string) => movesOf(db, loanId).execute();

export const insertMove = (
  tx: Tx,
  move: {
    loan_id: string;
    from_state: string | null;
    to_state: string;
    action: string;
    reason: string | null;
    effective_date: string;
  },
) =>
  tx
    .insertInto('lending.loan_moves')
    .values({ ...move, at: tx.now, actor_id: tx.actor.userId, actor_name: tx.actor.name })
    .execute();

export const insuranceOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.insurance_policies')
    .select([
      'id',
      'kind',
      'insurer',
      'policy_number as policyNumber',
      'coverage_cents as coverageCents',
      'effective_on as effectiveOn',
      'expires_on as expiresOn',
      'document_id as documentId',
    ])
    .where('loan_id', '=', loanId)
    .orderBy('expires_on', 'desc')
    .orderBy('id', 'desc');
export const listInsurance = (db: Reader, loanId: string) => insuranceOf(db, loanId).execute();

export const insertInsurance = (
  tx: Tx,
  policy: {
    loan_id: string;
    kind: string;
    insurer: string;
    policy_number: string;
    coverage_cents: bigint;
    effective_on: string;
    expires_on: string;
    document_id: string | null;
  },
) =>
  tx
    .insertInto('lending.insurance_policies')
    .values({ ...policy, recorded_at: tx.now, recorded_by_name: tx.actor.name })
    .execute();

export const fundingOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.fundings')
    .select([
      'funded_on as fundedOn',
      'principal_cents as principalCents',
      'fee_cents as feeCents',
      'wire_cents as wireCents',
      'wire_reference as wireReference',
      'escrow_agent as escrowAgent',
      'escrow_number as escrowNumber',
      'instructions_document_id as instructionsDocumentId',
      'instructions_reference as instructionsReference',
      'funded_at as fundedAt',
      'funded_by_name as fundedBy',
    ])
    .where('loan_id', '=', loanId);
export const findFunding = (db: Reader, loanId: string) => fundingOf(db, loanId).executeTakeFirst();

export const insertFunding = (
  tx: Tx,
  funding: {
    loan_id: string;
    funded_on: string;
    principal_cents: bigint;
    fee_cents: bigint;
    wire_cents: bigint;
    wire_reference: string;
    escrow_agent: string;
    escrow_number: string | null;
    instructions_document_id: string | null;
    instructions_reference: string | null;
  },
) =>
  tx
    .insertInto('lending.fundings')
    .values({ ...funding, funded_at: tx.now, funded_by_name: tx.actor.name })
    .execute();

export const recordingsOf = (db: Reader, loanId: string) =>
  db
    .selectFrom('lending.recordings')
    .select([
      'kind',
      'county',
      'recording_number as recordingNumber',
      'recorded_on as recordedOn',
      'recorded_at as recordedAt',
      'title_insurer as titleInsurer',
      'title_policy_number as titlePolicyNumber',
      'document_id as documentId',
    ])
    .where('loan_id', '=', loanId)
    .orderBy('entered_at');
export const listRecordings = (db: Reader, loanId: string) => recordingsOf(db, loanId).execute();

export const insertRecording = (
  tx: Tx,
  recording: {
    loan_id: string;
    kind: 'deed_of_trust' | 'reconveyance';
    county: string;
    recording_number: string;
    recorded_on: string;
    recorded_at: string | null;
    title_insurer: string | null;
    title_policy_number: string | null;
    document_id: string | null;
  },
) =>
  tx
    .insertInto('lending.recordings')
    .values({ ...recording, entered_at: tx.now, entered_by_name: tx.actor.name })
    .execute();

/** Documents by id that belong to this loan (or are its own) and are not quarantined. */
export const documentsOfLoan = (db: Reader, loanId: string, ids: readonly string[]) =>
  db
    .selectFrom('documents.documents as d')
    .innerJoin('documents.versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.latest'),
    )
    .select(['d.id', 'd.kind', 'd.title'])
    .where('d.id', 'in', [...ids])
    .where((eb) =>
      eb.or([
        eb('d.loan_id', '=', loanId),
        eb.and([eb('d.subject_type', '=', 'loan'), eb('d.subject_id', '=', loanId)]),
      ]),
    )
    .where('v.state', '<>', 'quarantined')
    .execute();
