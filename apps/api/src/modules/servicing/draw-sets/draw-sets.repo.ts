import { OPEN_DRAW_STATES } from '@connect/domain/draw-states';
import { DRAWABLE_LOAN_STATES } from '@connect/domain/loan-states';
import type { Permission } from '@connect/domain/permissions';
import { sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../../identity/index.ts';
import { visibleDraw } from '../draws/draws.repo.ts';
import type { DrawSetQuery } from './draw-sets.schemas.ts';

/** Sets with counts of the draws this scope may see; one that has none of those is not there for it. */
const described = (db: Reader, scope: Scope<Permission>) =>
  db
    .selectFrom('servicing.draw_sets as s')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('servicing.draws as d')
          .whereRef('d.draw_set_id', '=', 's.id')
          .where(visibleDraw(scope, 'd.id', 'd.loan_id'))
          .select([
            sql<number>`count(*)::int`.as('drawCount'),
            sql<number>`count(*) filter (where d.state = any(${[...OPEN_DRAW_STATES]}::text[]))::int`.as(
              'openCount',
            ),
            sql<bigint>`coalesce(sum(d.requested_cents), 0)::bigint`.as('requestedCents'),
          ])
          .as('n'),
      (join) => join.onTrue(),
    )
    .select([
      's.id',
      's.month',
      'n.drawCount',
      'n.openCount',
      'n.requestedCents',
      's.created_by_name as createdByName',
      's.created_at as createdAt',
      's.updated_at as updatedAt',
      's.version',
    ])
    .where((eb) => (scope.reach === 'all' ? eb.lit(true) : eb('n.drawCount', '>', 0)));

const matching = (db: Reader, scope: Scope<Permission>, { open }: DrawSetQuery) =>
  described(db, scope)
    .$if(open === true, (query) => query.where('n.openCount', '>', 0))
    .$if(open === false, (query) => query.where('n.openCount', '=', 0));

/** Declared sorts, each with its index. */
export const SORTS = {
  month: { by: [['s.month', 'bpchar']], at: (row: { month: string }) => [row.month] },
} as const;

/** One page and a row more, newest month first. */
export function listDrawSets(db: Reader, scope: Scope<Permission>, filter: DrawSetQuery) {
  return matching(db, scope, filter)
    .$call(inOrder(SORTS, 's.id', filter))
    .limit(filter.limit + 1)
    .execute();
}

export async function countDrawSets(
  db: Reader,
  scope: Scope<Permission>,
  filter: DrawSetQuery,
): Promise<number> {
  const row = await matching(db, scope, filter)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export const findDrawSet = (db: Reader, scope: Scope<Permission>, id: string) =>
  described(db, scope).where('s.id', '=', id).executeTakeFirst();

/** The set of a month; made when there is none. Counts its version up, which also locks it. */
export const setOfMonth = (tx: Tx, id: string, month: string) =>
  tx
    .insertInto('servicing.draw_sets')
    .values({
      id,
      month,
      created_by: tx.actor.userId,
      created_by_name: tx.actor.name,
      created_at: tx.now,
      updated_at: tx.now,
    })
    .onConflict((oc) =>
      oc.column('month').doUpdateSet({ updated_at: tx.now, version: sql`draw_sets.version + 1` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();

/** Puts every open draw of an active construction loan that is in no set into this one; answers how many. */
export async function gatherOpenDraws(tx: Tx, setId: string): Promise<number> {
  const rows = await tx
    .updateTable('servicing.draws as d')
    .set({ draw_set_id: setId, updated_at: tx.now })
    .set('version', sql`d.version + 1`)
    .where('d.draw_set_id', 'is', null)
    .where('d.state', 'in', [...OPEN_DRAW_STATES])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('lending.loans as l')
          .whereRef('l.id', '=', 'd.loan_id')
          .where('l.product', '=', 'construction')
          .where('l.state', 'in', [...DRAWABLE_LOAN_STATES])
          .select('l.id'),
      ),
    )
    .returning('d.id')
    .execute();
  return rows.length;
}
