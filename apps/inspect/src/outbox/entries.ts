/** The queue of what has to reach the server, as pure functions: one entry per act, each with one key for all its tries. */
export type Kind = 'start' | 'photo' | 'submit';

/** Why the server refused, kept for showing. */
export type Refusal = {
  status: number;
  code: string;
  detail: string;
  fields: { pointer: string; message: string }[];
  requestId: string | null;
  at: string;
};

export type Entry = {
  id: string;
  visitId: string;
  kind: Kind;
  photoId: string | null;
  /** Sent as Idempotency-Key with every try. */
  idempotencyKey: string;
  createdAt: string;
  tries: number;
  /** Not before this moment; null: at once. */
  notBefore: string | null;
  /** Set when the server said no: waits for a person. */
  refusal: Refusal | null;
};

export type Outcome =
  | { type: 'done' }
  /** No answer, or one that says "later". `afterSeconds` from Retry-After. */
  | { type: 'later'; afterSeconds?: number }
  | { type: 'refused'; refusal: Refusal };

const ORDER: Record<Kind, number> = { start: 0, photo: 1, submit: 2 };
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 300;

/** Start, then photos in the order they were taken, then the report. */
export const inOrder = (a: Entry, b: Entry): number =>
  ORDER[a.kind] - ORDER[b.kind] || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id);

export const ofVisit = (entries: readonly Entry[], visitId: string): Entry[] =>
  entries.filter((entry) => entry.visitId === visitId).sort(inOrder);

/** The first entry of each visit: what comes after it waits for it. */
function heads(entries: readonly Entry[]): Entry[] {
  const first = new Map<string, Entry>();
  for (const entry of [...entries].sort(inOrder))
    if (!first.has(entry.visitId)) first.set(entry.visitId, entry);
  return [...first.values()].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
}

/** What to send now; null when all waits. A visit that was refused holds up no other. */
export const next = (entries: readonly Entry[], now: string): Entry | null =>
  heads(entries).find((entry) => !entry.refusal && (entry.notBefore ?? '') <= now) ?? null;

/** When there is something to send again; null when nothing will be by itself. */
export function wakeAt(entries: readonly Entry[]): string | null {
  const moments = heads(entries).flatMap((entry) =>
    entry.refusal ? [] : [entry.notBefore ?? entry.createdAt],
  );
  return moments.sort()[0] ?? null;
}

/**
 * Seconds until the next try: 5, 10, 20 … up to 5 minutes, each moved by up to a fifth.
 * @param chance 0 to 1, so that devices that lost the same network do not all come back at once
 */
export function waitSeconds(tries: number, chance: number): number {
  const plain = Math.min(FIRST_WAIT_SECONDS * 2 ** (tries - 1), LONGEST_WAIT_SECONDS);
  return plain * (0.8 + chance * 0.4);
}

/** The queue after a try of one entry. */
export function settle(
  entries: readonly Entry[],
  id: string,
  outcome: Outcome,
  now: string,
  chance: number,
): Entry[] {
  if (outcome.type === 'done') return entries.filter((entry) => entry.id !== id);
  return entries.map((entry) => (entry.id === id ? afterTry(entry, outcome, now, chance) : entry));
}

function afterTry(
  entry: Entry,
  outcome: Exclude<Outcome, { type: 'done' }>,
  now: string,
  chance: number,
): Entry {
  const tries = entry.tries + 1;
  if (outcome.type === 'refused') return { ...entry, tries, refusal: outcome.refusal, notBefore: null };
  const seconds = Math.max(outcome.afterSeconds ?? 0, waitSeconds(tries, chance));
  return { ...entry, tries, notBefore: new Date(Date.parse(now) + seconds * 1000).toISOString() };
}

/** "Send now", or the network is back: no entry waits for its time, and with `refused` those that were refused go again. */
export const hurry = (entries: readonly Entry[], refused: (entry: Entry) => boolean = () => false): Entry[] =>
  entries.map((entry) =>
    entry.notBefore || (entry.refusal && refused(entry))
      ? { ...entry, notBefore: null, refusal: refused(entry) ? null : entry.refusal }
      : entry,
  );

/** Whether a signed visit may be opened again: not once its report may have reached the server without our knowing. */
export const mayReopen = (entries: readonly Entry[]): boolean =>
  entries.every((entry) => entry.kind !== 'submit' || entry.tries === 0 || entry.refusal !== null);
