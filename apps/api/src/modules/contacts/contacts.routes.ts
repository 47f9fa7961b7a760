import { reader } from '../../platform/db.ts';
import { operation } from '../../platform/operation.ts';
import { IdParams } from '../../platform/schemas.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { authorise } from '../identity/index.ts';
import { countContacts, listContacts, SORTS } from './contacts.repo.ts';
import * as s from './contacts.schemas.ts';
import { addContact, changeContact, getContact, getOwnContact, present } from './contacts.service.ts';
import { revealOfContact } from './reveal.ts';

const tag = 'Contacts';

export const personRoutes = [
  operation({
    method: 'GET',
    path: '/v1/contacts',
    id: 'listContacts',
    tag,
    summary: 'List people, newest first unless sorted otherwise',
    description: 'Partners see themselves.',
    permission: 'read:contacts',
    query: s.ContactQuery,
    response: s.ContactPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:contacts');
      const rows = await listContacts(reader(), scope, query);
      const total = query.withTotal ? await countContacts(reader(), scope, query) : undefined;
      return sortedPage(rows.map(present), query, SORTS, total);
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/contacts',
    id: 'createContact',
    tag,
    summary: 'Add a person',
    permission: 'write:contacts',
    body: s.NewContact,
    status: 201,
    response: s.Contact,
    handle: ({ actor, body }) => addContact(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/contacts/me',
    id: 'getOwnContact',
    tag,
    summary: 'The person behind the own sign-in, with the entities they belong to',
    description: '404 when no contact was linked to the sign-in.',
    permission: 'read:contacts',
    response: s.Contact,
    handle: ({ actor }) => getOwnContact(actor),
  }),
  operation({
    method: 'GET',
    path: '/v1/contacts/{id}',
    id: 'getContact',
    tag,
    summary: 'One person',
    permission: 'read:contacts',
    params: IdParams,
    response: s.Contact,
    handle: ({ actor, params }) => getContact(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/contacts/{id}',
    id: 'changeContact',
    tag,
    summary: 'Change a person',
    permission: 'write:contacts',
    params: IdParams,
    body: s.ContactPatch,
    response: s.Contact,
    handle: ({ actor, params, version, body }) =>
      changeContact(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/contacts/{id}/reveals',
    id: 'revealContactField',
    tag,
    summary: 'Show a sealed field once, with a reason',
    description: 'Leaves an audit event. An Idempotency-Key is not kept: the answer is never stored.',
    permission: 'reveal:sensitive',
    stepUp: true,
    perMinute: 30,
    params: IdParams,
    body: s.ContactReveal,
    response: s.Revealed,
    handle: ({ actor, params, body }) => revealOfContact(actor, { id: params.id, ...body }),
  }),
];
