import { sql } from 'kysely';
import type { Reader } from '../../../platform/db.ts';
import { decodeCursor } from '../../../platform/keyset.ts';
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

/** Why postings of a loan's past were replaced, newest first. */
export function listReplays(
  db: Reader,
  scope: Scope<'read:postings'>,
  filter: { loanId: string; limit: number; cursor?: string | undefined },
) {
  const place = filter.cursor ? decodeCursor(filter.cursor, '-recordedAt', 2) : undefined;
  return replays(db, scope)
    .where('r.loan_id', '=', filter.loanId)
    .$if(place !== undefined, (query) =>
      query.where(sql<boolean>`(r.recorded_at, r.id) < (${place![0]}::timestamptz, ${place![1]}::uuid)`),
    )
    .orderBy('r.recorded_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(filter.limit + 1)
    .execute();
}

/** The replay that wrote a posting. */
export const replayOf = (db: Reader, scope: Scope<'read:postings'>, postingId: string) =>
  replays(db, scope)
    .innerJoin('servicing.postings as p', 'p.replay_id', 'r.id')
    .where('p.id', '=', postingId)
    .executeTakeFirst();
