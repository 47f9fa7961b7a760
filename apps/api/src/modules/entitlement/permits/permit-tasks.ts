import type { PermitState } from '@connect/domain/permit-states';
import type { Tx } from '../../../platform/db.ts';
import { finishTask, openTask } from '../../tasks/index.ts';
import { prepareSubmissionKey, renewPermitKey } from '../task-keys.ts';
import { permitName } from './permit-words.ts';

interface Permit {
  id: string;
  project_id: string;
  type: string;
  description: string | null;
}

const SUBMITTED: readonly PermitState[] = ['submitted', 'withdrawn'];
const SETTLED: readonly PermitState[] = ['renewed', 'finaled'];

/** The task to prepare the first submission, or the next after an incomplete intake. */
export const askForSubmission = (tx: Tx, permit: Permit): Promise<unknown> =>
  openTask(tx, {
    key: prepareSubmissionKey(permit.id),
    title: `Prepare the submission: ${permitName(permit)}`,
    assigneeRole: 'entitlement',
    subject: { type: 'permit', id: permit.id, projectId: permit.project_id },
  });

/** Opens what a state asks of us, and closes what it answers. */
export async function followTasks(tx: Tx, permit: Permit, state: PermitState): Promise<void> {
  if (SUBMITTED.includes(state)) await finishTask(tx, prepareSubmissionKey(permit.id));
  if (SETTLED.includes(state)) await finishTask(tx, renewPermitKey(permit.id));
  if (state === 'incomplete') await askForSubmission(tx, permit);
  if (state === 'expired')
    await openTask(tx, {
      key: renewPermitKey(permit.id),
      title: `Renew: ${permitName(permit)} expired`,
      assigneeRole: 'entitlement',
      subject: { type: 'permit', id: permit.id, projectId: permit.project_id },
    });
}
