import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { billInterest } from './bill-interest.ts';
import * as s from './billing.schemas.ts';
import { pageOfBills } from './bills.service.ts';
import { chargeFee, pageOfFees } from './charge-fee.ts';
import { getMonthEnd, pageOfMonthEnds, startMonthEnd } from './month-end.ts';

const tag = 'Servicing';

export const billingRoutes = [
  operation({
    method: 'POST',
    path: '/v1/interest-bills',
    id: 'billInterest',
    tag,
    summary: 'Bill a month’s interest of one loan',
    description:
      'Once per loan and month. While the loan has an interest reserve left, that pays, and principal rises. All loans of a month: POST /v1/month-ends.',
    permission: 'write:payments',
    money: true,
    body: s.NewInterestBill,
    status: 201,
    response: s.InterestBill,
    handle: ({ actor, body }) => billInterest(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/interest-bills',
    id: 'listInterestBills',
    tag,
    summary: 'List interest bills with their computation, latest month first',
    description: 'A borrower sees their own.',
    permission: 'read:statements',
    query: s.BillQuery,
    response: s.InterestBillPage,
    handle: ({ actor, query }) => pageOfBills(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/fees',
    id: 'chargeFee',
    tag,
    summary: 'Charge a fee',
    permission: 'write:payments',
    money: true,
    params: IdParams,
    body: s.NewFee,
    status: 201,
    response: s.Fee,
    handle: ({ actor, params, body }) => chargeFee(actor, { loanId: params.id, ...body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/fees',
    id: 'listFees',
    tag,
    summary: 'Fees of a loan, newest first',
    permission: 'read:payments',
    params: IdParams,
    query: s.FeeQuery,
    response: s.FeePage,
    handle: ({ actor, params, query }) => pageOfFees(actor, { loanId: params.id, ...query }),
  }),
  operation({
    method: 'POST',
    path: '/v1/month-ends',
    id: 'startMonthEnd',
    tag,
    summary: 'Run the month end for all loans, or take it up again',
    description:
      'Bills interest and issues statements in the background, loan by loan; GET tells how far it is. Done again it does nothing twice.',
    permission: 'write:statements',
    money: true,
    body: s.StartMonthEnd,
    status: 202,
    response: s.MonthEnd,
    handle: ({ actor, body }) => startMonthEnd(actor, body.period),
  }),
  operation({
    method: 'GET',
    path: '/v1/month-ends',
    id: 'listMonthEnds',
    tag,
    summary: 'Month ends, latest first',
    permission: 'read:postings',
    query: s.MonthEndQuery,
    response: s.MonthEndPage,
    handle: ({ actor, query }) => pageOfMonthEnds(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/month-ends/{period}',
    id: 'getMonthEnd',
    tag,
    summary: 'How far the month end of a period is',
    permission: 'read:postings',
    params: s.PeriodParams,
    response: s.MonthEnd,
    handle: ({ actor, params }) => getMonthEnd(actor, params.period),
  }),
];
