import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { explainAccrual, getPosting, loanBalances, pageOfPostings } from './books.ts';
import { changeRate } from './change-rate.ts';
import { explainPosting, replaysOf } from './explain-posting.ts';
import * as s from './ledger.schemas.ts';
import { reversePosting } from './reverse-posting.ts';

const tag = 'Servicing';

export const ledgerRoutes = [
  operation({
    method: 'GET',
    path: '/v1/postings',
    id: 'listPostings',
    tag,
    summary: 'List postings with their lines, latest effective date first',
    description: 'With `knownAt`, the books as they stood at that moment.',
    permission: 'read:postings',
    query: s.PostingQuery,
    response: s.PostingPage,
    handle: ({ actor, query }) => pageOfPostings(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/postings/{id}',
    id: 'getPosting',
    tag,
    summary: 'One posting with its lines',
    permission: 'read:postings',
    params: IdParams,
    response: s.Posting,
    handle: ({ actor, params }) => getPosting(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/postings/{id}/reversals',
    id: 'reversePosting',
    tag,
    summary: 'Reverse a posting',
    description:
      'Fees, interest bills, uses of unapplied cash and journals, on their own day and with all that follows from them. A payment comes back as returned, a draw by its disbursement. A posting is reversed once, a reversal never.',
    permission: 'write:payments',
    money: true,
    stepUp: true,
    params: IdParams,
    body: s.ReversalBody,
    status: 201,
    response: s.Posting,
    handle: ({ actor, params, body }) => reversePosting(actor, { postingId: params.id, ...body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/postings/{id}/explanation',
    id: 'explainPosting',
    tag,
    summary: 'Why a posting has its cents',
    description:
      'Worked out from what was known when it was recorded; a reversal says what was entered or taken back.',
    permission: 'read:postings',
    params: IdParams,
    response: s.PostingExplanation,
    handle: ({ actor, params }) => explainPosting(actor, params.id),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/replays',
    id: 'listReplays',
    tag,
    summary: 'Why postings of the past were replaced, newest first',
    permission: 'read:postings',
    params: IdParams,
    query: s.ReplayQuery,
    response: s.ReplayPage,
    handle: ({ actor, params, query }) => replaysOf(actor, { loanId: params.id, ...query }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/rate-changes',
    id: 'changeRate',
    tag,
    summary: 'Set the contract rate from a day on',
    description:
      'A day of the past is welcome: interest since then is worked out anew, and the ledger says what changed.',
    permission: 'write:payments',
    money: true,
    stepUp: true,
    params: IdParams,
    body: s.RateChange,
    status: 201,
    response: s.Balances,
    handle: ({ actor, params, body }) => changeRate(actor, { loanId: params.id, ...body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/balances',
    id: 'getLoanBalances',
    tag,
    summary: 'Balances of a loan as of a day, as known at a moment',
    permission: 'read:loans',
    params: IdParams,
    query: s.AsOfQuery,
    response: s.Balances,
    handle: ({ actor, params, query }) => loanBalances(actor, params.id, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/accrual',
    id: 'explainAccrual',
    tag,
    summary: 'Why accrued interest is what it is',
    permission: 'read:loans',
    params: IdParams,
    query: s.AsOfQuery,
    response: s.Accrual,
    handle: ({ actor, params, query }) => explainAccrual(actor, params.id, query),
  }),
];
