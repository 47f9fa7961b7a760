import { type PayoffQuoteState, payoffQuoteStates } from '@connect/domain/payoff-quote-states';
import type { z } from 'zod';
import type { Actor } from '../../../platform/actor.ts';
import { type Reader, reader } from '../../../platform/db.ts';
import { notFound } from '../../../platform/errors.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import type { LoanScope } from '../ledger/loans.repo.ts';
import type * as s from './payoff.schemas.ts';
import * as repo from './quotes.repo.ts';

/** One quote. Throws 404 when there is none of this caller's. */
export const getQuote = (actor: Actor, id: string): Promise<s.PayoffQuote> =>
  quoteFor(actor, reader(), authorise(actor, 'read:payments'), id);

export async function pageOfQuotes(actor: Actor, query: z.output<typeof s.PayoffQuoteQuery>) {
  const scope = authorise(actor, 'read:payments');
  const [rows, total] = await Promise.all([
    repo.listQuotes(reader(), scope, query),
    query.withTotal ? repo.countQuotes(reader(), scope, query) : undefined,
  ]);
  const page = sortedPage(rows, query, repo.SORTS, total);
  return { ...page, items: page.items.map((row) => present(actor, row)) };
}

/** Reads the quote back, for the answer of a change. */
export async function quoteFor(
  actor: Actor,
  db: Reader,
  scope: LoanScope,
  id: string,
): Promise<s.PayoffQuote> {
  const found = await repo.findQuote(db, scope, id);
  if (!found) throw notFound();
  return present(actor, found);
}

const present = (actor: Actor, row: repo.FoundQuote): s.PayoffQuote => ({
  ...row,
  figures: row.figures as s.PayoffFigures,
  // What is short depends on the money that comes in, so no button is grey for it.
  moves: actor.role === 'system' ? [] : payoffQuoteStates.moves(row.state as PayoffQuoteState, actor.role),
});
