import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { asPaged, inOrder } from '../../../platform/sorts.ts';
import { statement } from '../../../platform/statement.ts';
import type { DocumentView } from '../subjects.ts';
import type { DocumentQuery } from './files.schemas.ts';

export type ReadDocuments = DocumentView<'read:documents'> | DocumentView<'write:documents'>;

const accessTo = (view: ReadDocuments, type: string, ref: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from contacts.access a where a.subject_type = ${type} and a.subject_id = ${sql.ref(ref)}
    and a.party_id in (select contacts.principals(${view.scope.userId}::uuid)))`;

/** By the subject's rule: all of some types, the shared ones of others, those of assigned subjects. */
export function visibleDocuments(view: ReadDocuments): RawBuilder<boolean> {
  if (view.all === null) return sql<boolean>`true`;
  const parts = [
    sql<boolean>`d.subject_type = any(${[...view.all]}::text[])`,
    sql<boolean>`(d.subject_type = any(${[...view.shared]}::text[]) and ${accessTo(view, 'document', 'd.id')})`,
    ...view.assigned.map(
      ({ type, access }) =>
        sql<boolean>`(d.subject_type = ${type} and ${accessTo(view, access, 'd.subject_id')})`,
    ),
  ];
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

const FILE = [
  'v.state',
  'v.quarantine_reason as quarantineReason',
  'v.extraction',
  'v.file_name as fileName',
  'v.media_type as mediaType',
  'v.size_bytes as sizeBytes',
  'v.sha256',
  'v.width',
  'v.height',
  'v.taken_at as takenAt',
] as const;
const DOCUMENT = [
  'd.id',
  'd.version',
  'd.created_at as createdAt',
  'd.updated_at as updatedAt',
  'd.subject_type as subjectType',
  'd.subject_id as subjectId',
  'd.project_id as projectId',
  'd.loan_id as loanId',
  'd.kind',
  'd.title',
  'd.sensitive',
  'd.latest',
  'd.created_by_name as createdByName',
] as const;

function matching(db: Reader, view: ReadDocuments, filter: DocumentQuery) {
  const { subjectType, subjectId, projectId, loanId, kind, state } = filter;
  return db
    .selectFrom('documents.documents as d')
    .where(visibleDocuments(view))
    .$if(subjectType !== undefined, (query) => query.where('d.subject_type', '=', subjectType!))
    .$if(subjectId !== undefined, (query) => query.where('d.subject_id', '=', subjectId!))
    .$if(projectId !== undefined, (query) => query.where('d.project_id', '=', projectId!))
    .$if(loanId !== undefined, (query) => query.where('d.loan_id', '=', loanId!))
    .$if(kind !== undefined, (query) => query.where('d.kind', '=', kind!))
    .$if(state !== undefined, (query) =>
      query.where(
        sql<SqlBool>`exists (select 1 from documents.versions s
          where s.document_id = d.id and s.number = d.latest and s.state = ${state})`,
      ),
    );
}

/** Declared sorts, each with its index. */
export const SORTS = {
  createdAt: { by: [['d.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  title: { by: [['d.title', 'text']], at: (row: { title: string }) => [row.title] },
} as const;

/** One page and a row more, newest first, each with the facts of its newest file. */
export function listDocuments(db: Reader, view: ReadDocuments, filter: DocumentQuery) {
  const page = matching(db, view, filter)
    .selectAll('d')
    .$call(inOrder(SORTS, 'd.id', filter))
    .limit(filter.limit + 1)
    .as('d');
  return db
    .selectFrom(page)
    .innerJoin('documents.versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.latest'),
    )
    .select(DOCUMENT)
    .select(FILE)
    .$call(asPaged(SORTS, 'd.id', filter))
    .execute();
}
export type FoundDocument = Awaited<ReturnType<typeof listDocuments>>[number];

export async function countDocuments(
  db: Reader,
  view: ReadDocuments,
  filter: DocumentQuery,
): Promise<number> {
  const row = await matching(db, view, filter)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findDocument = (db: Reader, view: ReadDocuments, id: string) =>
  db
    .selectFrom('documents.documents as d')
    .innerJoin('documents.versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.latest'),
    )
    .select(DOCUMENT)
    .select(FILE)
    .where('d.id', '=', id)
    .where(visibleDocuments(view))
    .executeTakeFirst();

/** Call only with the id of a document that a view has found. */
export const listVersions = (db: Reader, documentId: string) =>
  db
    .selectFrom('documents.versions as v')
    .select(FILE)
    .select(['v.number', 'v.created_by_name as createdByName', 'v.created_at as createdAt'])
    .where('v.document_id', '=', documentId)
    .orderBy('v.number', 'desc')
    .execute();

/** One version's bytes and state, the newest unless a number is given; for verbs that have settled who may read it. */
export const findVersion = (db: Reader, documentId: string, number?: number) =>
  db
    .selectFrom('documents.versions as v')
    .innerJoin('documents.documents as d', 'd.id', 'v.document_id')
    .select(FILE)
    .select([
      'v.number',
      'v.storage_key as storageKey',
      'd.title',
      'd.project_id as projectId',
      'd.subject_type as subjectType',
      'd.sensitive',
    ])
    .where('v.document_id', '=', documentId)
    .where('v.number', '=', (eb) => (number === undefined ? eb.ref('d.latest') : eb.val(number)))
    .executeTakeFirst();
export type FoundVersion = NonNullable<Awaited<ReturnType<typeof findVersion>>>;

/** The document's row, locked, when this view shows it. */
export const lockDocument = (tx: Tx, view: ReadDocuments, id: string) =>
  tx
    .selectFrom('documents.documents as d')
    .selectAll('d')
    .where('d.id', '=', id)
    .where(visibleDocuments(view))
    .forUpdate()
    .executeTakeFirst();

/** The same for the program's own verbs. */
export const lockForProgram = (tx: Tx, id: string) =>
  tx.selectFrom('documents.documents').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const lockVersion = async (tx: Tx, documentId: string, number: number) =>
  (await lock(tx, { documentId, number })).at(0);
const lock = statement((db, { documentId, number }: { documentId: string; number: number }) =>
  db
    .selectFrom('documents.versions')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .forUpdate(),
);

/** Versions that wait for the scanner since before a moment. */
export const findUnscanned = (db: Reader, before: Date) =>
  db
    .selectFrom('documents.versions')
    .select(['document_id as documentId', 'number'])
    .where(sql<SqlBool>`state in ('stored', 'scanning')`)
    .where('created_at', '<', before.toISOString())
    .orderBy('created_at')
    .limit(500)
    .execute();

export interface NewDocument {
  id: string;
  subject_type: string;
  subject_id: string;
  project_id: string | null;
  loan_id: string | null;
  kind: string;
  title: string;
  sensitive: boolean;
}

export const insertDocument = (tx: Tx, document: NewDocument) =>
  tx
    .insertInto('documents.documents')
    .values({
      ...document,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .execute();

export interface NewVersion {
  document_id: string;
  number: number;
  state: 'stored' | 'ready';
  file_name: string;
  media_type: string;
  size_bytes: bigint;
  sha256: string;
  storage_key: string;
}

export const insertVersion = (tx: Tx, version: NewVersion) =>
  tx
    .insertInto('documents.versions')
    .values({
      ...version,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
    })
    .execute();

export const updateDocument = (tx: Tx, id: string, values: { latest: number; title?: string | undefined }) =>
  tx
    .updateTable('documents.documents')
    .set({ ...values, updated_at: tx.now })
    .set('version', sql`version + 1`)
    .where('id', '=', id)
    .execute();

export const updateVersion = (
  tx: Tx,
  documentId: string,
  number: number,
  values: {
    state: string;
    quarantine_reason?: string;
    width?: number | null;
    height?: number | null;
    taken_at?: string | null;
  },
) =>
  tx
    .updateTable('documents.versions')
    .set(values)
    .where('document_id', '=', documentId)
    .where('number', '=', number)
    .execute();

/** Documents by id, without asking who reads: for modules that have authorised the subject they belong to. */
export const documentsById = async (
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, FoundDocument>> => {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('documents.documents as d')
    .innerJoin('documents.versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.latest'),
    )
    .select(DOCUMENT)
    .select(FILE)
    .where('d.id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
};

/** The documents about one subject, oldest first, without asking who reads: for modules that have authorised the subject. */
export const documentsAbout = (db: Reader, subjectType: string, subjectId: string) =>
  db
    .selectFrom('documents.documents as d')
    .innerJoin('documents.versions as v', (join) =>
      join.onRef('v.document_id', '=', 'd.id').onRef('v.number', '=', 'd.latest'),
    )
    .select(DOCUMENT)
    .select(FILE)
    .where('d.subject_type', '=', subjectType)
    .where('d.subject_id', '=', subjectId)
    .orderBy('d.created_at')
    .orderBy('d.id')
    .execute();
