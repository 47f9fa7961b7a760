import type { EventName } from '../../events/catalog.ts';
import type { Reader } from '../../platform/db.ts';
import { pageRows } from '../../platform/keyset.ts';
import { BY_ID, countOf, inOrder } from '../../platform/sorts.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';

const matching = (
  db: Reader,
  scope: Scope<'read:projects'>,
  projectId: string,
  names: readonly EventName[],
) =>
  db
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
    .where('e.name', 'in', [...names])
    .where(visible(scope, 'project', 'p.id'));

/** The deal's events of the given names in the order in which they were recorded; the names carry who may read them. */
export const listTimeline = (
  db: Reader,
  scope: Scope<'read:projects'>,
  projectId: string,
  names: readonly EventName[],
  page: { limit: number; cursor?: string | undefined; sort: string },
) =>
  matching(db, scope, projectId, names)
    .$call(inOrder({ recorded: BY_ID }, 'e.id', page, 'bigint'))
    .limit(pageRows(page.limit))
    .execute();

export const countTimeline = (
  db: Reader,
  scope: Scope<'read:projects'>,
  projectId: string,
  names: readonly EventName[],
): Promise<number> => countOf(matching(db, scope, projectId, names));
