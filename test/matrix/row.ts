import { randomUUID } from 'node:crypto';
import type { Permission, Role } from '@connect/domain/permissions';
import type { SignedIn } from '../actors.ts';
import type { MatrixWorld, Side } from './world.ts';

/** What a request names: the ids of one side of the world in path, query or body. */
export interface Asked {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: object;
  /** Fields of a form with a file. */
  form?: Record<string, string>;
}

/** A side by its ids alone; where nothing may exist, every id is made up. */
export type SideIds = Omit<Side, 'people' | 'userOf'>;

/** How the matrix tries one operation. An operation without such an entry fails by name. */
export interface Row {
  /** Said a second time here: an operation that loses or changes its permission disagrees with it. */
  permission: Permission | 'signed-in' | 'public';
  /** The request that names a row of a side, for operations that are about rows. */
  names?: (side: SideIds, role: Role, world: MatrixWorld) => Asked;
  /** The request where no row is named. */
  asks?: Asked;
  /** The row belongs to one user: somebody else's is not there, whatever the role. Made anew for each try. */
  personal?: (user: SignedIn) => Promise<Asked>;
  /** Like `names`, for rows that a try uses up: makes one of this side. */
  fresh?: (side: Side, world: MatrixWorld) => Promise<Asked>;
  /** Holds for every role in the same way: the row is nobody's (a plan of the library, the lender's bank line). */
  shared?: true;
  /** For lists: an id that this role's own list must show, so that an empty list does not pass for a tight one. */
  shows?: (own: SideIds, role: Role) => string | null;
  /** Roles that a rule of the record narrows further than the matrix, with the rule. They are refused, or find nothing. */
  narrower?: Partial<Record<Role, { rule: string; status: 403 | 404 | 422 }>>;
}

/** The same side with every id made up. */
export function madeUp(side: SideIds): SideIds {
  const swap = (value: unknown): unknown => {
    if (typeof value === 'string') return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? randomUUID() : value;
    if (!value || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, swap(each)]));
  };
  const { people: _, userOf: __, ...ids } = side as Side;
  return swap(ids) as SideIds;
}

type IdField = { [K in keyof SideIds]: SideIds[K] extends string ? K : never }[keyof SideIds];

/** `{id}` of the path is this record of the side. */
export const at =
  (field: IdField, more: Omit<Asked, 'params'> | ((side: SideIds) => Omit<Asked, 'params'>) = {}) =>
  (side: SideIds): Asked => ({
    params: { id: side[field] },
    ...(typeof more === 'function' ? more(side) : more),
  });

/** A move whose version nobody has seen: it gets past the row and stops there, so that the world stays as it is. */
export const moving = (field: IdField, body: object) => at(field, { body });
