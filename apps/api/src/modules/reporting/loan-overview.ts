import { z } from 'zod';
import type { Actor } from '../../platform/actor.ts';
import { getLoan, Loan } from '../lending/index.ts';
import { DRAWS_OF_LOAN, DrawRow, drawsOfLoan } from '../servicing/index.ts';

export const LoanOverview = z
  .object({
    loan: Loan,
    draws: z.array(DrawRow).describe(`Newest first, at most ${DRAWS_OF_LOAN}.`),
    moreDraws: z.boolean(),
  })
  .meta({ id: 'LoanOverview' });

/** The loan and its newest draws, each as this caller may see it. Throws 404 when the loan is none of theirs. */
export async function loanOverview(actor: Actor, id: string): Promise<z.infer<typeof LoanOverview>> {
  const [loan, draws] = await Promise.all([getLoan(actor, id), drawsOfLoan(actor, id)]);
  return { loan, ...draws };
}
