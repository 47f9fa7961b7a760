import { reader } from '../../../platform/db.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { viewOf } from '../subjects.ts';
import { countMessages, listMessages, SORTS } from './messages.repo.ts';
import * as s from './outbox.schemas.ts';
import { getMessage, resendMessage } from './outbox.service.ts';

const tag = 'Documents';

export const outboxRoutes = [
  operation({
    method: 'GET',
    path: '/v1/outbox',
    id: 'listMessages',
    tag,
    summary: 'What was written to people, newest first',
    description: 'Each by the rule of what it is about: who may not read loans sees no message about one.',
    permission: 'read:outbox',
    query: s.OutboxQuery,
    response: s.MessagePage,
    handle: async ({ actor, query }) => {
      const view = viewOf(actor, 'read:outbox');
      const rows = await listMessages(reader(), view, query);
      const total = query.withTotal ? await countMessages(reader(), view, query) : undefined;
      return sortedPage(rows as s.MessageRow[], query, SORTS, total);
    },
  }),
  operation({
    method: 'GET',
    path: '/v1/outbox/{id}',
    id: 'getMessage',
    tag,
    summary: 'One message with its text',
    description: 'Single-use links are shown to administrators only, which leaves an audit event.',
    permission: 'read:outbox',
    params: IdParams,
    response: s.Message,
    handle: ({ actor, params }) => getMessage(actor, params.id),
  }),
  operation({
    method: 'POST',
    path: '/v1/outbox/{id}/resends',
    id: 'resendMessage',
    tag,
    summary: 'Send a message again',
    description: 'A new message to the same address. A link in it that was used or has expired stays so.',
    permission: 'write:outbox',
    params: IdParams,
    status: 201,
    response: s.Message,
    handle: ({ actor, params }) => resendMessage(actor, params.id),
  }),
];
