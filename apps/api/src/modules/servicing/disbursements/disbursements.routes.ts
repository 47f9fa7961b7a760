import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { confirmFile } from './confirm-payment-file.ts';
import * as s from './disbursements.schemas.ts';
import {
  changeDisbursement,
  disbursementFor,
  moveDisbursement,
  pageOfDisbursements,
} from './disbursements.service.ts';
import { makePaymentFile } from './make-payment-file.ts';
import { pageOfPaymentFiles, paymentFileFor, sendPaymentFile } from './payment-files.service.ts';

const tag = 'Servicing';

export const disbursementRoutes = [
  operation({
    method: 'GET',
    path: '/v1/disbursements',
    id: 'listDisbursements',
    tag,
    summary: 'List payments to payees, newest first',
    permission: 'read:payments',
    query: s.DisbursementQuery,
    response: s.DisbursementPage,
    handle: ({ actor, query }) => pageOfDisbursements(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/disbursements/{id}',
    id: 'getDisbursement',
    tag,
    summary: 'One payment to a payee',
    permission: 'read:payments',
    params: IdParams,
    response: s.Disbursement,
    handle: ({ actor, params }) => disbursementFor(actor, reader(), params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/disbursements/{id}',
    id: 'changeDisbursement',
    tag,
    summary: 'Say how a prepared payment is paid',
    permission: 'release:payments',
    params: IdParams,
    body: s.DisbursementPatch,
    response: s.Disbursement,
    handle: ({ actor, params, version, body }) =>
      changeDisbursement(actor, { id: params.id, version, method: body.method }),
  }),
  operation({
    method: 'POST',
    path: '/v1/disbursements/{id}/transitions',
    id: 'moveDisbursement',
    tag,
    summary: 'Release a wire or check, confirm that it settled, record its return, or cancel it',
    description: 'A return undoes principal and interest and prepares a new payment.',
    permission: 'release:payments',
    money: true,
    stepUp: true,
    params: IdParams,
    body: s.DisbursementTransition,
    response: s.Disbursement,
    handle: ({ actor, params, version, body }) =>
      moveDisbursement(actor, { id: params.id, version, ...body }),
  }),
  operation({
    method: 'GET',
    path: '/v1/payment-files',
    id: 'listPaymentFiles',
    tag,
    summary: 'List payment files, newest first',
    permission: 'release:payments',
    query: s.PaymentFileQuery,
    response: s.PaymentFilePage,
    handle: ({ actor, query }) => pageOfPaymentFiles(actor, query),
  }),
  operation({
    method: 'POST',
    path: '/v1/payment-files',
    id: 'makePaymentFile',
    tag,
    summary: 'Make the bank’s file out of prepared ACH payments, once',
    description: 'The content is sealed at rest; control totals are summed from the entries.',
    permission: 'release:payments',
    money: true,
    stepUp: true,
    body: s.NewPaymentFile,
    status: 201,
    response: s.PaymentFile,
    handle: ({ actor, body }) => makePaymentFile(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/payment-files/{id}',
    id: 'getPaymentFile',
    tag,
    summary: 'One payment file with its payments and control totals',
    permission: 'release:payments',
    params: IdParams,
    response: s.PaymentFile,
    handle: ({ actor, params }) => paymentFileFor(actor, reader(), params.id),
  }),
  operation({
    method: 'GET',
    path: '/v1/payment-files/{id}/content',
    id: 'downloadPaymentFile',
    tag,
    summary: 'Download the file for the bank; every download is on record',
    permission: 'release:payments',
    stepUp: true,
    params: IdParams,
    produces: 'text/plain',
    handle: ({ actor, params, reply }) => sendPaymentFile(actor, params.id, reply),
  }),
  operation({
    method: 'POST',
    path: '/v1/payment-files/{id}/transitions',
    id: 'movePaymentFile',
    tag,
    summary: 'Confirm that the bank settled a file',
    description:
      'Principal and interest start on the settlement date; draws of which nothing is under way any more are paid.',
    permission: 'release:payments',
    money: true,
    stepUp: true,
    params: IdParams,
    body: s.PaymentFileTransition,
    response: s.PaymentFile,
    handle: ({ actor, params, version, body }) =>
      confirmFile(actor, { id: params.id, version, settlementDate: body.data.settlementDate }),
  }),
];
