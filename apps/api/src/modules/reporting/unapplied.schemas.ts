import { loanStates } from '@connect/domain/loan-states';
import { z } from 'zod';
import {
  CentsOut,
  CivilDateOut,
  FlagIn,
  Id,
  ListQuery,
  PageOf,
  SortIn,
  Text,
  WordOut,
  WordsIn,
} from '../../platform/schemas.ts';

const Unapplied = z
  .object({
    id: Id.describe('The loan.'),
    loanNumber: z.string().meta({ examples: ['L-0147'] }),
    projectId: Id,
    address: z.string().meta({ examples: ['600 4th Ave'] }),
    state: WordOut(loanStates.states),
    borrowerName: z.string().nullable(),
    unappliedCents: CentsOut,
    dueCents: CentsOut.describe('Billed or charged and not paid.'),
    movedOn: CivilDateOut.describe('The day it last grew or was used.'),
  })
  .meta({ id: 'UnappliedCash' });

export const UnappliedPage = PageOf(Unapplied).meta({ id: 'UnappliedCashPage' });

export const UnappliedQuery = ListQuery.extend({
  sort: SortIn(['unapplied', 'movedOn'], '-unapplied').describe(
    'movedOn: what has lain longest comes first.',
  ),
  state: WordsIn(loanStates.states).optional().describe('Of the loan: one or more, separated by commas.'),
  due: FlagIn.optional().describe('Only where it could pay something that is due, or only where nothing is.'),
  q: Text(200).optional().describe('Part of the loan number, the address or the borrower.'),
});
export type UnappliedQuery = z.output<typeof UnappliedQuery>;
