import { sql } from 'kysely';
import type { Reader } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import { visible } from '../../contacts/index.ts';
import type { Scope } from '../../identity/index.ts';

const replays = (db: Reader, scope: Scope<'read:postings'>) =>
  db
    .selectFrom('servicing.replays as r')
    .innerJoin('servicing.loan_events as e', 'e.id', 'r.event_id')
    .leftJoin('servicing.loan_event_withdrawals as w', (join) =>
      join.onRef('w.event_id', '=', 'e.id').onRef('w.recorded_at', '=', 'r.recorded_at'),
    )
    .select([
      'r.id',
      'r.sentence',
      'r.from_date as fromDate',
      'r.reversed',
      'r.posted',
      'r.interest_change_cents as interestChangeCents',
      'r.recorded_at as recordedAt',
    ])
    .select(sql<string>`coalesce(w.actor_name, e.actor_name)`.as('actorName'))
    .where(visible(scope, 'loan', 'r.loan_id'));

export interface ReplayFilter {
  loanId: string;
  limit: number;
  cursor?: string | undefined;
  sort: string;
}

/** Declared sorts of a loan's replays, with their index. */
export const SORTS = {
  recordedAt: {
    by: [['r.recorded_at', 'timestamptz']],
    at: (row: { recordedAt: string }) => [row.recordedAt],
  },
} as const;

const matching = (db: Reader, scope: Scope<'read:postings'>, filter: ReplayFilter) =>
  replays(db, scope).where('r.loan_id', '=', filter.loanId);

/** Why postings of a loan's past were replaced, newest first. */
export const listReplays = (db: Reader, scope: Scope<'read:postings'>, filter: ReplayFilter) =>
  matching(db, scope, filter)
    .$call(inOrder(SORTS, 'r.id', filter))
    .limit(pageRows(filter.limit))
    .execute();

export const countReplays = (
  db: Reader,
  scope: Scope<'read:postings'>,
  filter: ReplayFilter,
): Promise<number> => countOf(matching(db, scope, filter));

/** The replay that wrote a posting. */
export const replayOf = (db: Reader, scope: Scope<'read:postings'>, postingId: string) =>
  replays(db, scope)
    .innerJoin('servicing.postings as p', 'p.replay_id', 'r.id')
    .where('p.id', '=', postingId)
    .executeTakeFirst();
