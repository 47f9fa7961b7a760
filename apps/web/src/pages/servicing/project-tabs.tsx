import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconCash, IconClipboardCheck } from '@tabler/icons-react';
import { tableProps } from '../../components/table-props.tsx';
import { useCan, useUser } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { DRAW_COLUMNS, QUIET_COLUMNS } from './draw-columns.tsx';
import { INSPECTION_COLUMNS } from './inspections.tsx';
import { RequestDraw } from './request-draw.tsx';
import type { DrawRow, InspectionRow, LoanRow } from './types.ts';

type Project = { id: string; address: string };

const DRAWABLE = 'recorded,servicing';

/** The draws of a project, newest first, and where the next one is asked for. */
export function ProjectDrawsTab({ project }: { project: Project }) {
  const can = useCan();
  const draws = useList<DrawRow>('/v1/draws', {
    filters: { projectId: project.id },
    sort: { key: 'createdAt', desc: true },
    withTotal: true,
  });
  const loans = useList<LoanRow>('/v1/loans', { filters: { projectId: project.id, state: DRAWABLE } });
  const [loan] = loans.items;
  const request = loan && can('request:draws') ? <RequestDraw loan={loan} variant="default" /> : null;
  return (
    <Panel title="Draws" flush aside={draws.items.length ? request : null}>
      <DataTable
        label={`Draws of ${project.address}`}
        columns={DRAW_COLUMNS.filter(({ key }) => !['borrower', ...QUIET_COLUMNS].includes(key))}
        rowKey={(draw) => draw.id}
        rowHref={(draw) => `/draws/${draw.id}`}
        {...tableProps(draws, undefined, 'Draws')}
        empty={
          <EmptyState icon={IconCash} title="No draws yet" actions={request}>
            {loan
              ? 'A draw appears here when the builder asks for money.'
              : 'Draws begin when a loan of this project is recorded.'}
          </EmptyState>
        }
      />
    </Panel>
  );
}

/** The site visits of a project. */
export function ProjectInspectionsTab({ project }: { project: Project }) {
  const { role } = useUser();
  const inspections = useList<InspectionRow>('/v1/inspections', {
    filters: { projectId: project.id },
    sort: { key: 'createdAt', desc: true },
    withTotal: true,
  });
  return (
    <Stacked>
      <Panel title="Inspections" flush>
        <DataTable
          label={`Inspections of ${project.address}`}
          columns={INSPECTION_COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => `/inspections/${row.id}`}
          {...tableProps(inspections, undefined, 'Inspections')}
          empty={
            <EmptyState
              icon={IconClipboardCheck}
              title="No inspections yet"
              actions={
                role === 'inspector' ? null : (
                  <Button component="a" href={`/projects/${project.id}?tab=draws`} variant="default">
                    Draws of this project
                  </Button>
                )
              }
            >
              A visit is scheduled from a draw that was asked for.
            </EmptyState>
          }
        />
      </Panel>
    </Stacked>
  );
}
