import type { Permission } from '@connect/domain/permissions';
import { type Insertable, type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { DB } from '../../platform/db-types.gen.ts';
import { statement } from '../../platform/statement.ts';
import type { Scope } from '../identity/index.ts';

/** What "own" and "assigned" can be said of. */
export type SubjectType =
  | 'project'
  | 'consultant_order'
  | 'loan'
  | 'draw'
  | 'inspection'
  | 'document'
  | 'task'
  | 'envelope';

/**
 * The condition that a row is this scope's to see: nothing more to ask where the role sees all, else a row of
 * `contacts.access` for the user's contact or one of its entities. `ref` names the column, such as `p.id`.
 */
export function visible(scope: Scope<Permission>, subject: SubjectType, ref: string): RawBuilder<boolean> {
  if (scope.reach === 'all') return sql<boolean>`true`;
  return sql<boolean>`exists (select 1 from contacts.access a where a.subject_type = ${subject} and a.subject_id = ${sql.ref(ref)}
    and a.party_id in (select contacts.principals(${scope.userId}::uuid)))`;
}

/** Gives a party its own view of a subject, in the writer's transaction; giving it twice is harmless. */
export const grantAccess = (
  tx: Tx,
  subject: SubjectType,
  subjectId: string,
  partyId: string,
  capacity: string,
): Promise<unknown> =>
  insert(tx, {
    subject_type: subject,
    subject_id: subjectId,
    party_id: partyId,
    capacity,
    created_at: tx.now,
  });
const insert = statement((db, row: Insertable<DB['contacts.access']>) =>
  db
    .insertInto('contacts.access')
    .values(row)
    .onConflict((oc) => oc.doNothing()),
);

/** Takes a view back, for example from an inspector who no longer has the visit. */
export const revokeAccess = (
  tx: Tx,
  subject: SubjectType,
  subjectId: string,
  partyId: string,
  capacity: string,
): Promise<unknown> =>
  tx
    .deleteFrom('contacts.access')
    .where('subject_type', '=', subject)
    .where('subject_id', '=', subjectId)
    .where('party_id', '=', partyId)
    .where('capacity', '=', capacity)
    .execute();
