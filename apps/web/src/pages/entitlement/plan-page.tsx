import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { moment, money } from '@connect/ui/format';
import { PageHeader, Split, Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Button, Modal } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { type Picked, ProjectPicker } from '../../components/pickers.tsx';
import { SubjectDocuments } from '../../components/subject-documents.tsx';
import { api } from '../../state/api.ts';
import { useCan, useUser } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { refreshAll } from '../../state/use-move.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { feet, planLine, squareFeet } from './plan-words.ts';
import type { Plan, PlanSelection } from './types.ts';

const PlanForm = lazy(() => import('./plan-form.tsx').then((m) => ({ default: m.PlanForm })));

/** One plan set with its sheets. */
export function PlanPage() {
  const { id } = usePathParams<{ id: string }>();
  const plan = useRecord('/v1/plans/{id}', { id });
  return (
    <Loaded query={plan} failed="This plan could not be loaded">
      {(record) => <PlanRecord plan={record} />}
    </Loaded>
  );
}

function PlanRecord({ plan }: { plan: Plan }) {
  usePageTitle(`${plan.number}, ${plan.name}`, plan.number);
  const can = useCan();
  const internal = useUser().role !== 'builder';
  const [changing, setChanging] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const writes = can('write:plans');
  return (
    <>
      <PageHeader
        crumbs={[...(internal ? [{ label: 'Plans', href: '/plans' }] : []), { label: plan.number }]}
        title={plan.name}
        facts={[<b key="n">{plan.number}</b>, planLine(plan)]}
        actions={
          writes ? (
            <>
              <Button
                variant="default"
                leftSection={<IconPencil size={16} stroke={1.75} />}
                onClick={() => setChanging(true)}
              >
                Change
              </Button>
              <Button onClick={() => setChoosing(true)}>Choose for a project</Button>
            </>
          ) : null
        }
      />
      <Split
        aside={
          <Panel title="Plan">
            <Facts
              items={[
                { label: 'Heated area', value: squareFeet(plan.heatedSquareFeet) },
                { label: 'Stories', value: plan.stories },
                { label: 'Bedrooms', value: plan.bedrooms },
                { label: 'Baths', value: plan.bathrooms },
                { label: 'Width', value: feet(plan.widthFeet) },
                { label: 'Depth', value: feet(plan.depthFeet) },
                { label: 'Architect', value: plan.architect ?? '–' },
                ...(internal
                  ? [
                      { label: 'Hard cost', value: money(plan.hardCostCents, { cents: false }) },
                      { label: 'Last change', value: moment(plan.updatedAt) },
                    ]
                  : []),
              ]}
            />
          </Panel>
        }
      >
        <Stacked>
          <SubjectDocuments
            title="Sheets"
            subjectType="plan"
            subjectId={plan.id}
            kind="plan_set"
            addLabel="Add sheets"
            readOnly={!writes}
          />
          {plan.note ? (
            <Panel title="Note">
              <p style={{ whiteSpace: 'pre-line' }}>{plan.note}</p>
            </Panel>
          ) : null}
        </Stacked>
      </Split>
      <Suspense>{changing ? <PlanForm plan={plan} onClose={() => setChanging(false)} /> : null}</Suspense>
      {choosing ? <ChooseForProject plan={plan} onClose={() => setChoosing(false)} /> : null}
    </>
  );
}

function ChooseForProject({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const [project, setProject] = useState<Picked | null>(null);
  const { submit, busy, problem } = useSubmit((id: string, { idempotencyKey }) =>
    api.post<PlanSelection>('/v1/projects/{id}/plan-selections' as string, {
      path: { id },
      body: { planId: plan.id },
      idempotencyKey,
    }),
  );
  const choose = async () => {
    if (!project || !(await submit(project.id))) return;
    await refreshAll();
    toast({ tone: 'ok', title: `${plan.number} chosen for ${project.name}` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Choose ${plan.number} for a project`}>
      <FormGrid onSubmit={() => void choose()}>
        <ProjectPicker
          label="Project"
          description="Projects in permits, and those about to be decided."
          placeholder="Part of the address"
          stage="feasibility,go,funded"
          value={project}
          onChange={setProject}
          data-autofocus
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy} disabled={!project}>
            Choose the plan
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
