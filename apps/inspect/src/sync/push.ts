/** Sends what is set so far of visits that are under way, so that the office sees it and a lost device loses little. */
import { ApiProblem } from '@connect/api-client';
import { database, readAgain, state } from '../app/state.ts';
import { write } from '../outbox/db.ts';
import { toPush } from '../visits/merge.ts';
import type { Mark, Visit } from '../visits/model.ts';
import { keepVisit } from './pull.ts';
import { pushMarks, readVisit } from './wire.ts';

/** Throws ApiProblem with status 0 or 401. Anything else is left to the report, which says it in full. */
export async function pushAll(): Promise<void> {
  for (const { id } of [...state.get().visits.values()].filter((visit) => visit.state === 'in_progress'))
    try {
      await push(id);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status === 0 || error.status === 401) throw error;
    }
  await readAgain();
}

/** Whether the office does not see everything yet that is set. */
export const hasMarksToPush = (): boolean =>
  [...state.get().visits.values()].some((visit) => Object.keys(marksOf(visit)).length > 0);

function marksOf(visit: Visit): Record<string, Mark> {
  const { records, entries } = state.get();
  const record = records.get(visit.id);
  if (visit.state !== 'in_progress' || !record || record.signedAt || record.asideAt) return {};
  const starting = entries.some((entry) => entry.visitId === visit.id && entry.kind === 'start');
  return starting ? {} : toPush(visit, record);
}

async function push(visitId: string): Promise<void> {
  const visit = state.get().visits.get(visitId);
  const marks = visit ? marksOf(visit) : {};
  if (!visit || Object.keys(marks).length === 0) return;
  try {
    const reached = await pushMarks(visit, marks);
    await write(await database(), async (tx) => void (await tx.objectStore('visits').put(reached)));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 412) await keepVisit(await readVisit(visitId, visit));
    else throw error;
  }
}
