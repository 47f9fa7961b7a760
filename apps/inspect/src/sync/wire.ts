/** The inspection operations as this app uses them, in one place, and what of their answers is kept. */
import type { AnswerOf } from '@connect/api-client';
import { bookDate } from '@connect/ui/format';
import { addDays } from '@connect/ui/parse';
import { deviceId } from '../app/device.ts';
import { api } from '../app/session.ts';
import type { Line, Mark, Photo, Plan, Visit, VisitRecord } from '../visits/model.ts';
import { percentOf } from '../visits/percent.ts';

type Page = AnswerOf<'/v1/inspections'>;
type Row = Page['items'][number];
type Inspection = AnswerOf<'/v1/inspections/{id}'>;

/* A line that hangs must not hold up the queue for ever; what timed out is tried again like any lost answer. */
const PATIENCE_MS = 45_000;
const PHOTO_PATIENCE_MS = 180_000;
const patience = (ms = PATIENCE_MS): AbortSignal => AbortSignal.timeout(ms);

/* Staff who may inspect see every visit of the book; theirs are those that are due. */
const AHEAD_DAYS = 14;
const OPEN_STATES = 'scheduled,in_progress,returned,submitted';

/** Ids and versions of the inspections that the user is to record. Throws ApiProblem. */
export async function listAssigned(role: string): Promise<Pick<Row, 'id' | 'version'>[]> {
  const mine =
    role === 'inspector'
      ? { state: OPEN_STATES }
      : { state: 'scheduled,in_progress,returned', to: addDays(bookDate(new Date()), AHEAD_DAYS) };
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await api.get('/v1/inspections', {
      query: { ...mine, limit: 100, cursor },
      signal: patience(),
    });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

/** One visit as it is now; plans and what was pushed are this device's own knowledge. Throws ApiProblem. */
export async function readVisit(id: string, known: Known): Promise<Visit> {
  return visitFrom(await api.get('/v1/inspections/{id}', { path: { id }, signal: patience() }), known);
}

type Known = Pick<Visit, 'plans' | 'pushed'> | undefined;

/* Field by field: what the builder asks for is in the answer for some roles, and must not end up on the device. */
function visitFrom(wire: Inspection, known: Known): Visit {
  const { id, version, number, drawNumber, scheduledFor, projectId, builderName, lastVisitOn, reason } = wire;
  const { latitude, longitude, lotOutline } = wire;
  return {
    ...{
      id,
      version,
      number,
      drawNumber,
      scheduledFor,
      projectId,
      builderName,
      lastVisitOn,
      reason,
      lotOutline,
    },
    state: wire.state as Visit['state'],
    address: wire.unit ? `${wire.address} ${wire.unit}` : wire.address,
    place: latitude && longitude ? { latitude: Number(latitude), longitude: Number(longitude) } : null,
    lines: wire.lines.map((line) => ({
      id: line.budgetLineId,
      name: line.name,
      lastPercent: line.lastPercent,
    })),
    theirs: marksOf(wire.lines),
    pushed: known?.pushed ?? {},
    plans: known?.plans ?? [],
    pulledAt: new Date().toISOString(),
  };
}

const marksOf = (lines: Inspection['lines']): Record<string, Mark> =>
  Object.fromEntries(
    lines.flatMap(({ budgetLineId, percent, note }) =>
      percent === null ? [] : [[budgetLineId, { percent, note }] as const],
    ),
  );

/** Plan sets of the project, those that are through the scan. Throws ApiProblem. */
export async function listPlans(projectId: string): Promise<Plan[]> {
  const page = await api.get('/v1/documents', {
    query: { projectId, kind: 'plan_set', limit: 20 },
  });
  return page.items
    .filter((document) => document.state === 'ready')
    .map(({ id, title, sizeBytes }) => ({ documentId: id, title, sizeBytes }));
}

export const readPlan = (documentId: string): Promise<Blob> =>
  api.download('/v1/documents/{id}/content', { path: { id: documentId } });

type Act = { visit: Visit; record: VisitRecord; key: string };

/** Tells the server when the visit began. Returns the visit as it then is. Throws ApiProblem. */
export const sendStart = async ({ visit, record, key }: Act): Promise<Visit> =>
  visitFrom(
    await api.post('/v1/inspections/{id}/transitions', {
      path: { id: visit.id },
      ifMatch: visit.version,
      signal: patience(),
      idempotencyKey: key,
      body: { action: 'start', data: { startedAt: record.startedAt, deviceId: deviceId() } },
    }),
    visit,
  );

/** Puts what is set so far where the office can see it, and where it outlives this device. Throws ApiProblem. */
export async function pushMarks(visit: Visit, marks: Record<string, Mark>): Promise<Visit> {
  const lines = Object.entries(marks).map(([budgetLineId, mark]) => ({ budgetLineId, ...mark }));
  const answer = await api.patch('/v1/inspections/{id}', {
    path: { id: visit.id },
    ifMatch: visit.version,
    signal: patience(),
    body: { deviceId: deviceId(), lines },
  });
  return visitFrom(answer, { ...visit, pushed: { ...visit.pushed, ...marks } });
}

/** Sends one photo about the visit. Returns its document's id. Throws ApiProblem. */
export async function sendPhoto(photo: Photo, picture: Blob, line: Line, key: string): Promise<string> {
  const form = new FormData();
  form.set('subjectType', 'inspection');
  form.set('subjectId', photo.visitId);
  form.set('kind', 'photo');
  form.set('title', line.name);
  form.set('file', picture, `${photo.id}.${picture.type === 'image/jpeg' ? 'jpg' : 'heic'}`);
  const document = await api.post('/v1/documents', {
    body: form,
    idempotencyKey: key,
    signal: patience(PHOTO_PATIENCE_MS),
  });
  return document.id;
}

/** Sends the signed report. Returns the visit as it then is. Throws ApiProblem. */
export const sendReport = async ({ visit, record, key }: Act, photos: readonly Photo[]): Promise<Visit> =>
  visitFrom(
    await api.post('/v1/inspections/{id}/transitions', {
      path: { id: visit.id },
      ifMatch: visit.version,
      signal: patience(),
      idempotencyKey: key,
      body: { action: 'submit', data: reportOf(visit, record, photos) },
    }),
    visit,
  );

function reportOf(visit: Visit, record: VisitRecord, photos: readonly Photo[]) {
  return {
    clientKey: record.clientKey,
    deviceId: deviceId(),
    startedAt: record.startedAt,
    submittedAt: record.signedAt,
    note: record.note,
    lines: visit.lines.map((line) => ({
      budgetLineId: line.id,
      percent: percentOf(line, record),
      note: record.lines[line.id]?.note ?? '',
    })),
    photos: photos.map((photo) => ({ documentId: photo.documentId, budgetLineId: photo.lineId })),
  };
}
