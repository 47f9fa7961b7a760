import { accountingPeriodStates } from '@connect/domain/accounting-period-states';
import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import { z } from 'zod';
import {
  CentsOut,
  CivilDateOut,
  Id,
  ListQuery,
  Moment,
  Move,
  PageOf,
  SortIn,
  TransitionBody,
  Version,
  WordOut,
  WordsIn,
} from '../../../platform/schemas.ts';
import { PeriodOut } from '../billing/billing.schemas.ts';
import { LoanNumber } from '../ledger/ledger.schemas.ts';

export { PeriodParams } from '../billing/billing.schemas.ts';

export const AccountingPeriod = z
  .object({
    period: PeriodOut,
    from: CivilDateOut,
    to: CivilDateOut.describe('Its last day.'),
    state: WordOut(accountingPeriodStates.states),
    openItems: z
      .array(z.string())
      .describe('What the month waits for before it can close; empty once it is closed.')
      .meta({ examples: [['Run the month end of October 2026.']] }),
    postings: z.int().describe('Postings whose accounting date lies in it.'),
    numberedFrom: z.int().nullable().describe('The first number of the book that it was given at its close.'),
    numberedTo: z.int().nullable(),
    requestedBy: Id.nullable(),
    requestedByName: z.string().nullable(),
    requestedAt: Moment.nullable(),
    reason: z.string().nullable(),
    decidedByName: z.string().nullable(),
    decidedAt: Moment.nullable(),
    moves: z.array(Move),
    version: Version,
  })
  .meta({ id: 'AccountingPeriod' });
export type AccountingPeriod = z.infer<typeof AccountingPeriod>;
export const AccountingPeriodPage = PageOf(AccountingPeriod).meta({ id: 'AccountingPeriodPage' });
export const AccountingPeriodQuery = ListQuery.extend({
  sort: SortIn(['period'], '-period'),
  state: WordsIn(accountingPeriodStates.states).optional(),
});

export const PeriodTransition = TransitionBody(
  accountingPeriodStates.actions as unknown as [string, ...string[]],
);

const RUN_STATES = ['running', 'done'] as const;
const account = WordOut(ACCOUNTS.map(({ key }) => key));

export const Reconciliation = z
  .object({
    id: Id,
    period: PeriodOut,
    through: CivilDateOut,
    knownAt: Moment.describe('What was recorded later is in neither side.'),
    state: WordOut(RUN_STATES),
    startedAt: Moment,
    startedByName: z.string(),
    finishedAt: Moment.nullable(),
    loans: z.int(),
    done: z.int(),
    isCurrent: z.boolean().describe('Nothing was posted into the month since.'),
    accounts: z.array(
      z
        .object({
          account,
          accountName: z.string(),
          controlCents: CentsOut.describe(
            'On the control account at the end of the month; debits are positive.',
          ),
          laterCents: CentsOut.describe(
            'Effective by then, but entered after a close and therefore in a later month of the books.',
          ),
          loansCents: CentsOut.describe('The books of the loans, each worked out anew from its history.'),
          differenceCents: CentsOut,
        })
        .meta({ id: 'ReconciledAccount' }),
    ),
    differences: z.array(
      z
        .object({
          loanId: Id,
          loanNumber: LoanNumber,
          account,
          accountName: z.string(),
          ledgerCents: CentsOut,
          loanCents: CentsOut,
        })
        .meta({ id: 'ReconciliationDifference' }),
    ),
    setAside: z
      .array(z.object({ loanId: Id, loanNumber: LoanNumber, reason: z.string() }))
      .describe('Loans whose history breaks a rule.'),
  })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.infer<typeof Reconciliation>;
export const ReconciliationPage = PageOf(Reconciliation).meta({ id: 'ReconciliationPage' });
export const ReconciliationQuery = ListQuery.extend({
  sort: SortIn(['startedAt'], '-startedAt'),
  state: z.enum(RUN_STATES).optional(),
});
