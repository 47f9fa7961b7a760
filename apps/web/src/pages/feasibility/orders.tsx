import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { amount, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { Button } from '@mantine/core';
import { IconFileSearch, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { partyFilter, projectFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan, useUser } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './feasibility.module.css';
import { MyOrders } from './my-orders.tsx';
import { OrderState } from './order-due.tsx';
import type { OrderRow } from './types.ts';

const PlaceOrder = lazy(() => import('./place-order.tsx').then((m) => ({ default: m.PlaceOrder })));

const DUE = { key: 'dueDate', desc: false };
const OPEN = 'ordered,in_progress,returned';
const view = (id: string, name: string, filters: View['state']['filters'], urgent = false): View => ({
  id,
  name,
  builtIn: true,
  urgent,
  state: { filters, sort: DUE, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('open', 'Open', { state: OPEN }),
  view('late', 'Late', { late: 'true' }, true),
  view('accept', 'To accept', { state: 'delivered' }),
  view('all', 'All', {}),
];
const STATES = [
  { value: OPEN, label: 'Open' },
  { value: 'ordered', label: 'Ordered' },
  { value: 'in_progress', label: 'In progress' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'returned', label: 'Returned' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'cancelled', label: 'Cancelled' },
];
const SORTS = [
  { key: 'dueDate', desc: false, label: 'Next due first' },
  { key: 'createdAt', desc: true, label: 'Newest first' },
];

const COLUMNS: readonly Column<OrderRow>[] = [
  {
    key: 'report',
    header: 'Report',
    cell: (order) => (
      <span className={styles.key}>
        {order.typeLabel} <span className={styles.place}>{order.projectAddress}</span>
      </span>
    ),
    csv: (order) => `${order.typeLabel}, ${order.projectAddress}`,
  },
  {
    key: 'consultant',
    header: 'Consultant',
    cell: (order) => order.consultant.name,
    csv: (order) => order.consultant.name,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (order) => <OrderState order={order} />,
    csv: (order) => order.state,
  },
  {
    key: 'due',
    header: 'Due',
    align: 'right',
    sort: 'dueDate',
    phone: true,
    cell: (order) => date(order.dueDate),
    csv: (order) => order.dueDate,
  },
  {
    key: 'ordered',
    header: 'Ordered',
    align: 'right',
    cell: (order) => date(order.orderedDate),
    csv: (order) => order.orderedDate,
  },
  {
    key: 'delivered',
    header: 'Delivered',
    align: 'right',
    cell: (order) => date(order.deliveredDate),
    csv: (order) => order.deliveredDate,
  },
  {
    key: 'fee',
    header: 'Fee',
    align: 'right',
    cell: (order) => amount(order.feeCents),
    csv: (order) => plainCents(order.feeCents),
  },
  {
    key: 'by',
    header: 'Ordered by',
    cell: (order) => order.orderedByName ?? '–',
    csv: (order) => order.orderedByName,
  },
];

/** Consultant orders: staff see all of them, a consultant the own ones. */
export function OrdersPage() {
  return useUser().role === 'consultant' ? <MyOrders /> : <AllOrders />;
}

function AllOrders() {
  usePageTitle('Consultants');
  const can = useCan();
  const list = useSavedList({ key: 'consultant-orders', defaults: { sort: DUE }, views: VIEWS });
  const types = useRecord('/v1/consultant-order-types');
  const orders = useList('/v1/consultant-orders', {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  });
  const counts = useCounts('/v1/consultant-orders', list.views);
  const [placing, setPlacing] = useState(false);
  const filters: FilterDef[] = [
    projectFilter({ pinned: true }),
    partyFilter({ key: 'consultantId', label: 'Consultant', pinned: true }),
    { key: 'state', label: 'State', kind: 'choice', options: STATES, pinned: true },
    {
      key: 'type',
      label: 'Report',
      kind: 'choice',
      pinned: true,
      options: (types.data?.items ?? []).map(({ type, label }) => ({ value: type, label })),
    },
    {
      key: 'late',
      label: 'Late',
      kind: 'choice',
      options: [
        { value: 'true', label: 'Late only' },
        { value: 'false', label: 'In time' },
      ],
    },
  ];
  return (
    <>
      <PageHeader
        title="Consultants"
        actions={
          can('write:consultant-orders') ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setPlacing(true)}>
              Order a report
            </Button>
          ) : null
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      <FilterBar
        filters={filters}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Consultant orders"
          columns={COLUMNS}
          rowKey={(order) => order.id}
          rowHref={(order) => `/consultant-orders/${order.id}`}
          {...tableProps(orders, list, 'Orders')}
          exportAs={() =>
            void exportList({
              path: '/v1/consultant-orders',
              name: 'consultant-orders',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconFileSearch} title="No order fits">
              Reports ordered from surveyors, title companies and arborists appear here with what is late.
              Clear a filter to see more.
            </EmptyState>
          }
        />
      </Panel>
      <Suspense>{placing ? <PlaceOrder onClose={() => setPlacing(false)} /> : null}</Suspense>
    </>
  );
}
