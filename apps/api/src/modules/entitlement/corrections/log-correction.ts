import { publish } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { invalid } from '../../../platform/errors.ts';
import { findStaff } from '../../identity/index.ts';
import { cancelTask, openTask } from '../../tasks/index.ts';
import { permitName } from '../permits/permit-words.ts';
import { resolveCorrectionKey } from '../task-keys.ts';
import { insertCorrection } from './corrections.repo.ts';
import type { NewCorrection } from './corrections.schemas.ts';

interface Permit {
  id: string;
  project_id: string;
  type: string;
  description: string | null;
}

/** Logs one correction of a review cycle whose permit is locked, with its task. Throws 422 at `pointer`/assigneeId. */
export async function logCorrection(
  tx: Tx,
  permit: Permit,
  cycle: { id: string; number: number },
  input: Omit<NewCorrection, 'permitId'>,
  pointer = '',
): Promise<string> {
  await assertStaff(tx, input.assigneeId, pointer);
  const { id, number } = await insertCorrection(tx, {
    review_cycle_id: cycle.id,
    permit_id: permit.id,
    discipline: input.discipline,
    text: input.text,
    sheet_reference: input.sheetReference ?? null,
    root_cause: input.rootCause ?? null,
    assignee_id: input.assigneeId ?? null,
    due_date: input.dueDate ?? null,
  });
  await publish(
    tx,
    'correction.logged',
    { type: 'correction', id, projectId: permit.project_id },
    {
      permit: permitName(permit),
      cycle: cycle.number,
      number,
      discipline: input.discipline,
      text: input.text.slice(0, 200),
    },
  );
  await askToResolve(tx, permit, {
    id,
    label: `${cycle.number}.${number}`,
    assigneeId: input.assigneeId ?? null,
    dueDate: input.dueDate ?? null,
    text: input.text,
  });
  return id;
}

/** Throws 422 unless the person is an active member of staff. */
export async function assertStaff(tx: Tx, id: string | null | undefined, pointer = ''): Promise<void> {
  if (id && !(await findStaff(tx, id))) throw invalid(`${pointer}/assigneeId`, 'No such member of staff.');
}

/** The task of a correction, for its person or else for all of entitlement; asking anew replaces what was asked before. */
export async function askToResolve(
  tx: Tx,
  permit: Permit,
  correction: { id: string; label: string; assigneeId: string | null; dueDate: string | null; text: string },
): Promise<void> {
  const key = resolveCorrectionKey(correction.id);
  await cancelTask(tx, key, 'The correction changed.');
  await openTask(tx, {
    key,
    title: `Resolve correction ${correction.label} of ${permitName(permit)}`,
    note: correction.text.slice(0, 2000),
    ...(correction.assigneeId ? { assigneeId: correction.assigneeId } : { assigneeRole: 'entitlement' }),
    dueDate: correction.dueDate,
    subject: { type: 'correction', id: correction.id, projectId: permit.project_id },
  });
}
