import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';
import type { EnvelopeQuery } from './envelopes.schemas.ts';

export type ReadEnvelopes = Scope<'read:envelopes'> | Scope<'write:envelopes'>;

const SHOWN = [
  'e.id',
  'e.version',
  'e.created_at as createdAt',
  'e.updated_at as updatedAt',
  'e.subject_type as subjectType',
  'e.subject_id as subjectId',
  'e.project_id as projectId',
  'e.loan_id as loanId',
  'e.title',
  'e.message',
  'e.state',
  'e.state_reason as stateReason',
  'e.sent_at as sentAt',
  'e.expires_at as expiresAt',
  'e.completed_at as completedAt',
  'e.certificate_id as certificateId',
  'e.created_by_name as createdByName',
] as const;

function matching(db: Reader, scope: ReadEnvelopes, filter: EnvelopeQuery) {
  const { state, subjectType, subjectId, projectId, loanId } = filter;
  return db
    .selectFrom('documents.envelopes as e')
    .where(visible(scope, 'envelope', 'e.id'))
    .$if(state !== undefined, (query) => query.where('e.state', '=', state!))
    .$if(subjectType !== undefined, (query) => query.where('e.subject_type', '=', subjectType!))
    .$if(subjectId !== undefined, (query) => query.where('e.subject_id', '=', subjectId!))
    .$if(projectId !== undefined, (query) => query.where('e.project_id', '=', projectId!))
    .$if(loanId !== undefined, (query) => query.where('e.loan_id', '=', loanId!));
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['e.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  title: { by: [['e.title', 'text']], at: (row: { title: string }) => [row.title] },
  expiresAt: {
    by: [[sql`coalesce(e.expires_at, 'infinity')`, 'timestamptz']],
    at: (row: { expiresAt: string | null }) => [row.expiresAt ?? 'infinity'],
  },
} as const;

/** One page and a row more, newest first. */
export function listEnvelopes(db: Reader, scope: ReadEnvelopes, filter: EnvelopeQuery) {
  return matching(db, scope, filter)
    .select(SHOWN)
    .$call(inOrder(SORTS, 'e.id', filter))
    .limit(filter.limit + 1)
    .execute();
}
export type FoundEnvelope = Awaited<ReturnType<typeof listEnvelopes>>[number];

export async function countEnvelopes(
  db: Reader,
  scope: ReadEnvelopes,
  filter: EnvelopeQuery,
): Promise<number> {
  const row = await matching(db, scope, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findEnvelope = (db: Reader, scope: ReadEnvelopes, id: string) =>
  db
    .selectFrom('documents.envelopes as e')
    .select(SHOWN)
    .where('e.id', '=', id)
    .where(visible(scope, 'envelope', 'e.id'))
    .executeTakeFirst();

/** Its row, locked, when this scope shows it. */
export const lockVisible = (tx: Tx, scope: ReadEnvelopes, id: string) =>
  tx
    .selectFrom('documents.envelopes as e')
    .selectAll('e')
    .where('e.id', '=', id)
    .where(visible(scope, 'envelope', 'e.id'))
    .forUpdate()
    .executeTakeFirst();

/** The same for the program and for signers, whose link says what they may. */
export const lockEnvelope = (tx: Tx, id: string) =>
  tx.selectFrom('documents.envelopes').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
export type LockedEnvelope = Awaited<ReturnType<typeof lockEnvelope>>;

/** Envelopes by id, without asking who reads: for modules that have authorised the subject they belong to. */
export async function envelopesById(db: Reader, ids: readonly string[]): Promise<Map<string, FoundEnvelope>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('documents.envelopes as e')
    .select(SHOWN)
    .where('e.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Envelopes that are out and past their day. */
export const findLate = (db: Reader, now: Date) =>
  db
    .selectFrom('documents.envelopes')
    .select('id')
    .where('state', 'in', ['sent', 'delivered'])
    .where('expires_at', '<=', now.toISOString())
    .orderBy('expires_at')
    .limit(500)
    .execute();

export interface NewEnvelopeRow {
  id: string;
  subject_type: string;
  subject_id: string;
  project_id: string | null;
  loan_id: string | null;
  title: string;
  message: string;
  valid_days: number;
}

export const insertEnvelope = (tx: Tx, envelope: NewEnvelopeRow) =>
  tx
    .insertInto('documents.envelopes')
    .values({
      ...envelope,
      state: 'created',
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export const updateEnvelope = (
  tx: Tx,
  id: string,
  values: {
    state?: string;
    state_reason?: string;
    sent_at?: Date;
    expires_at?: Date;
    completed_at?: Date;
    certificate_id?: string;
  },
) =>
  tx
    .updateTable('documents.envelopes')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export interface EnclosedRow {
  envelope_id: string;
  position: number;
  document_id: string;
  version_number: number;
  title: string;
  sha256: string;
}
export const insertEnclosed = (tx: Tx, rows: EnclosedRow[]) =>
  tx.insertInto('documents.envelope_documents').values(rows).execute();

/** What is enclosed in these envelopes, in order. */
export const enclosedIn = (db: Reader, envelopeIds: readonly string[]) =>
  db
    .selectFrom('documents.envelope_documents')
    .select([
      'envelope_id as envelopeId',
      'document_id as documentId',
      'version_number as number',
      'title',
      'sha256',
    ])
    .where('envelope_id', '=', sql<string>`any(${[...envelopeIds]}::uuid[])`)
    .orderBy('envelope_id')
    .orderBy('position')
    .execute();
