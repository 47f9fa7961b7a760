import { randomUUID } from 'node:crypto';
import { systemActor } from '../../apps/api/src/platform/actor.ts';
import { inTransaction } from '../../apps/api/src/platform/transaction.ts';
import type { SignedIn } from '../actors.ts';
import type { Asked, Row } from './row.ts';

const PASSWORD = 'green ladder under rain';
const TOKEN = 'k'.repeat(43);
const signing = (body?: object): Row => ({
  permission: 'public',
  asks: { params: { token: TOKEN }, ...(body ? { body } : {}) },
});

/** A session of this user that may be ended. */
const ownSession = async ({ userId }: SignedIn): Promise<Asked> => ({
  params: {
    id: await inTransaction(systemActor('test'), async (tx) => {
      const { id } = await tx
        .insertInto('identity.sessions')
        .values({
          user_id: userId,
          created_at: tx.now,
          last_used_at: tx.now,
          expires_at: new Date(tx.now.getTime() + 86_400_000),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    }),
  },
});

const ownView = async (user: SignedIn): Promise<Asked> => {
  const body = { page: 'pipeline', name: randomUUID(), settings: {} };
  return { params: { id: (await user.post('/v1/saved-views', body)).json().id } };
};

const user = (body: object): Row => ({
  permission: 'manage:users',
  names: (side) => ({ params: { id: side.leaverId }, body }),
});

export const identityRows: Record<string, Row> = {
  getHealth: { permission: 'public' },
  getLiveness: { permission: 'public' },
  getReadiness: { permission: 'public' },
  createToken: {
    permission: 'public',
    asks: { body: { grant_type: 'refresh_token', refresh_token: TOKEN } },
  },
  revokeToken: { permission: 'public', asks: { body: { token: TOKEN } } },
  getJwks: { permission: 'public' },
  getWellKnownJwks: { permission: 'public' },
  listDemoSignIns: { permission: 'public' },
  requestPasswordReset: { permission: 'public', asks: { body: { email: 'nobody@example.com' } } },
  resetPassword: { permission: 'public', asks: { body: { token: TOKEN, password: PASSWORD } } },
  setUpFirstAdmin: {
    permission: 'public',
    asks: { body: { token: TOKEN, email: 'first@example.com', displayName: 'First', password: PASSWORD } },
  },
  getMe: { permission: 'signed-in' },
  listOwnSessions: { permission: 'signed-in' },
  revokeOwnSession: { permission: 'signed-in', personal: ownSession },
  listStaff: { permission: 'read:notes' },
  beginTotpEnrolment: { permission: 'signed-in' },
  confirmTotpEnrolment: { permission: 'signed-in', asks: { body: { code: 'no code' } } },
  stepUp: { permission: 'signed-in', asks: { body: {} } },
  changePassword: { permission: 'signed-in', asks: { body: {} } },
  inviteUser: {
    permission: 'manage:users',
    asks: { body: { email: 'new.colleague@example.com', displayName: 'Sample Colleague', role: 'design' } },
  },
  listUsers: { permission: 'manage:users', shows: (own) => own.leaverId },
  getUser: { permission: 'manage:users', names: (side) => ({ params: { id: side.leaverId } }) },
  changeUser: user({ displayName: 'Somebody' }),
  transitionUser: user({ action: 'disable' }),
  endUserSessions: { permission: 'manage:users', names: (side) => ({ params: { id: side.leaverId } }) },
  openSigning: signing(),
  getSigning: signing(),
  downloadSigningDocument: {
    permission: 'public',
    asks: { params: { token: TOKEN, documentId: '0197f9a2-5a4e-7c31-9d5a-2f6f6f1f0b11' } },
  },
  consentToSigning: signing({ agreed: true }),
  sign: signing({ fullName: 'Sam Sample', agreed: true }),
  declineSigning: signing({ reason: 'Not what we agreed' }),
  getSettings: { permission: 'manage:settings' },
  changeSettings: {
    permission: 'manage:settings',
    names: () => ({ body: { payments: { cutOffMinute: 870 } } }),
    shared: true,
  },
  listSavedViews: { permission: 'signed-in', asks: { query: { page: 'pipeline' } } },
  saveView: {
    permission: 'signed-in',
    asks: { body: { page: 'pipeline', name: 'Sample view', settings: {} } },
  },
  deleteSavedView: { permission: 'signed-in', personal: ownView },
};
