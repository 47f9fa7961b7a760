/** Sends what is queued and downloads what is new: after each touch, when the network or the app comes back, and by the clock. */
import { ApiProblem } from '@connect/api-client';
import { ready } from '../app/session.ts';
import { state } from '../app/state.ts';
import { next, waitSeconds, wakeAt } from '../outbox/entries.ts';
import { hurryUp, onQueued } from '../outbox/keep.ts';
import { pull } from './pull.ts';
import { hasMarksToPush, pushAll } from './push.ts';
import { send } from './send.ts';

const PULL_EVERY_MS = 5 * 60_000;
const LONGEST_SLEEP_MS = 60_000;
/** Values that are being set go out together, not one by one. */
const PUSH_EVERY_MS = 20_000;

const now = (): string => new Date().toISOString();

let running: Promise<void> | null = null;
let again: { pull: boolean } | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Rounds in a row that came to nothing. */
let misses = 0;
let nextPushAt = 0;

/** Begins to listen. Call once. */
export function startSync(): void {
  onQueued(() => void sync());
  window.addEventListener('online', () => void sendNow());
  window.addEventListener('offline', noSignal);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void sync({ pull: true });
  });
  if (!navigator.onLine) noSignal();
  void sync({ pull: true });
}

/** "Send now", and when the network is back: nothing waits for its time. What was refused goes again only for the visit named. */
export async function sendNow(refusedOf: string | null = null): Promise<void> {
  if (state.get().user && state.get().entries.length > 0) await hurryUp(refusedOf);
  await sync({ pull: true });
}

/** One round, in one tab at a time; asked for again meanwhile, there is one more. */
export function sync(wanted: { pull: boolean } = { pull: false }): Promise<void> {
  if (running) {
    again = { pull: (again?.pull ?? false) || wanted.pull };
    return running;
  }
  running = alone(() => round(wanted.pull)).finally(() => {
    running = null;
    const more = again;
    again = null;
    if (more) void sync(more);
    else sleep();
  });
  return running;
}

const alone = (work: () => Promise<void>): Promise<void> =>
  navigator.locks ? (navigator.locks.request('connect-inspect-sync', work) as Promise<void>) : work();

async function round(pullToo: boolean): Promise<void> {
  if (!state.get().user || !navigator.onLine) return;
  const queued = next(state.get().entries, now()) !== null;
  const { pulledAt } = state.get();
  const old = !pulledAt || Date.now() - Date.parse(pulledAt) > PULL_EVERY_MS;
  const pushes = pushDue();
  if (!queued && !pullToo && !old && !pushes) return;
  // Only a person can sign in; until then one look each time the app is opened is enough.
  if (state.get().signInNeeded && !pullToo) return;
  try {
    const known = await ready();
    // Whatever it answered: there is a signal.
    state.set({ offlineSince: null });
    misses = 0;
    if (!known) return;
    await sendAll();
    if (pushes) await pushAll().finally(() => (nextPushAt = Date.now() + PUSH_EVERY_MS));
    if (pullToo || queued || old) await download();
  } catch (error) {
    misses += 1;
    if (!(error instanceof ApiProblem))
      state.set({ pullFault: 'The app could not write them to this device.' });
    else if (error.status === 0) noSignal();
    else if (error.status !== 401) state.set({ pullFault: error.detail });
  } finally {
    state.set({ sending: null, pulling: false });
  }
}

const pushDue = (): boolean => Date.now() >= nextPushAt && hasMarksToPush();

async function sendAll(): Promise<void> {
  for (let entry = next(state.get().entries, now()); entry; entry = next(state.get().entries, now())) {
    state.set({ sending: entry.id });
    const more = await send(entry);
    if (!more) {
      misses += 1;
      if (await reachable()) return;
      return noSignal();
    }
  }
  state.set({ sending: null });
}

/* A 401 in the middle stops the round as a dead network does; only the latter is shown as "no signal". */
const reachable = async (): Promise<boolean> =>
  fetch('/health/live', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );

async function download(): Promise<void> {
  state.set({ pulling: true });
  await pull();
  state.set({ pullFault: null });
}

function noSignal(): void {
  state.set(({ offlineSince }) => ({ offlineSince: offlineSince ?? now() }));
}

/* Sleeps until the next entry's time, at most a minute: clocks of tablets jump when they wake. */
function sleep(): void {
  clearTimeout(timer);
  const { entries, user } = state.get();
  if (!user) return;
  const wake = wakeAt(entries);
  const forQueue = wake ? Date.parse(wake) - Date.now() : LONGEST_SLEEP_MS;
  const ms = hasMarksToPush() ? Math.min(forQueue, nextPushAt - Date.now()) : forQueue;
  const least = misses ? waitSeconds(misses, Math.random()) * 1000 : 1000;
  timer = setTimeout(() => void sync(), Math.min(Math.max(ms, least), LONGEST_SLEEP_MS));
}
