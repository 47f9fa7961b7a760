import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { reader } from '../../platform/db.ts';
import { notFound } from '../../platform/errors.ts';
import { authorise } from '../identity/index.ts';
import { LoanRow, loanRowFor } from '../lending/index.ts';
import { DrawRow, presentDraws } from '../servicing/index.ts';
import { DRAWS_SHOWN, findOverview } from './loan-overview.repo.ts';

export const LoanOverview = LoanRow.extend({
  draws: z.array(DrawRow).describe(`Newest first, at most ${DRAWS_SHOWN}.`),
  moreDraws: z.boolean(),
}).meta({ id: 'LoanOverview' });

/** The loan's row and its newest draws, each as this caller may see it. Throws 404 when the loan is none of theirs. */
export async function loanOverview(actor: Actor, id: string): Promise<z.infer<typeof LoanOverview>> {
  const found = await findOverview(reader(), authorise(actor, 'read:loans'), id);
  if (!found) throw notFound();
  const { draws, principalCents, ...row } = found;
  return {
    ...loanRowFor(actor, row),
    principalCents: row.fundedOn ? principalCents : null,
    draws: presentDraws(actor, draws.slice(0, DRAWS_SHOWN)),
    moreDraws: draws.length > DRAWS_SHOWN,
  };
}
