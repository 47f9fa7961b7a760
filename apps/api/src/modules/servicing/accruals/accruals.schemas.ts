import { z } from 'zod';
import { CivilDateOut, Id, ListQuery, Moment, PageOf, SortIn, WordOut } from '../../../platform/schemas.ts';
import { LoanNumber } from '../ledger/ledger.schemas.ts';

const RUN_STATES = ['running', 'done'] as const;

export const AccrualRun = z
  .object({
    id: Id,
    day: CivilDateOut.describe('Interest runs to this day and does not include it.'),
    state: WordOut(RUN_STATES),
    startedAt: Moment,
    startedByName: z.string().meta({ examples: ['Automatic'] }),
    finishedAt: Moment.nullable(),
    loans: z.int(),
    done: z.int(),
    setAside: z
      .array(
        z.object({ loanId: Id, loanNumber: LoanNumber, reason: z.string() }).meta({ id: 'AccrualSetAside' }),
      )
      .describe('Loans whose history breaks a rule; the rest is done.'),
  })
  .meta({ id: 'AccrualRun' });
export type AccrualRun = z.infer<typeof AccrualRun>;
export const AccrualRunPage = PageOf(AccrualRun).meta({ id: 'AccrualRunPage' });
export const AccrualRunQuery = ListQuery.extend({
  sort: SortIn(['day'], '-day'),
  state: z.enum(RUN_STATES).optional(),
});
