import type { SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../platform/db.ts';
import { decodeCursor } from '../../platform/keyset.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';

/** Internal notes of a project, newest first. */
export function listNotes(
  db: Reader,
  scope: Scope<'read:notes'>,
  projectId: string,
  page: { limit: number; cursor?: string | undefined },
) {
  const place = page.cursor ? decodeCursor(page.cursor, 'notes', 2) : undefined;
  return db
    .selectFrom('projects.notes as n')
    .innerJoin('projects.projects as p', 'p.id', 'n.project_id')
    .leftJoin('identity.users as u', 'u.id', 'n.author_id')
    .select(['n.id', 'n.body', 'u.display_name as authorName', 'n.created_at as createdAt'])
    .where('n.project_id', '=', projectId)
    .where(visible(scope, 'project', 'p.id'))
    .$if(place !== undefined, (query) =>
      query.where(sql<SqlBool>`(n.created_at, n.id) < (${place![0]}, ${place![1]}::uuid)`),
    )
    .orderBy('n.created_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(page.limit + 1)
    .execute();
}

export const insertNote = (tx: Tx, projectId: string, body: string) =>
  tx
    .insertInto('projects.notes')
    .values({ project_id: projectId, body, author_id: tx.actor.userId, created_at: tx.now })
    .returning(['id', 'body', 'created_at as createdAt'])
    .executeTakeFirstOrThrow();
