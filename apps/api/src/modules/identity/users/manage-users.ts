import { assertReason } from '@connect/domain/machine';
import { userStates } from '@connect/domain/user-states';
import type { z } from 'zod';
import { publish } from '../../../events/publish.ts';
import type { Actor } from '../../../platform/actor.ts';
import { reader, type Tx } from '../../../platform/db.ts';
import { conflict, expectVersion, notFound } from '../../../platform/errors.ts';
import { requireStepUp } from '../../../platform/http.ts';
import { changes } from '../../../platform/mask.ts';
import { sortedPage } from '../../../platform/sorts.ts';
import { inTransaction } from '../../../platform/transaction.ts';
import { dropUnusedLinks } from '../passwords/links.repo.ts';
import { mailLink } from '../passwords/links.ts';
import { authorise, type Scope } from '../scope.ts';
import { endSessions } from '../tokens/end-sessions.ts';
import { forgetStepUps } from '../tokens/sessions.repo.ts';
import { createUser } from './create-user.ts';
import { removeTotp } from './credentials.repo.ts';
import type { Invitation, UserAnswer, UserList, UserPatch, UserTransition } from './user.schemas.ts';
import { factsOf, userAnswer } from './user-answer.ts';
import * as repo from './users.repo.ts';

export async function listUsers(actor: Actor, filter: UserList) {
  const scope = authorise(actor, 'manage:users');
  const rows = await repo.listUsers(reader(), scope, filter);
  const total = filter.withTotal ? await repo.countUsers(reader(), scope, filter) : undefined;
  const page = sortedPage(rows, filter, repo.SORTS, total);
  return { ...page, items: page.items.map(userAnswer) };
}

/** Throws 404. */
export async function getUser(actor: Actor, id: string): Promise<UserAnswer> {
  const row = await repo.findUser(reader(), authorise(actor, 'manage:users'), id);
  if (!row) throw notFound();
  return userAnswer(row);
}

/** Adds an account and mails its invitation. Throws 409 `email_taken`, 403 `step_up_required` for a new administrator. */
export async function inviteUser(actor: Actor, input: z.infer<typeof Invitation>): Promise<UserAnswer> {
  const scope = authorise(actor, 'manage:users');
  if (input.role === 'admin') requireStepUp(actor);
  return inTransaction(actor, async (tx) => {
    const id = await createUser(tx, input);
    await mailLink(tx, 'invitation', { id, ...input });
    return answerOf(tx, scope, id);
  });
}

/**
 * Changes name or role. A token with the former role is refused within seconds; refreshing brings one with the new role,
 * and whatever was confirmed before counts no more. Throws 404, 409 `last_admin`, 412, 403 `step_up_required`.
 */
export async function changeUser(
  actor: Actor,
  id: string,
  version: number,
  patch: z.infer<typeof UserPatch>,
): Promise<UserAnswer> {
  const scope = authorise(actor, 'manage:users');
  return inTransaction(actor, async (tx) => {
    const before = await lock(tx, scope, id);
    expectVersion(before, version);
    const { before: was, after } = changes(
      { displayName: before.displayName, role: before.role },
      defined(patch),
    );
    if (Object.keys(after).length === 0) return userAnswer(before);
    if (after.role !== undefined) {
      if (after.role === 'admin') requireStepUp(actor);
      if (before.lastAdmin) throw lastAdmin();
      await forgetStepUps(tx, id);
    }
    await repo.changeUser(tx, id, after);
    await publish(tx, 'user.changed', { type: 'user', id }, { before: was, after });
    return answerOf(tx, scope, id);
  });
}

/** Disables, enables, invites again, removes the second factor. Throws 404, 409 (with the legal moves), 412, 422, 403. */
export async function moveUser(
  actor: Actor,
  id: string,
  version: number,
  input: UserTransition,
): Promise<UserAnswer> {
  const scope = authorise(actor, 'manage:users');
  return inTransaction(actor, async (tx) => {
    const before = await lock(tx, scope, id);
    expectVersion(before, version);
    const move = userStates.step(before.status, input.action, 'admin', factsOf(before));
    assertReason(move, input.reason);
    if ('stepUp' in move) requireStepUp(actor);
    await repo.changeUser(tx, id, { status: move.to });
    const { action, reason } = input;
    const moved = { action, from: before.status, to: move.to, ...(reason ? { reason } : {}) };
    await publish(tx, 'user.moved', { type: 'user', id }, moved);
    await effects[action](tx, before, reason ?? '');
    return answerOf(tx, scope, id);
  });
}

const effects: Record<
  UserTransition['action'],
  (tx: Tx, user: repo.UserRow, reason: string) => Promise<void>
> = {
  enable: async () => {},
  invite_again: (tx, user) => mailLink(tx, 'invitation', user),
  async disable(tx, user) {
    await dropUnusedLinks(tx, user.id);
    await endSessions(tx, user.id, 'account disabled');
  },
  async remove_second_factor(tx, user, reason) {
    await removeTotp(tx, user.id);
    await publish(tx, 'second-factor.removed', { type: 'user', id: user.id }, { reason });
    await endSessions(tx, user.id, 'authenticator app removed');
  },
};

/** Signs a user out everywhere. Throws 404. */
export async function endSessionsOf(actor: Actor, id: string): Promise<void> {
  const scope = authorise(actor, 'manage:users');
  await inTransaction(actor, async (tx) => {
    if (!(await repo.findUser(tx, scope, id))) throw notFound();
    await endSessions(tx, id, 'ended by an administrator');
  });
}

/** The account, with every administrator locked first: two who demote each other at once must go one by one. */
async function lock(tx: Tx, scope: Scope<'manage:users'>, id: string): Promise<repo.UserRow> {
  await repo.lockForChange(tx, id);
  const row = await repo.findUser(tx, scope, id);
  if (!row) throw notFound();
  return row;
}

async function answerOf(tx: Tx, scope: Scope<'manage:users'>, id: string): Promise<UserAnswer> {
  return userAnswer((await repo.findUser(tx, scope, id))!);
}

const lastAdmin = () => conflict('last_admin', 'This is the last administrator. Make another one first.');

const defined = <T extends object>(patch: T): T =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as T;
