import { ACCOUNTS } from '@connect/domain/chart-of-accounts';
import { z } from 'zod';
import {
  CentsOut,
  CivilDateIn,
  CivilDateOut,
  Moment,
  Text,
  Version,
  WordOut,
} from '../../../platform/schemas.ts';
import { KnownAt } from '../ledger/ledger.schemas.ts';

export { PeriodParams } from '../billing/billing.schemas.ts';

const KEYS = ACCOUNTS.map(({ key }) => key);

export const Account = z
  .object({
    key: WordOut(KEYS),
    name: z.string().meta({ examples: ['Loan principal'] }),
    normal: WordOut(['debit', 'credit']),
    memo: z.boolean().describe('Off the books: promised or held back, neither principal nor money.'),
    externalCode: z
      .string()
      .nullable()
      .describe('What the accounting program calls it; journal entries for it name it so.')
      .meta({ examples: ['1310'] }),
    version: Version,
  })
  .meta({ id: 'LedgerAccount' });
export type Account = z.infer<typeof Account>;
export const Accounts = z.object({ items: z.array(Account) }).meta({ id: 'LedgerAccountList' });
export const AccountParams = z.object({ key: z.enum(KEYS as [string, ...string[]]) });
export const AccountChanges = z.strictObject({ externalCode: Text(60).nullable() });

export const TrialBalanceQuery = z.object({
  from: CivilDateIn.optional().describe('The first day; the first of the month when left out.'),
  to: CivilDateIn.optional().describe('The last day; today when left out.'),
  by: z
    .enum(['accounting', 'effective'])
    .default('accounting')
    .describe('Whose days: those on which it stands in the books, or those from which it counts.'),
  knownAt: KnownAt,
});

export const TrialBalance = z
  .object({
    from: CivilDateOut,
    to: CivilDateOut,
    by: WordOut(['accounting', 'effective']),
    knownAt: Moment.nullable(),
    accounts: z.array(
      z
        .object({
          account: WordOut(KEYS),
          accountName: z.string(),
          subAccount: z.string().nullable().describe('Which bank, for cash.'),
          memo: z.boolean(),
          openingCents: CentsOut.describe('Debits are positive.'),
          debitCents: CentsOut,
          creditCents: CentsOut,
          closingCents: CentsOut,
        })
        .meta({ id: 'TrialBalanceLine' }),
    ),
    debitCents: CentsOut.describe('Closing balances on the books that are debits; equal to the credits.'),
    creditCents: CentsOut,
  })
  .meta({ id: 'TrialBalance' });

export const EXPORT_FORMATS = ['csv', 'quickbooks'] as const;
export const ExportQuery = z.object({
  format: z
    .enum(EXPORT_FORMATS)
    .default('csv')
    .describe('One row a line of every posting, or QuickBooks Online journal entries, one a day.'),
});
