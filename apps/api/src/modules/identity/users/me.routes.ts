import { permissionsOf, ROLES } from '@connect/domain/permissions';
import { publish } from '../../../events/publish.ts';
import { reader } from '../../../platform/db.ts';
import { notFound, unauthenticated } from '../../../platform/errors.ts';
import { operation } from '../../../platform/operation.ts';
import { IdParams } from '../../../platform/schemas.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { authorise } from '../scope.ts';
import { DEMO_PASSWORD, settings } from '../settings.ts';
import { mustEnrol } from '../tokens/authenticate.ts';
import {
  countOpenSessions,
  openSessions,
  revokeSession,
  SORTS as SESSION_SORTS,
} from '../tokens/sessions.repo.ts';
import { demoUsers } from './lookups.repo.ts';
import { countStaff, listStaff, SORTS as STAFF_SORTS } from './staff.repo.ts';
import { DemoSignIns, Me, SessionPage, SessionQuery, StaffPage, StaffQuery } from './user.schemas.ts';
import { ownUser } from './users.repo.ts';

export const meRoutes = [
  operation({
    method: 'GET',
    path: '/auth/me',
    id: 'getMe',
    tag: 'Identity',
    summary: 'Who is signed in, and what they may do',
    permission: 'signed-in',
    response: Me,
    handle: async ({ actor }) => {
      const user = await ownUser(reader(), actor.userId!);
      if (!user) throw unauthenticated();
      const restricted = mustEnrol({ ...user, totpEnrolled: user.hasTotp });
      return {
        id: user.id,
        email: user.email,
        displayName: user.displayName,
        role: user.role,
        permissions: restricted ? [] : permissionsOf(user.role),
        sessionId: actor.sessionId!,
        secondFactor: user.hasTotp,
        mfaEnrolmentRequired: restricted,
        steppedUpAt: actor.steppedUpAt?.toISOString() ?? null,
        isDemo: user.isDemo,
      };
    },
  }),
  operation({
    method: 'GET',
    path: '/auth/sessions',
    id: 'listOwnSessions',
    tag: 'Identity',
    summary: 'Where I am signed in',
    permission: 'signed-in',
    query: SessionQuery,
    response: SessionPage,
    handle: async ({ actor, query }) => {
      const [rows, total] = await Promise.all([
        openSessions(reader(), actor.userId!, query),
        query.withTotal ? countOpenSessions(reader(), actor.userId!) : undefined,
      ]);
      const page = sortedPage(rows, query, SESSION_SORTS, total);
      return { ...page, items: page.items.map((row) => ({ ...row, current: row.id === actor.sessionId })) };
    },
  }),
  operation({
    method: 'DELETE',
    path: '/auth/sessions/{id}',
    id: 'revokeOwnSession',
    tag: 'Identity',
    summary: 'Sign out one of my devices',
    permission: 'signed-in',
    params: IdParams,
    status: 204,
    handle: async ({ actor, params }) =>
      inTransaction(actor, async (tx) => {
        if (!(await revokeSession(tx, params.id, actor.userId!, 'signed out'))) throw notFound();
        const subject = { type: 'user' as const, id: actor.userId! };
        await publish(tx, 'session.revoked', subject, { sessionId: params.id, reason: 'signed out' });
        return undefined;
      }),
  }),
  operation({
    method: 'GET',
    path: '/v1/staff',
    id: 'listStaff',
    tag: 'Identity',
    summary: 'The active internal users, to whom work may be given',
    permission: 'read:notes', // held by every internal role and by no partner
    query: StaffQuery,
    response: StaffPage,
    handle: async ({ actor, query }) => {
      const scope = authorise(actor, 'read:notes');
      const [rows, total] = await Promise.all([
        listStaff(reader(), scope, query),
        query.withTotal ? countStaff(reader(), scope, query) : undefined,
      ]);
      return sortedPage(rows, query, STAFF_SORTS, total);
    },
  }),
  operation({
    method: 'GET',
    path: '/auth/demo-sign-ins',
    id: 'listDemoSignIns',
    tag: 'Identity',
    summary: 'How to sign in as each role of the demo data',
    description: '404 where no demo data is loaded. Whole, not in pages: one per role.',
    permission: 'public',
    response: DemoSignIns,
    alsoRefuses: [404],
    handle: async () => {
      if (!settings().demo) throw notFound();
      const users = await demoUsers(reader());
      const items = users
        .map((user) => ({ ...user, role: user.role as (typeof ROLES)[number] }))
        .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)); // stable: by name within a role
      return { items, password: DEMO_PASSWORD };
    },
  }),
];
