import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import * as s from './evidence.schemas.ts';
import { evidenceOf, recordEvidence } from './evidence.service.ts';
import { NewPayee, Payee, PayeePage, PayeePatch, PayeeQuery } from './payees.schemas.ts';
import { addPayee, changePayee, pageOfPayees } from './payees.service.ts';
import { pageOfStopNotices, releaseStopNotice, serveStopNotice } from './stop-notices.service.ts';

const tag = 'Servicing';

/** What draws of a loan are judged by beside their own papers, and whom they pay. */
export const evidenceRoutes = [
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/evidence',
    id: 'getLoanEvidence',
    tag,
    summary: 'What was recorded of a loan’s insurance, title and credit',
    permission: 'read:postings', // internal readers of loans
    params: IdParams,
    response: s.Evidence,
    handle: ({ actor, params }) => evidenceOf(actor, params.id),
  }),
  operation({
    method: 'PUT',
    path: '/v1/loans/{id}/evidence',
    id: 'recordLoanEvidence',
    tag,
    summary: 'Record what you have seen of insurance, title and credit',
    description: 'What is left out stays; null takes a fact back. The conditions of open draws follow.',
    permission: 'write:loans',
    params: IdParams,
    body: s.EvidencePut,
    response: s.Evidence,
    handle: ({ actor, params, version, body }) =>
      recordEvidence(actor, { loanId: params.id, version, evidence: body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/loans/{id}/payees',
    id: 'listPayees',
    tag,
    summary: 'Whom draws of a loan pay',
    permission: 'read:loans',
    params: IdParams,
    query: PayeeQuery,
    response: PayeePage,
    handle: ({ actor, params, query }) => pageOfPayees(actor, { loanId: params.id, ...query }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/payees',
    id: 'addPayee',
    tag,
    summary: 'Add a payee, such as a supplier who gave preliminary notice',
    permission: 'review:draws',
    params: IdParams,
    body: NewPayee,
    status: 201,
    response: Payee,
    handle: ({ actor, params, body }) => addPayee(actor, params.id, body),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/payees/{id}',
    id: 'changePayee',
    tag,
    summary: 'Link the party behind a payee, and say how it is paid',
    description:
      'Setting partyId asks for the second factor or the password again: money goes where it points.',
    permission: 'review:draws',
    params: IdParams,
    body: PayeePatch,
    response: Payee,
    handle: ({ actor, params, version, body }) => changePayee(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/stop-notices',
    id: 'listStopNotices',
    tag,
    summary: 'List stop notices, newest first',
    permission: 'read:postings', // internal readers of loans
    query: s.StopNoticeQuery,
    response: s.StopNoticePage,
    handle: ({ actor, query }) => pageOfStopNotices(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/stop-notices',
    id: 'serveStopNotice',
    tag,
    summary: 'Record a stop notice that was served',
    permission: 'write:loans',
    body: s.NewStopNotice,
    status: 201,
    response: s.StopNotice,
    handle: ({ actor, body }) => serveStopNotice(actor, body),
  }),
  operation({
    method: 'POST',
    path: '/v1/stop-notices/{id}/transitions',
    id: 'moveStopNotice',
    tag,
    summary: 'Release a stop notice',
    permission: 'write:loans',
    params: IdParams,
    body: s.StopNoticeTransition,
    response: s.StopNotice,
    handle: ({ actor, params, version, body }) =>
      releaseStopNotice(actor, {
        id: params.id,
        version,
        reason: body.reason,
        effectiveDate: body.data?.effectiveDate,
      }),
  }),
];
