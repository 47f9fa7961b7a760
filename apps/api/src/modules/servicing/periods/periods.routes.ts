import { operation } from '../../../platform/operation.ts';
import { movePeriod } from './move-period.ts';
import * as s from './periods.schemas.ts';
import { getPeriod, pageOfPeriods } from './periods.service.ts';
import { pageOfReconciliations, startReconciliation } from './reconcile.ts';

const tag = 'Books';

export const periodRoutes = [
  operation({
    method: 'GET',
    path: '/v1/accounting-periods',
    id: 'listAccountingPeriods',
    tag,
    summary: 'The months of the books, latest first',
    description: 'From the first posting to the month we are in. `openItems` says what a month waits for.',
    permission: 'read:postings',
    query: s.AccountingPeriodQuery,
    response: s.AccountingPeriodPage,
    handle: ({ actor, query }) => pageOfPeriods(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/accounting-periods/{period}',
    id: 'getAccountingPeriod',
    tag,
    summary: 'One month of the books',
    permission: 'read:postings',
    params: s.PeriodParams,
    response: s.AccountingPeriod,
    handle: ({ actor, params }) => getPeriod(actor, params.period),
  }),
  operation({
    method: 'POST',
    path: '/v1/accounting-periods/{period}/transitions',
    id: 'moveAccountingPeriod',
    tag,
    summary: 'Ask to close a month or to reopen it, agree or decline',
    description:
      'Who asks and who agrees are two people. Closing gives the book’s numbers, without gaps; afterwards no posting bears an accounting date in the month. Closing and reopening need a confirmation of the second factor.',
    permission: 'close:periods',
    money: true,
    params: s.PeriodParams,
    body: s.PeriodTransition,
    response: s.AccountingPeriod,
    handle: ({ actor, params, version, body }) =>
      movePeriod(actor, { period: params.period, version, ...body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/accounting-periods/{period}/reconciliations',
    id: 'startReconciliation',
    tag,
    summary: 'Reconcile the books of all loans with the control accounts',
    description:
      'In the background: each loan is worked out anew from its history, and its books are compared with the ledger account by account.',
    permission: 'close:periods',
    params: s.PeriodParams,
    status: 202,
    response: s.Reconciliation,
    handle: ({ actor, params }) => startReconciliation(actor, params.period),
  }),
  operation({
    method: 'GET',
    path: '/v1/accounting-periods/{period}/reconciliations',
    id: 'listReconciliations',
    tag,
    summary: 'The reconciliations of a month, done or under way, the last one first',
    permission: 'read:postings',
    params: s.PeriodParams,
    query: s.ReconciliationQuery,
    response: s.ReconciliationPage,
    handle: ({ actor, params, query }) => pageOfReconciliations(actor, { ...params, ...query }),
  }),
];
