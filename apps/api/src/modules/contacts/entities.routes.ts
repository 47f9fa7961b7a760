import { reader } from '../../platform/db.ts';
import { operation } from '../../platform/operation.ts';
import { IdParams } from '../../platform/schemas.ts';
import { sortedPage } from '../../platform/sorts.ts';
import { authorise } from '../identity/index.ts';
import { Revealed } from './contacts.schemas.ts';
import { countEntities, listEntities, SORTS } from './entities.repo.ts';
import * as s from './entities.schemas.ts';
import * as service from './entities.service.ts';
import { revealOfEntity } from './reveal.ts';

const tag = 'Contacts';

export const entityRoutes = [
  operation({
    method: 'GET',
    path: '/v1/entities',
    id: 'listEntities',
    tag,
    summary: 'List legal entities, newest first unless sorted otherwise',
    description: 'Partners see the entities they belong to.',
    permission: 'read:contacts',
    query: s.EntityQuery,
    response: s.EntityPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:contacts');
      const rows = await listEntities(reader(), scope, query);
      const total = query.withTotal ? await countEntities(reader(), scope, query) : undefined;
      return sortedPage(rows.map(service.presentEntity), query, SORTS, total);
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/entities',
    id: 'createEntity',
    tag,
    summary: 'Add a legal entity',
    permission: 'write:contacts',
    body: s.NewEntity,
    status: 201,
    response: s.Entity,
    handle: ({ actor, body }) => service.addEntity(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/entities/{id}',
    id: 'getEntity',
    tag,
    summary: 'One legal entity with its members',
    permission: 'read:contacts',
    params: IdParams,
    response: s.Entity,
    handle: ({ actor, params }) => service.getEntity(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/entities/{id}',
    id: 'changeEntity',
    tag,
    summary: 'Change a legal entity',
    permission: 'write:contacts',
    params: IdParams,
    body: s.EntityPatch,
    response: s.Entity,
    handle: ({ actor, params, version, body }) =>
      service.changeEntity(actor, { id: params.id, version, patch: body }),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/entities/{id}/bank-account',
    id: 'changeBankAccount',
    tag,
    summary: 'Change where an entity is paid',
    description: 'Audited with both last fours; the entity shows since when the account holds.',
    permission: 'reveal:sensitive',
    stepUp: true,
    params: IdParams,
    body: s.BankAccount,
    response: s.Entity,
    handle: ({ actor, params, version, body }) =>
      service.changeBankAccount(actor, { id: params.id, version, bank: body }),
  }),
  operation({
    method: 'POST',
    path: '/v1/entities/{id}/members',
    id: 'addEntityMember',
    tag,
    summary: 'Make a person a member',
    description: "From then on the entity's deals are that person's own.",
    permission: 'write:contacts',
    params: IdParams,
    body: s.NewMember,
    status: 201,
    response: s.Entity,
    handle: ({ actor, params, body }) => service.addEntityMember(actor, { id: params.id, ...body }),
  }),
  operation({
    method: 'DELETE',
    path: '/v1/entities/{id}/members/{contactId}',
    id: 'removeEntityMember',
    tag,
    summary: 'End a membership',
    permission: 'write:contacts',
    params: s.MemberParams,
    status: 204,
    handle: async ({ actor, params }) => {
      await service.removeEntityMember(actor, params);
      return undefined;
    },
  }),
  operation({
    method: 'POST',
    path: '/v1/entities/{id}/reveals',
    id: 'revealEntityField',
    tag,
    summary: 'Show a sealed field once, with a reason',
    description: 'Leaves an audit event. An Idempotency-Key is not kept: the answer is never stored.',
    permission: 'reveal:sensitive',
    stepUp: true,
    perMinute: 30,
    params: IdParams,
    body: s.EntityReveal,
    response: Revealed,
    handle: ({ actor, params, body }) => revealOfEntity(actor, { id: params.id, ...body }),
  }),
];
