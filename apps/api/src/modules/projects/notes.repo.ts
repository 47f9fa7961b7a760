import type { Reader, Tx } from '../../platform/db.ts';
import { pageRows } from '../../platform/keyset.ts';
import { countOf, inOrder } from '../../platform/sorts.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';

const notes = (db: Reader, scope: Scope<'read:notes'>, projectId: string) =>
  db
    .selectFrom('projects.notes as n')
    .innerJoin('projects.projects as p', 'p.id', 'n.project_id')
    .leftJoin('identity.users as u', 'u.id', 'n.author_id')
    .select(['n.id', 'n.body', 'u.display_name as authorName', 'n.created_at as createdAt'])
    .where('n.project_id', '=', projectId)
    .where(visible(scope, 'project', 'p.id'));

/** Declared sorts of a project's notes, with their index. */
export const SORTS = {
  createdAt: { by: [['n.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
} as const;

/** Internal notes of a project. */
export const listNotes = (
  db: Reader,
  scope: Scope<'read:notes'>,
  projectId: string,
  page: { limit: number; cursor?: string | undefined; sort: string },
) =>
  notes(db, scope, projectId)
    .$call(inOrder(SORTS, 'n.id', page))
    .limit(pageRows(page.limit))
    .execute();

export const countNotes = (db: Reader, scope: Scope<'read:notes'>, projectId: string): Promise<number> =>
  countOf(notes(db, scope, projectId));

export const insertNote = (tx: Tx, projectId: string, body: string) =>
  tx
    .insertInto('projects.notes')
    .values({ project_id: projectId, body, author_id: tx.actor.userId, created_at: tx.now })
    .returning(['id', 'body', 'created_at as createdAt'])
    .executeTakeFirstOrThrow();
