import type { EventName } from '../../events/catalog.ts';
import type { Reader } from '../../platform/db.ts';
import { decodeCursor } from '../../platform/keyset.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';

/** The deal's events of the given names, newest first; the names carry who may read them. */
export function listTimeline(
  db: Reader,
  scope: Scope<'read:projects'>,
  projectId: string,
  names: EventName[],
  page: { limit: number; cursor?: string | undefined },
) {
  const place = page.cursor ? decodeCursor(page.cursor, 'timeline', 1) : undefined;
  return db
    .selectFrom('platform.events as e')
    .innerJoin('projects.projects as p', 'p.id', 'e.project_id')
    .select([
      'e.id',
      'e.at',
      'e.effective_date as effectiveDate',
      'e.name',
      'e.payload',
      'e.actor_name as actorName',
      'e.subject_type as subjectType',
      'e.subject_id as subjectId',
    ])
    .where('e.project_id', '=', projectId)
    .where('e.name', 'in', names)
    .where(visible(scope, 'project', 'p.id'))
    .$if(place !== undefined, (query) => query.where('e.id', '<', BigInt(place![0] as string)))
    .orderBy('e.id', 'desc')
    .limit(page.limit + 1)
    .execute();
}
