import { randomUUID } from 'node:crypto';
import type { Rate } from '@connect/domain/rate';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../../identity/index.ts';
import { aboutLoan, beginAct } from './act.ts';
import { balancesNow } from './books.ts';
import { enter } from './enter.ts';
import type * as s from './ledger.schemas.ts';

/**
 * Sets the contract rate from a day on, of the past, too: interest since then is worked out anew. Answers the balances of today.
 * Throws 404, 409 `loan_not_running`, 422 at /effectiveDate when a rate is set from that day already, or for a day before funding.
 */
export async function changeRate(
  actor: Actor,
  input: { loanId: string; rate: string; reason: string; effectiveDate?: string | undefined },
): Promise<z.infer<typeof s.Balances>> {
  const scope = authorise(actor, 'write:payments');
  return inTransaction(actor, async (tx) => {
    const { loan, date } = await beginAct(tx, scope, input);
    const id = randomUUID();
    await enter(tx, loan, {
      event: { kind: 'rate', key: `rate:${id}`, date, rate: input.rate as Rate },
      source: { type: 'rate', id },
    });
    await publish(tx, 'rate.changed', aboutLoan(loan, date), { rate: input.rate, reason: input.reason });
    return balancesNow(tx, loan);
  });
}
