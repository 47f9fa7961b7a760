import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { Posting } from '../ledger/ledger.schemas.ts';
import { movePayment } from './move-payment.ts';
import * as s from './payments.schemas.ts';
import { getPayment, pageOfPayments } from './payments.service.ts';
import { recordPayment } from './record-payment.ts';
import { applyUnapplied, refundUnapplied } from './unapplied.ts';

const tag = 'Servicing';

export const paymentRoutes = [
  operation({
    method: 'POST',
    path: '/v1/payments',
    id: 'recordPayment',
    tag,
    summary: 'Record a payment of the borrower',
    description:
      'Split by the waterfall: fees, default and late interest, interest, principal as far as asked for. What is left is held unapplied.',
    permission: 'write:payments',
    money: true,
    body: s.NewPayment,
    status: 201,
    response: s.Payment,
    handle: ({ actor, body }) => recordPayment(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/payments',
    id: 'listPayments',
    tag,
    summary: 'List payments, latest received first',
    description: 'A borrower sees their own.',
    permission: 'read:payments',
    query: s.PaymentQuery,
    response: s.PaymentPage,
    handle: ({ actor, query }) => pageOfPayments(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/payments/{id}',
    id: 'getPayment',
    tag,
    summary: 'One payment with how it was split',
    permission: 'read:payments',
    params: IdParams,
    response: s.Payment,
    handle: ({ actor, params }) => getPayment(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/payments/{id}/transitions',
    id: 'movePayment',
    tag,
    summary: 'Collect a payment, or record that the bank returned it',
    description: 'A return posts a reversal, needs a reason and a confirmation of the second factor.',
    permission: 'write:payments',
    money: true,
    params: IdParams,
    body: s.PaymentTransition,
    response: s.Payment,
    handle: ({ actor, params, version, body }) =>
      movePayment(actor, {
        id: params.id,
        version,
        action: body.action,
        reason: body.reason,
        effectiveDate: body.data?.effectiveDate,
      }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/unapplied-applications',
    id: 'applyUnapplied',
    tag,
    summary: 'Put unapplied cash to what is due',
    permission: 'write:payments',
    money: true,
    params: IdParams,
    body: s.UseUnapplied,
    status: 201,
    response: Posting,
    handle: ({ actor, params, body }) => applyUnapplied(actor, { loanId: params.id, ...body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/loans/{id}/refunds',
    id: 'refundUnapplied',
    tag,
    summary: 'Refund unapplied cash to the borrower',
    permission: 'write:payments',
    money: true,
    stepUp: true,
    params: IdParams,
    body: s.RefundUnapplied,
    status: 201,
    response: Posting,
    handle: ({ actor, params, body }) => refundUnapplied(actor, { loanId: params.id, ...body }),
  }),
];
