import type { PublishedEvent } from '../../../events/publish.ts';
import type { Tx } from '../../../platform/db.ts';
import { authorise } from '../../identity/index.ts';
import { requireProject } from '../../projects/index.ts';
import { openTask } from '../../tasks/index.ts';
import { hasSelection } from '../plans/plan-selections.repo.ts';
import { choosePlanKey } from '../task-keys.ts';
import { askForSubmission } from './permit-tasks.ts';
import { permitsOf } from './permits.repo.ts';
import { plan } from './permits.service.ts';

const GIVEN_UP: readonly string[] = ['withdrawn', 'denied'];

/** GO opens entitlement: a building permit in planning, and who has to do what. A second GO finds it all there. */
export async function openEntitlement(tx: Tx, event: PublishedEvent<'project.go'>): Promise<void> {
  const projectId = event.subject.id;
  const project = await requireProject(tx, authorise(tx.actor, 'read:projects'), projectId);
  if (!(await hasSelection(tx, projectId)))
    await openTask(tx, {
      key: choosePlanKey(projectId),
      title: 'Choose a plan',
      assigneeRole: 'design',
      subject: { type: 'project', id: projectId, projectId },
    });
  const permits = await permitsOf(tx, projectId);
  if (permits.some(({ type, state }) => type === 'building' && !GIVEN_UP.includes(state))) return;
  // Planning begins on the day of GO, however late the event is delivered or the decision was entered.
  const since = event.subject.effectiveDate ?? undefined;
  const id = await plan(tx, { projectId, type: 'building', market: project.market }, since);
  await askForSubmission(tx, { id, project_id: projectId, type: 'building', description: null });
}
