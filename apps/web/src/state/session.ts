/** Who is signed in, in all tabs of this browser. The access token is in memory only; the refresh token is the server's cookie. */
import {
  type Access,
  continueSession,
  endSession,
  inOneTab,
  isOver,
  openSession,
  whoAmI,
} from '@connect/api-client/door';
import type { Permission, Role } from '@connect/domain/permissions';
import { create } from 'zustand';

export type User = {
  id: string;
  email: string;
  displayName: string;
  role: Role;
  permissions: Permission[];
  sessionId: string;
  /** An authenticator app is enrolled. */
  secondFactor: boolean;
  /** Nothing else opens before an authenticator is enrolled. */
  mfaEnrolmentRequired: boolean;
  steppedUpAt: string | null;
  isDemo: boolean;
};
type Session = { status: 'starting' | 'signed-out' | 'signed-in'; user: User | null };

/** The session for components; `useSession.getState()` elsewhere. */
export const useSession = create<Session>(() => ({ status: 'starting', user: null }));

/** The signed-in user; only under the shell, where there always is one. */
export function useUser(): User {
  const user = useSession((session) => session.user);
  if (!user) throw new Error('useUser outside of the signed-in shell');
  return user;
}

/** Whether the user's role may ever do this; whether this record allows it now is said by the record's moves. */
export const useCan = () => {
  const user = useSession((session) => session.user);
  return (permission: Permission) => user?.permissions.includes(permission) ?? false;
};

/* Spares a first visitor the request that could only fail. Says nothing but that someone was signed in here. */
const HINT = 'connect.session';

let access: Access | null = null;
const channel = new BroadcastChannel('connect-session');
type Message = { type: 'token'; token: string; expiresAt: number; userId: string } | { type: 'signed-out' };

channel.onmessage = ({ data }: MessageEvent<Message>) => {
  if (data.type === 'signed-out') return forget();
  const mine = useSession.getState().user?.id;
  // Somebody else has signed in in another tab: this one must not go on under the old name.
  if (mine && mine !== data.userId) return location.reload();
  access = { token: data.token, expiresAt: data.expiresAt };
  if (!mine) void loadUser();
};

/** The token to send now, or null. */
export const accessToken = (): string | null => access?.token ?? null;

async function loadUser(): Promise<User> {
  const user = await whoAmI<User>(accessToken() ?? '');
  remember();
  useSession.setState({ status: 'signed-in', user });
  if (access) channel.postMessage({ type: 'token', ...access, userId: user.id } satisfies Message);
  return user;
}

/** Resolves once it is known whether somebody is signed in. */
export const sessionKnown = (): Promise<void> => (starting ??= startSession());
let starting: Promise<void> | null = null;

/* Restores the session from the cookie, if there was one. */
async function startSession(): Promise<void> {
  if (!hinted()) return forget();
  try {
    if (await refreshToken()) await loadUser();
  } catch {
    // Without a network nothing is known; the sign-in page then says so itself.
    forget(false);
  }
}

/** Signs in with a password and, where one is asked, the code. Throws ApiProblem: `invalid_grant`, `mfa_required`, 429. */
export async function signIn(email: string, password: string, code?: string): Promise<User> {
  access = await openSession(email, password, code);
  return loadUser();
}

/** Signs out here and in every other tab; the server revokes the session even if this tab closes at once. */
export async function signOut(): Promise<void> {
  await endSession();
  channel.postMessage({ type: 'signed-out' } satisfies Message);
  forget();
}

/** Reads the user again: after enrolling a second factor, say. */
export const reloadUser = (): Promise<User> => loadUser();

let refreshing: Promise<string | null> | null = null;

/** A new access token, or null when the session is over. One at a time over all tabs; who waited takes what the first one got. */
export function refreshToken(): Promise<string | null> {
  refreshing ??= inOneTab(async () => {
    const before = access;
    // Messages of the tab that held the lock arrive in a later task.
    await new Promise((done) => setTimeout(done, 0));
    if (access && access !== before && access.expiresAt > Date.now()) return access.token;
    try {
      access = await continueSession();
    } catch (error) {
      if (!isOver(error)) throw error;
      forget();
      return null;
    }
    const user = useSession.getState().user;
    if (user) channel.postMessage({ type: 'token', ...access, userId: user.id } satisfies Message);
    return accessToken();
  }).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

function forget(hint = true): void {
  access = null;
  try {
    if (hint) localStorage.removeItem(HINT);
  } catch {
    // Storage may be closed to us; then there is no hint to remove.
  }
  useSession.setState({ status: 'signed-out', user: null });
}

function remember(): void {
  try {
    localStorage.setItem(HINT, '1');
  } catch {
    // Without storage the next visit begins at the sign-in page.
  }
}

function hinted(): boolean {
  try {
    return localStorage.getItem(HINT) === '1';
  } catch {
    return true;
  }
}
