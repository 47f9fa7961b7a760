/**
 * Who is signed in. The access token is in memory only and the refresh token in the server's cookie; without a network the
 * app opens as whoever used it last, with what lies on the device, and sends nothing until the server knows them again.
 */
import { createApi } from '@connect/api-client';
import {
  type Access,
  continueSession,
  endSession,
  inOneTab,
  isOver,
  openSession,
  whoAmI,
} from '@connect/api-client/door';
import { closeUser, openFor, state, type User } from './state.ts';

const LAST_USER = 'connect.inspect.user';
const NEEDS = 'submit:inspections';

let access: Access | null = null;

/** Thrown when somebody signs in who cannot work here; says why. */
export class NoInspector extends Error {}

type Message = { type: 'token'; token: string; expiresAt: number; userId: string } | { type: 'signed-out' };
// The web app of the same address speaks here too: signing out there signs out here.
const channel = new BroadcastChannel('connect-session');
channel.onmessage = ({ data }: MessageEvent<Message>) => {
  const mine = state.get().user?.id;
  if (data.type === 'signed-out') {
    access = null;
    if (mine) state.set({ signInNeeded: true });
  } else if (mine && data.userId === mine) access = { token: data.token, expiresAt: data.expiresAt };
};

export const api = createApi({
  baseUrl: location.origin,
  token: () => access?.token ?? null,
  refresh: () => renew(),
});

/** Opens the app as the last user, if there was one. */
export async function start(): Promise<void> {
  const user = lastUser();
  if (user) await openFor(user);
}

/** Signs in. Throws ApiProblem, and NoInspector for whoever cannot work here (yet). */
export async function signIn(email: string, password: string, code?: string): Promise<void> {
  const granted = await openSession(email, password, code);
  const user = await whoAmI<User>(granted.token);
  if (!user.permissions.includes(NEEDS)) {
    await endSession();
    throw new NoInspector(
      'This app is for inspectors and those who review draws. Your role works in the web app.',
    );
  }
  if (user.mfaEnrolmentRequired)
    throw new NoInspector('Set up an authenticator app first: open Connect, sign in there, then come back.');
  access = granted;
  await become(user);
}

/** Leaves; what was recorded stays on the device for the next sign-in of the same user. */
export async function signOut(): Promise<void> {
  await endSession();
  access = null;
  channel.postMessage({ type: 'signed-out' } satisfies Message);
  remember(null);
  await closeUser();
}

/**
 * Makes sure that there is a token to send with. False when a person has to sign in first.
 * Throws ApiProblem with status 0 when the server cannot be reached.
 */
export async function ready(): Promise<boolean> {
  if (access && access.expiresAt > Date.now() + 10_000) return true;
  return (await renew()) !== null;
}

let renewing: Promise<string | null> | null = null;

function renew(): Promise<string | null> {
  renewing ??= inOneTab(goOn).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function goOn(): Promise<string | null> {
  let granted: Access;
  try {
    granted = await continueSession();
  } catch (error) {
    if (!isOver(error)) throw error;
    access = null;
    state.set({ signInNeeded: true });
    return null;
  }
  const mine = state.get().user;
  const user = await whoAmI<User>(granted.token);
  if (mine && user.id !== mine.id) {
    // Somebody else signed in at this address. Their token must never send this user's work.
    access = null;
    state.set({ signInNeeded: true });
    return null;
  }
  access = granted;
  remember(user);
  state.set({ signInNeeded: false, user });
  channel.postMessage({ type: 'token', ...granted, userId: user.id } satisfies Message);
  return granted.token;
}

async function become(user: User): Promise<void> {
  remember(user);
  if (state.get().user?.id !== user.id) {
    if (state.get().user) await closeUser();
    await openFor(user);
  }
  state.set({ signInNeeded: false, user });
  if (access) channel.postMessage({ type: 'token', ...access, userId: user.id } satisfies Message);
}

function lastUser(): User | null {
  try {
    const text = localStorage.getItem(LAST_USER);
    return text ? (JSON.parse(text) as User) : null;
  } catch {
    return null;
  }
}

function remember(user: User | null): void {
  try {
    if (user) localStorage.setItem(LAST_USER, JSON.stringify(user));
    else localStorage.removeItem(LAST_USER);
  } catch {
    // Without it the next start without a network finds nobody; what was recorded is elsewhere.
  }
}
