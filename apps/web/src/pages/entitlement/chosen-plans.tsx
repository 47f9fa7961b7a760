import { EmptyState } from '@connect/ui/empty-state';
import { FormActions } from '@connect/ui/form-grid';
import { moment } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { Button, Modal } from '@mantine/core';
import { IconHomeStar, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './entitlement.module.css';
import { planLine } from './plan-words.ts';
import type { PlanSelection, Project } from './types.ts';

const ChoosePlan = lazy(() => import('./choose-plan.tsx').then((m) => ({ default: m.ChoosePlan })));

/** The house plans chosen for a project; two houses have two. Plans given up stay in sight, struck out. */
export function ChosenPlans({ project }: { project: Project }) {
  const can = useCan();
  const selections = useRecord('/v1/projects/{id}/plan-selections', { id: project.id });
  const [choosing, setChoosing] = useState(false);
  const [dropping, setDropping] = useState<PlanSelection | null>(null);
  const writes = can('write:plans');
  return (
    <Panel
      title="Plan"
      flush
      aside={
        writes ? (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={() => setChoosing(true)}
          >
            Choose a plan
          </Button>
        ) : null
      }
    >
      <Loaded query={selections} failed="The plans could not be loaded" waiting={<LinesSkeleton lines={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconHomeStar} title="No plan chosen">
              The house plan that is built here appears with its size; the permit needs it.
            </EmptyState>
          ) : (
            items.map((selection) => (
              <div key={selection.id} className={styles.planHead}>
                <div className={selection.removedAt ? styles.over : undefined}>
                  <a className={styles.planName} href={`/plans/${selection.plan.id}`}>
                    {selection.plan.number}, {selection.plan.name}
                  </a>
                  <div className="small sub">{planLine(selection.plan)}</div>
                  <div className="label">
                    {selection.removedAt
                      ? `Given up ${moment(selection.removedAt)}`
                      : `Chosen by ${selection.chosenByName}, ${moment(selection.chosenAt)}`}
                  </div>
                </div>
                {writes && !selection.removedAt ? (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={`Give up ${selection.plan.number}`}
                    onClick={() => setDropping(selection)}
                  >
                    Give up
                  </Button>
                ) : null}
              </div>
            ))
          )
        }
      </Loaded>
      <Suspense>
        {choosing ? <ChoosePlan project={project} onClose={() => setChoosing(false)} /> : null}
      </Suspense>
      {dropping ? <GiveUp selection={dropping} onClose={() => setDropping(null)} /> : null}
    </Panel>
  );
}

function GiveUp({ selection, onClose }: { selection: PlanSelection; onClose: () => void }) {
  const { submit, busy, problem } = useSubmit(async (selectionId: string) => {
    await api.delete<unknown>('/v1/projects/{id}/plan-selections/{selectionId}', {
      path: { id: selection.projectId, selectionId },
    });
    return true;
  });
  const drop = async () => {
    if (!(await submit(selection.id))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${selection.plan.number} given up`, children: 'It stays in the history.' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Give up ${selection.plan.number}?`}>
      <p style={{ marginBottom: 18 }}>
        The project goes on without this plan. It stays in the history, and another one can be chosen.
      </p>
      <ProblemNote problem={problem} />
      <FormActions>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button loading={busy} onClick={() => void drop()}>
          Give up the plan
        </Button>
      </FormActions>
    </Modal>
  );
}
