import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { date } from '@connect/ui/format';
import { Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconChartHistogram, IconFileSearch, IconPlus, IconStar } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { tableProps } from '../../components/table-props.tsx';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { Decision } from './decision.tsx';
import styles from './feasibility.module.css';
import { OrderState } from './order-due.tsx';
import { PROFORMA_FIGURES } from './proformas.tsx';
import type { OrderRow, ProformaRow, Project } from './types.ts';

const PlaceOrder = lazy(() => import('./place-order.tsx').then((m) => ({ default: m.PlaceOrder })));

const ORDERS: readonly Column<OrderRow>[] = [
  { key: 'report', header: 'Report', cell: (order) => order.typeLabel },
  { key: 'consultant', header: 'Consultant', cell: (order) => order.consultant.name },
  { key: 'state', header: 'State', phone: true, cell: (order) => <OrderState order={order} /> },
  { key: 'due', header: 'Due', align: 'right', phone: true, cell: (order) => date(order.dueDate) },
  { key: 'delivered', header: 'Delivered', align: 'right', cell: (order) => date(order.deliveredDate) },
];
const PROFORMAS: readonly Column<ProformaRow>[] = [
  {
    key: 'name',
    header: 'Scenario',
    cell: (row) => (
      <span className={styles.scenario}>
        {row.name}
        {row.base ? (
          <Mark icon={IconStar} tone="move">
            Counts
          </Mark>
        ) : null}
      </span>
    ),
  },
  { key: 'version', header: 'Version', align: 'right', cell: (row) => row.latestVersion },
  ...PROFORMA_FIGURES,
];

/** Reports, proformas and the decision of one project. */
export function ProjectFeasibilityTab({ project }: { project: Project }) {
  const can = useCan();
  const orders = useList('/v1/consultant-orders', {
    filters: { projectId: project.id },
    sort: { key: 'dueDate', desc: false },
  });
  const proformas = useList('/v1/proformas', {
    filters: { projectId: project.id },
    enabled: can('read:proformas'),
  });
  const [placing, setPlacing] = useState(false);
  const open = ['lead', 'feasibility', 'go'].includes(project.stage);
  return (
    <Stacked>
      <Decision project={project} orders={orders.items} proformas={proformas.items} />
      <Panel
        title="Reports"
        flush
        aside={
          can('write:consultant-orders') && open ? (
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPlus size={16} stroke={1.75} />}
              onClick={() => setPlacing(true)}
            >
              Order a report
            </Button>
          ) : null
        }
      >
        <DataTable
          label="Reports"
          columns={ORDERS}
          rowKey={(order) => order.id}
          rowHref={(order) => `/consultant-orders/${order.id}`}
          {...tableProps(orders, undefined, 'Reports')}
          total={undefined}
          empty={
            <EmptyState icon={IconFileSearch} title="No report ordered">
              Survey, title and arborist reports appear here with who does them and until when.
            </EmptyState>
          }
        />
      </Panel>
      {can('read:proformas') ? (
        <Panel
          title="Proformas"
          flush
          aside={
            can('write:proformas') && open ? (
              <Button
                component="a"
                href={`/proformas/new?projectId=${project.id}`}
                variant="default"
                size="compact-sm"
                leftSection={<IconPlus size={16} stroke={1.75} />}
              >
                New proforma
              </Button>
            ) : null
          }
        >
          <DataTable
            label="Proformas"
            columns={PROFORMAS}
            rowKey={(row) => row.id}
            rowHref={(row) => `/proformas/${row.id}`}
            {...tableProps(proformas, undefined, 'Proformas')}
            total={undefined}
            empty={
              <EmptyState icon={IconChartHistogram} title="No proforma yet">
                GO needs one: costs, loan terms and the sales price say whether the deal pays.
              </EmptyState>
            }
          />
        </Panel>
      ) : null}
      <Suspense>
        {placing ? (
          <PlaceOrder project={{ id: project.id, name: project.address }} onClose={() => setPlacing(false)} />
        ) : null}
      </Suspense>
    </Stacked>
  );
}
