import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconBuildingCommunity, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { tableProps } from '../../components/table-props.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { ChosenPlans } from './chosen-plans.tsx';
import { PROJECT_PERMIT_COLUMNS } from './permit-columns.tsx';
import type { Project } from './types.ts';

const PlanPermit = lazy(() => import('./plan-permit.tsx').then((m) => ({ default: m.PlanPermit })));

/** The chosen plans and the permits of one project. */
export function ProjectPermitsTab({ project }: { project: Project }) {
  const can = useCan();
  const permits = useList('/v1/permits', { filters: { projectId: project.id } });
  const [planning, setPlanning] = useState(false);
  return (
    <Stacked>
      {can('read:plans') ? <ChosenPlans project={project} /> : null}
      <Panel
        title="Permits"
        flush
        aside={
          can('write:permits') ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setPlanning(true)}
            >
              Plan a permit
            </Button>
          ) : null
        }
      >
        <DataTable
          label="Permits"
          columns={PROJECT_PERMIT_COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => `/permits/${row.id}`}
          {...tableProps(permits, undefined, 'Permits')}
          total={undefined}
          empty={
            <EmptyState icon={IconBuildingCommunity} title="No permit yet">
              GO opens the building permit by itself. Others, such as demolition or side sewer, are planned
              here.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>
        {planning ? (
          <PlanPermit
            project={{ id: project.id, name: project.address }}
            onClose={() => setPlanning(false)}
          />
        ) : null}
      </Suspense>
    </Stacked>
  );
}
