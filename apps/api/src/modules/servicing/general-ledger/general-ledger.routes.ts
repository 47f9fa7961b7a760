import { operation } from '../../../platform/operation.ts';
import { changeAccount, listAccounts } from './accounts.ts';
import { exportLedger } from './export-ledger.ts';
import * as s from './general-ledger.schemas.ts';
import { trialBalance } from './trial-balance.ts';

const tag = 'Books';

export const generalLedgerRoutes = [
  operation({
    method: 'GET',
    path: '/v1/accounts',
    id: 'listLedgerAccounts',
    tag,
    summary: 'The chart of accounts',
    description: 'Whole, not in pages: the chart is a fixed catalogue.',
    permission: 'read:postings',
    response: s.Accounts,
    handle: ({ actor }) => listAccounts(actor),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/accounts/{key}',
    id: 'changeLedgerAccount',
    tag,
    summary: 'Say what the accounting program calls an account',
    permission: 'close:periods',
    params: s.AccountParams,
    body: s.AccountChanges,
    response: s.Account,
    handle: ({ actor, params, version, body }) => changeAccount(actor, { key: params.key, version, ...body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/trial-balance',
    id: 'getTrialBalance',
    tag,
    summary: 'Opening, movement and closing of every account over all loans',
    description: 'With `knownAt`, as the books stood at that moment; such an answer never changes.',
    permission: 'read:postings',
    query: s.TrialBalanceQuery,
    response: s.TrialBalance,
    handle: ({ actor, query }) => trialBalance(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/accounting-periods/{period}/journal',
    id: 'exportGeneralLedger',
    tag,
    summary: 'A month of the general ledger as a file',
    description:
      'CSV with one row a line of every posting, or the journal entries that QuickBooks Online takes, one a day. Every export is on record.',
    permission: 'read:postings',
    params: s.PeriodParams,
    query: s.ExportQuery,
    produces: 'text/csv',
    handle: ({ actor, params, query, reply }) =>
      exportLedger(actor, { period: params.period, ...query }, reply),
  }),
];
