import type { FastifyRequest } from 'fastify';
import { publish } from '../events/publish.ts';
import type { Actor } from '../platform/actor.ts';
import type { Operation } from '../platform/operation.ts';
import { Id } from '../platform/schemas.ts';
import { inTransaction } from '../platform/transaction.ts';

const NOTHING = '00000000-0000-0000-0000-000000000000';

/**
 * A refusal leaves an audit event of its own, about the record that the address names: the work it belongs to was rolled back.
 */
export async function recordRefusal(
  actor: Actor,
  op: Operation,
  code: string,
  request: FastifyRequest,
): Promise<void> {
  const { idempotency: _, ...plain } = actor;
  const id = Id.safeParse((request.params as { id?: unknown }).id).data ?? NOTHING;
  await inTransaction(plain, (tx) =>
    publish(tx, 'access.refused', { type: 'operation', id }, { operation: op.id, because: code }),
  );
}
