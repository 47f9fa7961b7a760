import { INTERNAL_ROLES } from '@connect/domain/permissions';
import type { Reader } from '../../../platform/db.ts';
import { pageRows } from '../../../platform/keyset.ts';
import { containing } from '../../../platform/like.ts';
import { countOf, inOrder } from '../../../platform/sorts.ts';
import type { Scope } from '../scope.ts';

export interface StaffFilter {
  limit: number;
  cursor?: string | undefined;
  sort: string;
  role?: string | undefined;
  q?: string | undefined;
}

/** Declared sorts, with their index. */
export const SORTS = {
  displayName: { by: [['u.display_name', 'text']], at: (row: { displayName: string }) => [row.displayName] },
} as const;

const matching = (db: Reader, filter: StaffFilter) =>
  db
    .selectFrom('identity.users as u')
    .select(['u.id', 'u.display_name as displayName', 'u.role'])
    .where('u.status', '=', 'active')
    .where('u.role', 'in', [...INTERNAL_ROLES])
    .$if(filter.role !== undefined, (query) => query.where('u.role', '=', filter.role!))
    .$if(filter.q !== undefined, (query) => query.where('u.display_name', 'ilike', containing(filter.q!)));

/** A page of the active internal users, to whom work may be given, and a row more. */
export const listStaff = (db: Reader, _scope: Scope<'read:notes'>, filter: StaffFilter) =>
  matching(db, filter)
    .$call(inOrder(SORTS, 'u.id', filter))
    .limit(pageRows(filter.limit))
    .execute();

export const countStaff = (db: Reader, _scope: Scope<'read:notes'>, filter: StaffFilter): Promise<number> =>
  countOf(matching(db, filter));
