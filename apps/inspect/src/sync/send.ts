/** Sends one entry of the queue. What is sent twice, because an answer was lost, is taken once: each entry has its own key. */
import { ApiProblem } from '@connect/api-client';
import { database, readAgain, state } from '../app/state.ts';
import { type WriteTx, write } from '../outbox/db.ts';
import { type Entry, type Outcome, settle } from '../outbox/entries.ts';
import { outcomeOf } from '../outbox/outcome.ts';
import { foreignLines } from '../visits/merge.ts';
import type { Visit } from '../visits/model.ts';
import { sent } from '../visits/record.ts';
import { keepVisit } from './pull.ts';
import { readVisit, sendPhoto, sendReport, sendStart } from './wire.ts';

const now = (): string => new Date().toISOString();

/** Sends the entry and writes down what came of it. Returns false when nothing more can be sent for now. */
export async function send(entry: Entry): Promise<boolean> {
  try {
    await settled(entry, { type: 'done' }, await attempt(entry));
    return true;
  } catch (error) {
    const problem = error instanceof ApiProblem ? error : ownFault(error);
    const outcome = outcomeOf(problem, now());
    await settled(entry, outcome, async () => {});
    return problem.status !== 0 && problem.status !== 401;
  }
}

/* A fault of this program must not look like a lost network, which would be tried for ever without a word. */
const ownFault = (error: unknown): ApiProblem =>
  new ApiProblem(
    400,
    'client',
    `The app could not send this (${error instanceof Error ? error.message : 'unknown'}).`,
  );

type After = (tx: WriteTx) => Promise<void>;

/* What the answer changes here goes into the same transaction as the end of the entry. */
async function settled(entry: Entry, outcome: Outcome, after: After): Promise<void> {
  await write(await database(), async (tx) => {
    const queue = tx.objectStore('outbox');
    const still = await queue.get(entry.id);
    if (still) {
      const [left] = settle([still], entry.id, outcome, now(), Math.random());
      if (left) await queue.put(left);
      else await queue.delete(entry.id);
    }
    await after(tx);
  });
  await readAgain();
}

function attempt(entry: Entry): Promise<After> {
  if (entry.kind === 'photo') return photo(entry);
  return entry.kind === 'start' ? moved(entry, start) : moved(entry, report);
}

type Try = (entry: Entry, visit: Visit) => Promise<Visit>;

/** A move under If-Match. When the office changed something meanwhile, its version is read; what is in nobody's way goes on. */
async function moved(entry: Entry, act: Try): Promise<After> {
  const visit = visitOf(entry);
  try {
    return after(entry, await act(entry, visit));
  } catch (error) {
    if (!(error instanceof ApiProblem) || (error.status !== 412 && error.status !== 409)) throw error;
    if (outcomeOf(error, now()).type === 'later') throw error;
    const theirs = await readVisit(visit.id, visit);
    await keepVisit(theirs);
    if (entry.kind === 'start' && theirs.state === 'in_progress') return after(entry, theirs);
    if (error.status === 409 || !goesOn(entry, theirs)) throw error;
    return after(entry, await act(entry, theirs));
  }
}

function goesOn(entry: Entry, theirs: Visit): boolean {
  if (entry.kind === 'start') return theirs.state === 'scheduled' || theirs.state === 'returned';
  return theirs.state === 'in_progress' && foreignLines(theirs, recordOf(entry)).length === 0;
}

const start: Try = (entry, visit) => sendStart({ visit, record: recordOf(entry), key: entry.idempotencyKey });

const report: Try = (entry, visit) => {
  const record = recordOf(entry);
  // The server compares with the version we name, and a download has raised that: what it brought is for a person to see first.
  if (foreignLines(visit, record).length > 0)
    throw new ApiProblem(409, 'inspection_changed', 'Another device set other values meanwhile.');
  const photos = [...state.get().photos.values()].filter(
    (each) => each.visitId === visit.id && each.round === record.round && each.documentId,
  );
  return sendReport({ visit, record, key: entry.idempotencyKey }, photos);
};

const after =
  (entry: Entry, reached: Visit): After =>
  async (tx) => {
    const record = await tx.objectStore('records').get(entry.visitId);
    const done = entry.kind === 'submit' && record;
    await tx.objectStore('visits').put(done ? { ...reached, pushed: reached.theirs } : reached);
    if (done) await tx.objectStore('records').put(sent(now())(record));
  };

async function photo(entry: Entry): Promise<After> {
  const facts = state.get().photos.get(entry.photoId ?? '');
  const picture = facts && (await (await database()).get('pictures', facts.id));
  // Taken out of the report since: there is nothing to send.
  if (!facts || !picture) return async () => {};
  const visit = visitOf(entry);
  const line = visit.lines.find((each) => each.id === facts.lineId) ?? {
    id: '',
    name: 'Photo',
    lastPercent: 0,
  };
  const documentId = await sendPhoto(facts, picture, line, entry.idempotencyKey);
  return async (tx) => {
    const kept = await tx.objectStore('photos').get(facts.id);
    if (kept) await tx.objectStore('photos').put({ ...kept, documentId });
  };
}

function visitOf(entry: Entry): Visit {
  const visit = state.get().visits.get(entry.visitId);
  if (!visit) throw gone(entry);
  return visit;
}

function recordOf(entry: Entry) {
  const record = state.get().records.get(entry.visitId);
  if (!record) throw gone(entry);
  return record;
}

const gone = (entry: Entry): ApiProblem =>
  new ApiProblem(404, 'gone', `Visit ${entry.visitId} is not on this device.`);
