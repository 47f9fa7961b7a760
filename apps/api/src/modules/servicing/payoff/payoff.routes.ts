import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { moveQuote } from './move-quote.ts';
import * as s from './payoff.schemas.ts';
import { giveQuote } from './quote-payoff.ts';
import { getQuote, pageOfQuotes } from './quotes.service.ts';

const tag = 'Servicing';

export const payoffRoutes = [
  operation({
    method: 'POST',
    path: '/v1/payoff-quotes',
    id: 'quotePayoff',
    tag,
    summary: 'Quote the payoff of a loan for a day',
    description:
      'The letter is kept as a PDF that the borrower sees. An undrawn reserve line never reduces a payoff.',
    permission: 'write:payments',
    body: s.NewPayoffQuote,
    status: 201,
    response: s.PayoffQuote,
    handle: ({ actor, body }) => giveQuote(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/payoff-quotes',
    id: 'listPayoffQuotes',
    tag,
    summary: 'List payoff quotes, newest first',
    description: 'A borrower sees their own.',
    permission: 'read:payments',
    query: s.PayoffQuoteQuery,
    response: s.PayoffQuotePage,
    handle: ({ actor, query }) => pageOfQuotes(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/payoff-quotes/{id}',
    id: 'getPayoffQuote',
    tag,
    summary: 'One payoff quote with what it is made of',
    permission: 'read:payments',
    params: IdParams,
    response: s.PayoffQuote,
    handle: ({ actor, params }) => getQuote(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/payoff-quotes/{id}/transitions',
    id: 'movePayoffQuote',
    tag,
    summary: 'Accept, cancel or pay a payoff quote',
    description:
      'Paying records the money, settles the loan in one posting on the day it counts and moves the loan to paid off. Needs a confirmation of the second factor.',
    permission: 'write:payments',
    money: true,
    params: IdParams,
    body: s.PayoffTransition,
    response: s.PayoffQuote,
    handle: ({ actor, params, version, body }) => moveQuote(actor, { id: params.id, version, ...body }),
  }),
];
