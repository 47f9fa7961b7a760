import { EmptyState } from '@connect/ui/empty-state';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { IconMapPin } from '@tabler/icons-react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { ProjectPicker } from '../../components/pickers.tsx';
import { useList } from '../../state/use-list.ts';
import { useRecord } from '../../state/use-record.ts';
import styles from './lending.module.css';
import { NewLoanForm } from './new-loan-form.tsx';

const AFTER_GO = 'go,funded,servicing';

/** A loan out of a project: what is taken over is shown, what differs is typed, the sums follow. */
export function NewLoanPage(): ReactNode {
  usePageTitle('New loan');
  const projectId = useRouterState({
    select: (state) => (state.location.search as { project?: string }).project,
  });
  const navigate = useNavigate();
  return (
    <>
      <PageHeader title="New loan" crumbs={[{ label: 'Loans', href: '/loans' }, { label: 'New loan' }]} />
      <Panel className={styles.form}>
        <Chosen
          projectId={projectId ?? null}
          onChange={(id) => void navigate({ to: '.', search: (id ? { project: id } : {}) as never })}
        />
      </Panel>
      {projectId ? (
        <FromProject key={projectId} id={projectId} />
      ) : (
        <div className={styles.gap}>
          <Panel flush>
            <EmptyState icon={IconMapPin} title="Choose the project">
              Address, builder, budget and terms come from the project and its base proforma. Nothing is typed
              twice.
            </EmptyState>
          </Panel>
        </div>
      )}
    </>
  );
}

function Chosen({
  projectId,
  onChange,
}: {
  projectId: string | null;
  onChange: (id: string | null) => void;
}) {
  const project = useRecord('/v1/projects/{id}', { id: projectId ?? '' }, { enabled: projectId !== null });
  return (
    <ProjectPicker
      label="Project"
      description="After GO."
      stage={AFTER_GO}
      value={
        projectId && project.data
          ? { id: projectId, name: `${project.data.address}, ${project.data.number ?? project.data.city}` }
          : null
      }
      onChange={(picked) => onChange(picked?.id ?? null)}
    />
  );
}

function FromProject({ id }: { id: string }) {
  const project = useRecord('/v1/projects/{id}', { id });
  const proformas = useList('/v1/proformas', { filters: { projectId: id }, limit: 100 });
  const base = proformas.items.find((row) => row.base);
  const proforma = useRecord('/v1/proformas/{id}', { id: base?.id ?? '' }, { enabled: base !== undefined });
  if (proformas.loading || (base && proforma.isPending)) return null;
  return (
    <Loaded query={project} failed="The project could not be loaded">
      {(record) => <NewLoanForm project={record} proforma={proforma.data ?? null} />}
    </Loaded>
  );
}
