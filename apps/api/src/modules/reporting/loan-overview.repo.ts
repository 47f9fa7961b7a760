import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Reader } from '../../platform/db.ts';
import { fromJson } from '../../platform/json-rows.ts';
import { statement } from '../../platform/statement.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';
import { loanRowOf } from '../lending/index.ts';
import { type ListedDraw, newestDrawsOf } from '../servicing/index.ts';

export const DRAWS_SHOWN = 20;

const overview = (db: Reader, id: string) =>
  loanRowOf(db, id).select([
    sql<bigint>`(select coalesce(sum(n.amount_cents), 0)::bigint from servicing.posting_lines n
      where n.loan_id = l.id and n.account = 'principal')`.as('principalCents'),
    jsonArrayFrom(newestDrawsOf(db, id, DRAWS_SHOWN)).as('draws'),
  ]);
const anyOverview = statement((db, { id }: { id: string }) => overview(db, id));

/** A loan's row with its principal and its newest draws (one more than are shown, when there are more), all in one question. */
export async function findOverview(db: Reader, scope: Scope<'read:loans'>, id: string) {
  const [found] =
    scope.reach === 'all'
      ? await anyOverview(db, { id })
      : await overview(db, id)
          .where(visible(scope, 'loan', 'l.id'))
          .execute();
  return found && { ...found, draws: fromJson<ListedDraw>(found.draws) };
}
