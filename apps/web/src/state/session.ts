/** Who is signed in, in all tabs of this browser. The access token is in memory only; the refresh token is the server's cookie. */
import { ApiProblem, problemOf, unreachable } from '@connect/api-client';
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

const CLIENT = 'connect-web';
/* Spares a first visitor the request that could only fail. Says nothing but that someone was signed in here. */
const HINT = 'connect.session';

let access: { token: string; expiresAt: number } | null = null;
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

type TokenAnswer = { access_token: string; token_type: string; expires_in: number };

async function askToken(fields: Record<string, string>): Promise<void> {
  const response = await fetch('/auth/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // The refresh token comes in a cookie that no script can read.
    body: JSON.stringify({ client_id: CLIENT, cookie: true, ...fields }),
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  const answer = (await response.json()) as TokenAnswer;
  access = { token: answer.access_token, expiresAt: Date.now() + answer.expires_in * 1000 };
}

async function loadUser(): Promise<User> {
  const response = await fetch('/auth/me', { headers: { authorization: `Bearer ${accessToken()}` } });
  if (!response.ok) throw await problemOf(response);
  const user = (await response.json()) as User;
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
  await askToken({ grant_type: 'password', username: email, password, ...(code ? { code } : {}) });
  return loadUser();
}

/** Signs out here and in every other tab; the server revokes the session even if this tab closes at once. */
export async function signOut(): Promise<void> {
  await fetch('/auth/revoke', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: CLIENT }),
  }).catch(() => undefined);
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
      await askToken({ grant_type: 'refresh_token' });
    } catch (error) {
      // No network is not the end of a session.
      if (error instanceof ApiProblem && (error.status === 0 || error.status >= 500)) throw error;
      forget();
      return null;
    }
    const user = useSession.getState().user;
    if (user && access)
      channel.postMessage({
        type: 'token',
        ...(access as { token: string; expiresAt: number }),
        userId: user.id,
      } satisfies Message);
    return accessToken();
  }).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

const inOneTab = <T>(work: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('connect-refresh', work) as Promise<T>) : work();

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
