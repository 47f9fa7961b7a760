import type { Actor } from './actor.ts';
import { reader, type Tx } from './db.ts';
import { findAnswer, saveAnswer } from './idempotency.ts';

const RETRIED = new Set(['40001', '40P01']); // serialization failure, deadlock: nothing was written, so trying again is safe
const ATTEMPTS = 4;

/**
 * Runs one business verb in one transaction. A POST that carries an Idempotency-Key stores its answer in the same
 * transaction, so a retry after any crash either finds the answer or finds nothing done.
 * Throws whatever `work` throws, Replay when this key was answered before, Problem 409 or 422 on a key in use.
 */
export async function inTransaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await reader()
        .transaction()
        .execute(async (trx) => {
          const tx: Tx = Object.assign(trx, { actor, now: actor.now ?? new Date() });
          if (!actor.idempotency) return work(tx);
          await findAnswer(tx, actor.idempotency);
          const answer = await work(tx);
          await saveAnswer(tx, actor.idempotency, answer);
          return answer;
        });
    } catch (error) {
      if (attempt >= ATTEMPTS || !RETRIED.has((error as { code?: string }).code ?? '')) throw error;
    }
  }
}
