import { cents, sumCents } from '@connect/domain/money';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { bookDate } from '../../../platform/book-time.ts';
import { reader } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { authorise } from '../../identity/index.ts';
import { knowable } from '../ledger/books.ts';
import * as repo from './general-ledger.repo.ts';
import type { TrialBalance, TrialBalanceQuery } from './general-ledger.schemas.ts';

/**
 * What every account held before a day, what moved on it since and what it holds on another: over all loans, by the day of the books or the
 * effective one, as known at a moment. Throws 422 when the days are the wrong way round.
 */
export async function trialBalance(
  actor: Actor,
  query: z.output<typeof TrialBalanceQuery>,
): Promise<z.infer<typeof TrialBalance>> {
  const scope = authorise(actor, 'read:postings');
  const to = query.to ?? bookDate(actor.now ?? new Date());
  const from = query.from ?? `${to.slice(0, 7)}-01`;
  if (from > to) throw invalid('?to', 'Not before the first day.');
  const knownAt = await knowable(query.knownAt);
  const rows = await repo.trialBalance(reader(), scope, { ...query, from, to, knownAt });
  const accounts = rows.map(({ opening, debit, credit, ...account }) => ({
    ...account,
    openingCents: opening,
    debitCents: debit,
    creditCents: credit,
    closingCents: opening + debit - credit,
  }));
  const closing = accounts.filter(({ memo }) => !memo).map(({ closingCents }) => cents(closingCents));
  return {
    from,
    to,
    by: query.by,
    knownAt: knownAt ?? null,
    accounts,
    debitCents: sumCents(closing.filter((sum) => sum > 0n)),
    creditCents: -sumCents(closing.filter((sum) => sum < 0n)),
  };
}
