import { type SqlBool, sql } from 'kysely';
import type { Reader } from '../../platform/db.ts';
import { containing } from '../../platform/like.ts';
import { visible } from '../contacts/index.ts';
import type { Scope } from '../identity/index.ts';

const PER_KIND = 6;
/** Projects whose address or number holds the text, newest first. */
export const searchProjects = (db: Reader, scope: Scope<'read:projects'>, text: string) =>
  db
    .selectFrom('projects.projects as p')
    .select(['p.id', 'p.address', 'p.number', 'p.stage', 'p.city'])
    .where(visible(scope, 'project', 'p.id'))
    .where((eb) =>
      eb.or([eb('p.address', 'ilike', containing(text)), eb('p.number', 'ilike', containing(text))]),
    )
    .orderBy('p.created_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(PER_KIND)
    .execute();

/** Loans by number or address. */
export const searchLoans = (db: Reader, scope: Scope<'read:loans'>, text: string) =>
  db
    .selectFrom('lending.loans as l')
    .select(['l.id', 'l.number', 'l.address', 'l.state'])
    .where(visible(scope, 'loan', 'l.id'))
    .where((eb) =>
      eb.or([eb('l.number', 'ilike', containing(text)), eb('l.address', 'ilike', containing(text))]),
    )
    .orderBy('l.created_at', 'desc')
    .orderBy('l.id', 'desc')
    .limit(PER_KIND)
    .execute();

/** People and entities by name; partners find only themselves and their own entities. */
export const searchParties = (db: Reader, scope: Scope<'read:contacts'>, text: string) =>
  db
    .selectFrom('contacts.parties as c')
    .select(['c.id', 'c.kind', 'c.name'])
    .where('c.name', 'ilike', containing(text))
    .where(
      scope.reach === 'all'
        ? sql<SqlBool>`true`
        : sql<SqlBool>`c.id in (select contacts.principals(${scope.userId}::uuid))`,
    )
    .orderBy('c.name')
    .orderBy('c.id')
    .limit(PER_KIND)
    .execute();
