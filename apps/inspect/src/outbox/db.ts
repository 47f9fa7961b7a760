/** The one place where anything is kept: IndexedDB, a database per user, so that nobody sees or sends another's work. */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb';
import type { Photo, Visit, VisitRecord } from '../visits/model.ts';
import type { Entry } from './entries.ts';

interface Schema extends DBSchema {
  visits: { key: string; value: Visit };
  records: { key: string; value: VisitRecord };
  photos: { key: string; value: Photo; indexes: { visitId: string } };
  /** The pictures themselves, apart, so that opening the app does not read them all. */
  pictures: { key: string; value: Blob };
  /** Plans kept for reading on site, by document. */
  plans: { key: string; value: Blob };
  outbox: { key: string; value: Entry };
  meta: { key: string; value: string };
}
export type Db = IDBPDatabase<Schema>;
export const STORES = ['visits', 'records', 'photos', 'pictures', 'plans', 'outbox', 'meta'] as const;

const VERSION = 1;

/** Opens the user's database, making it on the first visit. */
export function openDatabase(userId: string): Promise<Db> {
  return openDB<Schema>(`connect-inspect-${userId}`, VERSION, {
    upgrade(db) {
      db.createObjectStore('visits', { keyPath: 'id' });
      db.createObjectStore('records', { keyPath: 'visitId' });
      db.createObjectStore('photos', { keyPath: 'id' }).createIndex('visitId', 'visitId');
      db.createObjectStore('pictures');
      db.createObjectStore('plans');
      db.createObjectStore('outbox', { keyPath: 'id' });
      db.createObjectStore('meta');
    },
    // A newer version of the app in another tab wants in: this one lets go and is read again there.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

/**
 * Runs `work` in one transaction over everything. It is on the disk when this resolves ("strict"), which is what lets the
 * app say "Saved" to somebody whose battery is about to die.
 */
export async function write<R>(db: Db, work: (tx: WriteTx) => Promise<R>): Promise<R> {
  const tx = db.transaction(STORES, 'readwrite', { durability: 'strict' });
  try {
    const result = await work(tx);
    await tx.done;
    return result;
  } catch (error) {
    tx.done.catch(() => undefined);
    try {
      tx.abort();
    } catch {
      // It was aborted already, by what went wrong.
    }
    throw error;
  }
}
export type WriteTx = IDBPTransaction<Schema, typeof STORES, 'readwrite'>;

export type Kept = {
  visits: Visit[];
  records: VisitRecord[];
  photos: Photo[];
  entries: Entry[];
  pulledAt: string | null;
};

/** Everything but the pictures, as of one moment. */
export async function readAll(db: Db): Promise<Kept> {
  const tx = db.transaction(['visits', 'records', 'photos', 'outbox', 'meta'], 'readonly');
  const [visits, records, photos, entries, pulledAt] = await Promise.all([
    tx.objectStore('visits').getAll(),
    tx.objectStore('records').getAll(),
    tx.objectStore('photos').getAll(),
    tx.objectStore('outbox').getAll(),
    tx.objectStore('meta').get('pulledAt'),
  ]);
  return { visits, records, photos, entries, pulledAt: pulledAt ?? null };
}
