import type { Actor } from '../../../platform/actor.ts';

/** An answer or a body that carries a secret must not be kept for replay, not even as a hash. */
export function withoutKey(actor: Actor): Actor {
  const { idempotency: _, ...plain } = actor;
  return plain;
}
