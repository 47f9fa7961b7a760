import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';
import { pageRows } from '../../platform/keyset.ts';
import { BY_ID, countOf, inOrder } from '../../platform/sorts.ts';
import type { Scope } from '../identity/index.ts';

export interface AuditFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  name?: string | undefined;
  actorId?: string | undefined;
  subjectType?: string | undefined;
  subjectId?: string | undefined;
  projectId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

function matching(db: Reader, filter: AuditFilter) {
  const { name, actorId, subjectType, subjectId, projectId, from, to } = filter;
  return db
    .selectFrom('platform.events as e')
    .select([
      'e.id',
      'e.at',
      'e.name',
      'e.subject_type as subjectType',
      'e.subject_id as subjectId',
      'e.project_id as projectId',
      'e.actor_id as actorId',
      'e.actor_name as actorName',
      'e.actor_role as actorRole',
      'e.request_id as requestId',
      'e.ip',
      'e.effective_date as effectiveDate',
      'e.payload',
    ])
    .$if(name !== undefined, (q) => q.where('e.name', '=', name!))
    .$if(actorId !== undefined, (q) => q.where('e.actor_id', '=', actorId!))
    .$if(subjectType !== undefined, (q) => q.where('e.subject_type', '=', subjectType!))
    .$if(subjectId !== undefined, (q) => q.where('e.subject_id', '=', subjectId!))
    .$if(projectId !== undefined, (q) => q.where('e.project_id', '=', projectId!))
    .$if(from !== undefined, (q) => q.where('e.at', '>=', from!))
    .$if(to !== undefined, (q) => q.where(sql<SqlBool>`e.at < ${to}::date + 1`));
}

/** The audit trail in the order in which it was recorded; the scope proves that the caller may read all of it. */
export const listEvents = (db: Reader, _scope: Scope<'read:audit'>, filter: AuditFilter) =>
  matching(db, filter)
    .$call(inOrder({ recorded: BY_ID }, 'e.id', filter, 'bigint'))
    .limit(pageRows(filter.limit))
    .execute();

export const countEvents = (db: Reader, _scope: Scope<'read:audit'>, filter: AuditFilter): Promise<number> =>
  countOf(matching(db, filter));
