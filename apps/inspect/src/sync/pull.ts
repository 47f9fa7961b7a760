/** Brings the assigned visits onto the device, whole, so that they open without a network. */
import { ApiProblem } from '@connect/api-client';
import { database, readAgain, state, tellOtherTabs } from '../app/state.ts';
import { write } from '../outbox/db.ts';
import { merge, toForget } from '../visits/merge.ts';
import type { Plan, Visit } from '../visits/model.ts';
import { listAssigned, listPlans, readPlan, readVisit } from './wire.ts';

const LARGEST_PLAN_BYTES = 25 * 1024 * 1024;

/** Downloads what changed. Throws ApiProblem when it could not. */
export async function pull(): Promise<void> {
  const user = state.get().user;
  if (!user) return;
  const rows = await listAssigned(user.role);
  for (const row of rows) {
    const known = state.get().visits.get(row.id);
    if (known?.version === row.version) continue;
    await keepVisit(await readVisit(row.id, known));
  }
  await forget(new Set(rows.map((row) => row.id)));
  await readAgain();
  for (const visit of state.get().visits.values()) await keepPlans(visit);
  await readAgain();
  tellOtherTabs();
}

/** Puts the server's version beside what is recorded here. */
export async function keepVisit(server: Visit): Promise<void> {
  await write(await database(), async (tx) => {
    const before = await tx.objectStore('records').get(server.id);
    const { visit, record } = merge(server, before, () => crypto.randomUUID());
    await tx.objectStore('visits').put(visit);
    if (record && record !== before) await tx.objectStore('records').put(record);
  });
}

async function forget(listed: ReadonlySet<string>): Promise<void> {
  const { visits, records } = state.get();
  const gone = toForget([...visits.values()], listed, records);
  await write(await database(), async (tx) => {
    for (const id of gone) {
      for (const plan of visits.get(id)?.plans ?? []) await tx.objectStore('plans').delete(plan.documentId);
      for (const photoId of await tx.objectStore('photos').index('visitId').getAllKeys(id)) {
        await tx.objectStore('photos').delete(photoId);
        await tx.objectStore('pictures').delete(photoId);
      }
      await tx.objectStore('visits').delete(id);
      await tx.objectStore('records').delete(id);
    }
    await tx.objectStore('meta').put(new Date().toISOString(), 'pulledAt');
  });
}

/* A visit without its plans is still a visit: what goes wrong here stops nothing but a missing network. */
async function keepPlans(visit: Visit): Promise<void> {
  try {
    const plans = await listPlans(visit.projectId);
    for (const plan of plans) await keepPlan(plan);
    await write(await database(), async (tx) => {
      const now = await tx.objectStore('visits').get(visit.id);
      if (now) await tx.objectStore('visits').put({ ...now, plans });
    });
  } catch (error) {
    if (error instanceof ApiProblem && error.status >= 400 && error.status < 500) return;
    throw error;
  }
}

async function keepPlan(plan: Plan): Promise<void> {
  const db = await database();
  if (plan.sizeBytes > LARGEST_PLAN_BYTES || (await db.getKey('plans', plan.documentId))) return;
  const content = await readPlan(plan.documentId);
  await db.put('plans', content, plan.documentId);
}
