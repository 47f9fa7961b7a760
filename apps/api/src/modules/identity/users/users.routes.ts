import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { changeUser, endSessionsOf, getUser, inviteUser, listUsers, moveUser } from './manage-users.ts';
import { Invitation, User, UserListQuery, UserPage, UserPatch, UserTransition } from './user.schemas.ts';

export const userRoutes = [
  operation({
    method: 'POST',
    path: '/auth/invitations',
    id: 'inviteUser',
    tag: 'Identity',
    summary: 'Invite a user',
    description:
      'Adds the account and mails a single-use link, good for seven days, by which the person chooses a password.',
    permission: 'manage:users',
    body: Invitation,
    status: 201,
    response: User,
    handle: ({ actor, body }) => inviteUser(actor, body),
  }),
  operation({
    method: 'GET',
    path: '/v1/users',
    id: 'listUsers',
    tag: 'Identity',
    summary: 'List the users',
    permission: 'manage:users',
    query: UserListQuery,
    response: UserPage,
    handle: ({ actor, query }) => listUsers(actor, query),
  }),
  operation({
    method: 'GET',
    path: '/v1/users/{id}',
    id: 'getUser',
    tag: 'Identity',
    summary: 'Get a user',
    permission: 'manage:users',
    params: IdParams,
    response: User,
    handle: ({ actor, params }) => getUser(actor, params.id),
  }),
  operation({
    method: 'PATCH',
    path: '/v1/users/{id}',
    id: 'changeUser',
    tag: 'Identity',
    summary: 'Change the name or role of a user',
    description:
      'A changed role acts on every process within five seconds. Making an administrator asks for a step-up.',
    permission: 'manage:users',
    params: IdParams,
    body: UserPatch,
    response: User,
    handle: ({ actor, params, version, body }) => changeUser(actor, params.id, version, body),
  }),
  operation({
    method: 'POST',
    path: '/v1/users/{id}/transitions',
    id: 'transitionUser',
    tag: 'Identity',
    summary: 'Disable, enable or invite a user again, or remove the authenticator app',
    description: 'Disabling ends every session on every process within five seconds.',
    permission: 'manage:users',
    params: IdParams,
    body: UserTransition,
    response: User,
    handle: ({ actor, params, version, body }) => moveUser(actor, params.id, version, body),
  }),
  operation({
    method: 'DELETE',
    path: '/v1/users/{id}/sessions',
    id: 'endUserSessions',
    tag: 'Identity',
    summary: 'Sign a user out everywhere',
    permission: 'manage:users',
    params: IdParams,
    status: 204,
    handle: async ({ actor, params }) => {
      await endSessionsOf(actor, params.id);
      return undefined;
    },
  }),
];
