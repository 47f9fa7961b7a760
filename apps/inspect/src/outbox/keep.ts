/** Every touch of the inspector, written down at once: first shown, then on the disk, then said to be saved. */
import { database, emptyRecord, readAgain, show, state, tellOtherTabs, withValue } from '../app/state.ts';
import type { Photo } from '../visits/model.ts';
import type { Picture } from '../visits/picture.ts';
import { begin, type Change, reopen, setAside, sign } from '../visits/record.ts';
import { type WriteTx, write } from './db.ts';
import { type Entry, hurry, type Kind } from './entries.ts';

/** Called when there is something to send; the sync sets it. */
let wake: () => void = () => {};
export const onQueued = (listener: () => void): void => {
  wake = listener;
};

const now = (): string => new Date().toISOString();

function newEntry(visitId: string, kind: Kind, photoId: string | null = null): Entry {
  return {
    id: crypto.randomUUID(),
    visitId,
    kind,
    photoId,
    idempotencyKey: crypto.randomUUID(),
    createdAt: now(),
    tries: 0,
    notBefore: null,
    refusal: null,
  };
}

/* One after the other: a slow disk must not let an older note overtake a newer one. */
let line: Promise<unknown> = Promise.resolve();
let pending = 0;

async function save(work: (tx: WriteTx) => Promise<void>): Promise<boolean> {
  pending += 1;
  state.set(({ saved }) => ({ saved: { ...saved, state: 'saving' } }));
  const job = line.then(async () => write(await database(), work));
  line = job.catch(() => undefined);
  try {
    await job;
    pending -= 1;
    if (pending === 0) state.set({ saved: { state: 'saved', at: now(), why: null } });
    tellOtherTabs();
    return true;
  } catch (error) {
    pending -= 1;
    state.set(({ saved }) => ({ saved: { ...saved, state: 'failed', why: whyNotKept(error) } }));
    return false;
  }
}

const whyNotKept = (error: unknown): string =>
  error instanceof DOMException && error.name === 'QuotaExceededError'
    ? 'The storage of this device is full. Send what is here, or free some room.'
    : 'This device did not take it. Do not close the app; touch the line once more.';

/** A touch of a visit's record: the first one starts the visit and queues that. */
export async function touch(visitId: string, change: Change): Promise<boolean> {
  const shown = show(visitId, change);
  const kept = await save(async (tx) => {
    const before = await tx.objectStore('records').get(visitId);
    const record = change(before ?? emptyRecord(visitId));
    await tx.objectStore('records').put(record);
    if (record.startedAt && !before?.startedAt)
      await tx.objectStore('outbox').put(newEntry(visitId, 'start'));
  });
  shown();
  if (!kept) await readAgain();
  await refreshEntries();
  return kept;
}

async function refreshEntries(): Promise<void> {
  const entries = await (await database()).getAll('outbox');
  state.set({ entries });
  wake();
}

/** Keeps a photo of a line, and queues it. False when there was no room. */
export async function keepPhoto(visitId: string, lineId: string, picture: Picture): Promise<boolean> {
  const { blob, ...facts } = picture;
  const round = state.get().records.get(visitId)?.round ?? 1;
  const photo: Photo = {
    id: crypto.randomUUID(),
    visitId,
    round,
    lineId,
    ...facts,
    sizeBytes: blob.size,
    documentId: null,
  };
  const kept =
    (await touch(visitId, begin(now()))) &&
    (await save(async (tx) => {
      await tx.objectStore('photos').put(photo);
      await tx.objectStore('pictures').put(blob, photo.id);
      await tx.objectStore('outbox').put(newEntry(visitId, 'photo', photo.id));
    }));
  if (!kept) return false;
  state.set(({ photos }) => ({ photos: withValue(photos, photo.id, photo) }));
  await refreshEntries();
  return true;
}

/** Takes a photo out of the report. One that the server has already stays there, but belongs to no line. */
export async function removePhoto(photoId: string): Promise<void> {
  state.set(({ photos }) => ({ photos: withValue(photos, photoId, undefined) }));
  await save(async (tx) => {
    await tx.objectStore('photos').delete(photoId);
    await tx.objectStore('pictures').delete(photoId);
    for (const entry of await tx.objectStore('outbox').getAll())
      if (entry.photoId === photoId) await tx.objectStore('outbox').delete(entry.id);
  });
  await refreshEntries();
}

/** Signs the visit and queues the report behind its photos. */
export async function signVisit(visitId: string, name: string): Promise<boolean> {
  const at = now();
  const shown = show(visitId, sign(name, at));
  const kept = await save(async (tx) => {
    const record = await tx.objectStore('records').get(visitId);
    // A visit whose every line was finished before has no touch but this one.
    await tx.objectStore('records').put(sign(name, at)(record ?? emptyRecord(visitId)));
    const queue = tx.objectStore('outbox');
    const waiting = (await queue.getAll()).some(
      (entry) => entry.visitId === visitId && entry.kind === 'submit',
    );
    if (!waiting) await queue.put(newEntry(visitId, 'submit'));
  });
  shown();
  // What is not on the disk is not signed.
  if (!kept) await readAgain();
  await refreshEntries();
  return kept;
}

/** Opens a signed visit again; its report leaves the queue and gets a new key when it is signed again. */
export async function reopenVisit(visitId: string): Promise<void> {
  const shown = show(visitId, reopen);
  await save(async (tx) => {
    const record = await tx.objectStore('records').get(visitId);
    if (record) await tx.objectStore('records').put(reopen(record));
    for (const entry of await tx.objectStore('outbox').getAll())
      if (entry.visitId === visitId && entry.kind === 'submit')
        await tx.objectStore('outbox').delete(entry.id);
  });
  shown();
  await refreshEntries();
}

/** The office's version counts: what was recorded here is kept on the device and no longer sent. */
export async function putAside(visitId: string): Promise<void> {
  const at = now();
  const shown = show(visitId, setAside(at));
  await save(async (tx) => {
    const record = await tx.objectStore('records').get(visitId);
    if (record) await tx.objectStore('records').put(setAside(at)(record));
    for (const entry of await tx.objectStore('outbox').getAll())
      if (entry.visitId === visitId) await tx.objectStore('outbox').delete(entry.id);
  });
  shown();
  await refreshEntries();
}

/** Nothing waits for its time any more, and the refused entries of this visit go again. */
export async function hurryUp(refusedOf: string | null): Promise<void> {
  await save(async (tx) => {
    const queue = tx.objectStore('outbox');
    for (const entry of hurry(await queue.getAll(), (each) => each.visitId === refusedOf))
      await queue.put(entry);
  });
  await refreshEntries();
}

/** "Send mine": the other device's values were seen, and this one's go over them. */
export async function overrule(visitId: string): Promise<void> {
  await save(async (tx) => {
    const visit = await tx.objectStore('visits').get(visitId);
    if (visit) await tx.objectStore('visits').put({ ...visit, pushed: visit.theirs });
  });
  await readAgain();
}
