import type { z } from 'zod';
import { publish } from '../../events/publish.ts';
import { reader } from '../../platform/db.ts';
import { notFound } from '../../platform/errors.ts';
import { operation } from '../../platform/operation.ts';
import { IdParams } from '../../platform/schemas.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { NewSavedView, SavedView, SavedViewPage, SavedViewQuery } from './projects.schemas.ts';
import {
  countSavedViews,
  deleteSavedView,
  insertSavedView,
  listSavedViews,
  SORTS,
} from './saved-views.repo.ts';

const tag = 'Projects';

const viewName = ({ page, name }: { page: string; name: string }) => ({ page, name });

/** A user's own views of lists: filters, sort, columns and layout under a name. */
export const savedViewRoutes = [
  operation({
    method: 'GET',
    path: '/v1/saved-views',
    id: 'listSavedViews',
    tag,
    summary: 'Your saved views of a page',
    permission: 'signed-in',
    query: SavedViewQuery,
    response: SavedViewPage,
    handle: async ({ actor, query }) => {
      const [rows, total] = await Promise.all([
        listSavedViews(reader(), actor.userId!, query),
        query.withTotal ? countSavedViews(reader(), actor.userId!, query.page) : undefined,
      ]);
      const page = sortedPage(rows, query, SORTS, total);
      return { ...page, items: page.items as z.output<typeof SavedView>[] };
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/saved-views',
    id: 'saveView',
    tag,
    summary: 'Save a view',
    permission: 'signed-in',
    body: NewSavedView,
    status: 201,
    response: SavedView,
    handle: ({ actor, body }) =>
      inTransaction(actor, async (tx) => {
        const view = (await insertSavedView(tx, actor.userId!, body)) as z.output<typeof SavedView>;
        await publish(tx, 'view.saved', { type: 'saved_view', id: view.id }, viewName(view));
        return view;
      }),
  }),
  operation({
    method: 'DELETE',
    path: '/v1/saved-views/{id}',
    id: 'deleteSavedView',
    tag,
    summary: 'Delete a saved view',
    permission: 'signed-in',
    params: IdParams,
    status: 204,
    handle: ({ actor, params }) =>
      inTransaction(actor, async (tx) => {
        const view = await deleteSavedView(tx, actor.userId!, params.id);
        if (!view) throw notFound();
        await publish(tx, 'view.deleted', { type: 'saved_view', id: view.id }, viewName(view));
        return undefined;
      }),
  }),
];
