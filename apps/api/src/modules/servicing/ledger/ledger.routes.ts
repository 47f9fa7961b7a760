import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { explainAccrual, getPosting, loanBalances, pageOfPostings } from './books.ts';
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
