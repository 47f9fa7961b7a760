import type { Reader, Tx } from '../../platform/db.ts';

/** Saved views belong to the user who made them: nobody else's rows are ever reached. */
export const listSavedViews = (db: Reader, userId: string, page: string) =>
  db
    .selectFrom('projects.saved_views')
    .select(['id', 'page', 'name', 'settings', 'version'])
    .where('user_id', '=', userId)
    .where('page', '=', page)
    .orderBy('position')
    .orderBy('created_at')
    .execute();

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
