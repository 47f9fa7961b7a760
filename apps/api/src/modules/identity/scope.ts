import { type Permission, type Reach, reach } from '@connect/domain/permissions';
import type { Actor } from '../../platform/actor.ts';
import { forbidden } from '../../platform/errors.ts';

declare const made: unique symbol;

/**
 * Proof that someone was authorised for a permission, and how far it reaches. Only `authorise` makes one, and every
 * repo read asks for one: forgetting to authorise does not compile.
 */
export interface Scope<P extends Permission = Permission> {
  readonly [made]: P;
  readonly permission: P;
  readonly reach: Reach;
  readonly userId: string | null;
}

/** Throws 403 when the role may never do this. Authorise first, before anything is read. */
export function authorise<P extends Permission>(actor: Actor, permission: P): Scope<P> {
  const far =
    actor.role === 'system' ? (actor.kind === 'system' ? 'all' : null) : reach(actor.role, permission);
  if (!far) throw forbidden();
  return { permission, reach: far, userId: actor.userId } as Scope<P>;
}
