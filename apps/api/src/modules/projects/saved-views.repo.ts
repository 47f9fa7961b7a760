import type { Reader, Tx } from '../../platform/db.ts';
import { pageRows } from '../../platform/keyset.ts';
import { countOf, inOrder } from '../../platform/sorts.ts';

export interface SavedViewFilter {
  page: string;
  limit: number;
  cursor?: string | undefined;
  sort: string;
}

/** Declared sorts of a user's views of a page, each with its index. */
export const SORTS = {
  createdAt: { by: [['v.created_at', 'timestamptz']], at: (row: { createdAt: string }) => [row.createdAt] },
  name: { by: [['v.name', 'text']], at: (row: { name: string }) => [row.name] },
} as const;

/** Saved views belong to the user who made them: nobody else's rows are ever reached. */
const own = (db: Reader, userId: string, page: string) =>
  db
    .selectFrom('projects.saved_views as v')
    .select(['v.id', 'v.page', 'v.name', 'v.settings', 'v.version', 'v.created_at as createdAt'])
    .where('v.user_id', '=', userId)
    .where('v.page', '=', page);

export const listSavedViews = (db: Reader, userId: string, filter: SavedViewFilter) =>
  own(db, userId, filter.page)
    .$call(inOrder(SORTS, 'v.id', filter))
    .limit(pageRows(filter.limit))
    .execute();

export const countSavedViews = (db: Reader, userId: string, page: string): Promise<number> =>
  countOf(own(db, userId, page));

export const insertSavedView = (
  tx: Tx,
  userId: string,
  view: { page: string; name: string; settings: object },
) =>
  tx
    .insertInto('projects.saved_views')
    .values({
      user_id: userId,
      page: view.page,
      name: view.name,
      settings: JSON.stringify(view.settings),
      created_at: tx.now,
    })
    .returning(['id', 'page', 'name', 'settings', 'version'])
    .executeTakeFirstOrThrow();

export const deleteSavedView = (tx: Tx, userId: string, id: string) =>
  tx
    .deleteFrom('projects.saved_views')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning(['id', 'page', 'name'])
    .executeTakeFirst();
