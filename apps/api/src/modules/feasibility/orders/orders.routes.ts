import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { authorise } from '../../identity/index.ts';
import { moveOrder } from './move-order.ts';
import { countOrders, listOrders, listTypes, SORTS } from './orders.repo.ts';
import * as s from './orders.schemas.ts';
import { changeOrder, getOrder, placeOrder, presentOrder, todayOf } from './orders.service.ts';

const tag = 'Feasibility';

export const orderRoutes = [
  operation({
    method: 'GET',
    path: '/v1/consultant-order-types',
    id: 'listConsultantOrderTypes',
    tag,
    summary: 'The reports we order, with the business days each may take',
    description: 'Whole, not in pages: the kinds of report are a fixed catalogue.',
    permission: 'read:consultant-orders',
    response: s.OrderTypes,
    handle: async ({ actor }) => {
      authorise(actor, 'read:consultant-orders');
      return { items: await listTypes(reader()) };
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/consultant-orders',
    id: 'listConsultantOrders',
    tag,
    summary: 'List consultant orders, the next due first unless sorted otherwise',
    description: 'A consultant sees the own ones.',
    permission: 'read:consultant-orders',
    query: s.OrderQuery,
    response: s.OrderPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:consultant-orders');
      const { state, ...rest } = query;
      const today = todayOf(actor);
      const filter = { ...rest, today, ...(state === undefined ? {} : { states: state }) };
      const [rows, total] = await Promise.all([
        listOrders(reader(), scope, filter),
        query.withTotal ? countOrders(reader(), scope, filter) : undefined,
      ]);
      return sortedPage(
        rows.map((row) => presentOrder(row, today)),
        query,
        SORTS,
        total,
      );
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/consultant-orders',
    id: 'placeConsultantOrder',
    tag,
    summary: 'Order a report',
    description: 'The consultant sees the order and its project from then on and gets an e-mail.',
    permission: 'write:consultant-orders',
    body: s.NewOrder,
    status: 201,
    response: s.Order,
    handle: ({ actor, body }) => placeOrder(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/consultant-orders/{id}',
    id: 'getConsultantOrder',
    tag,
    summary: 'One order with what was delivered and the moves that are open',
    permission: 'read:consultant-orders',
    params: IdParams,
    response: s.Order,
    handle: ({ actor, params }) => getOrder(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/consultant-orders/{id}',
    id: 'changeConsultantOrder',
    tag,
    summary: 'Change due date, fee or instructions',
    permission: 'write:consultant-orders',
    params: IdParams,
    body: s.OrderPatch,
    response: s.Order,
    handle: ({ actor, params, version, body }) => changeOrder(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/consultant-orders/{id}/transitions',
    id: 'moveConsultantOrder',
    tag,
    summary: 'Start, deliver, accept, return or cancel an order',
    description:
      'The consultant starts and delivers the own orders; a delivery needs a PDF uploaded to the order since it was ordered or returned.',
    permission: 'deliver:consultant-orders',
    params: IdParams,
    body: s.OrderTransition,
    response: s.Order,
    handle: ({ actor, params, version, body }) => moveOrder(actor, { id: params.id, version, move: body }),
  }),
];
