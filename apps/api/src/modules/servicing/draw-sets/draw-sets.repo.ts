import { OPEN_DRAW_STATES } from '@connect/domain/draw-states';
import { DRAWABLE_LOAN_STATES } from '@connect/domain/loan-states';
import type { Permission } from '@connect/domain/permissions';
import { type SqlBool, sql } from 'kysely';
import type { Reader, Tx } from '../../../platform/db.ts';
import { decodeCursor } from '../../../platform/keyset.ts';
import type { Scope } from '../../identity/index.ts';
import { visibleDraw } from '../draws/draws.repo.ts';

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

/** One page and a row more, newest month first. */
export function listDrawSets(
  db: Reader,
  scope: Scope<Permission>,
  filter: { limit: number; cursor?: string | undefined; sort: '-month' },
) {
  const place = filter.cursor ? decodeCursor(filter.cursor, filter.sort, 2) : undefined;
  return described(db, scope)
    .$if(place !== undefined, (query) =>
      query.where(sql<SqlBool>`(s.month, s.id) < (${place?.[0]}, ${place?.[1]}::uuid)`),
    )
    .orderBy('s.month', 'desc')
    .orderBy('s.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

export async function countDrawSets(db: Reader, scope: Scope<Permission>): Promise<number> {
  const row = await described(db, scope)
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
