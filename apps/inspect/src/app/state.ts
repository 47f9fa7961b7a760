/** All that the screens show: a copy in memory of what lies in IndexedDB, and what goes on. */
import { type Db, openDatabase, readAll } from '../outbox/db.ts';
import type { Entry } from '../outbox/entries.ts';
import { newRecord, type Photo, type Visit, type VisitRecord } from '../visits/model.ts';
import type { Change } from '../visits/record.ts';
import { makeStore, useStore } from './store.ts';

export type User = {
  id: string;
  displayName: string;
  email: string;
  role: string;
  permissions: string[];
  /** Nothing opens before an authenticator is enrolled, which the web app does. */
  mfaEnrolmentRequired?: boolean;
};

export type State = {
  user: User | null;
  visits: ReadonlyMap<string, Visit>;
  records: ReadonlyMap<string, VisitRecord>;
  photos: ReadonlyMap<string, Photo>;
  entries: readonly Entry[];
  /** Moment of the last download. */
  pulledAt: string | null;
  /** What the last touch came to. */
  saved: { state: 'idle' | 'saving' | 'saved' | 'failed'; at: string | null; why: string | null };
  /** Since when the server has not been reached; null while it is. */
  offlineSince: string | null;
  /** The server wants a sign-in before it takes anything; recording goes on. */
  signInNeeded: boolean;
  /** The entry that is under way. */
  sending: string | null;
  pulling: boolean;
  /** Why the last download failed, when it was not for want of a network. */
  pullFault: string | null;
};

const EMPTY: State = {
  user: null,
  visits: new Map(),
  records: new Map(),
  photos: new Map(),
  entries: [],
  pulledAt: null,
  saved: { state: 'idle', at: null, why: null },
  offlineSince: null,
  signInNeeded: false,
  sending: null,
  pulling: false,
  pullFault: null,
};

export const state = makeStore<State>(EMPTY);
export const useAppState = <P>(pick: (state: State) => P): P => useStore(state, pick);

let open: Promise<Db> | null = null;

/** The database of the user. Throws when nobody's is open. */
export function database(): Promise<Db> {
  if (!open) throw new Error('no user, no database');
  return open;
}

const other = new BroadcastChannel('connect-inspect-changes');
other.onmessage = () => void readAgain();
/** Lets other tabs know that there is something new in the database. */
export const tellOtherTabs = (): void => other.postMessage('changed');

/** Opens the user's own database and shows what is in it. */
export async function openFor(user: User): Promise<void> {
  open = openDatabase(user.id);
  state.set({ ...EMPTY, ...(await snapshot()), user, offlineSince: state.get().offlineSince });
}

/** Reads everything anew: another tab has written. */
export async function readAgain(): Promise<void> {
  if (open) state.set(await snapshot());
}

/** Forgets the user on the screen; what they recorded stays in their database. */
export async function closeUser(): Promise<void> {
  const db = await open;
  open = null;
  state.set(EMPTY);
  db?.close();
}

async function snapshot(): Promise<Partial<State>> {
  const { visits, records, photos, entries, pulledAt } = await readAll(await database());
  const kept = new Map(records.map((record) => [record.visitId, record]));
  for (const { visitId, change } of unsaved)
    kept.set(visitId, change(kept.get(visitId) ?? emptyRecord(visitId)));
  return {
    visits: new Map(visits.map((visit) => [visit.id, visit])),
    records: kept,
    photos: new Map(photos.map((photo) => [photo.id, photo])),
    entries,
    pulledAt,
  };
}

/** A map with one value replaced, or taken out when it is undefined. */
export function withValue<V>(map: ReadonlyMap<string, V>, key: string, value: V | undefined): Map<string, V> {
  const next = new Map(map);
  if (value === undefined) next.delete(key);
  else next.set(key, value);
  return next;
}

type Touch = { visitId: string; change: Change };
/* Touches that are shown and not yet on the disk: what is read meanwhile must not take them off the screen. */
const unsaved = new Set<Touch>();

/** Shows a touch at once; call what it returns when the disk has it, or has refused it. */
export function show(visitId: string, change: Change): () => void {
  const touch = { visitId, change };
  unsaved.add(touch);
  state.set(({ records }) => ({
    records: withValue(records, visitId, change(records.get(visitId) ?? emptyRecord(visitId))),
  }));
  return () => unsaved.delete(touch);
}

const made = new Map<string, VisitRecord>();
/** A record with nothing in it; always the same one for a visit, so that screen and disk have one client key. */
export function emptyRecord(visitId: string): VisitRecord {
  const record = made.get(visitId) ?? newRecord(visitId, crypto.randomUUID());
  made.set(visitId, record);
  return record;
}
