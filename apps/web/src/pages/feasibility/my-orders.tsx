import type { Column } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { date, money } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { SegmentedControl } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { CardsFooter } from '../../components/cards-footer.tsx';
import { QueryError } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { useUser } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useListState } from '../../state/use-list-state.ts';
import { useRecord } from '../../state/use-record.ts';
import styles from './feasibility.module.css';
import { DueMark } from './order-due.tsx';
import type { OrderRow } from './types.ts';

const TO_DO = 'ordered,in_progress,returned';
const HANDED = 'delivered,accepted,cancelled';
const DUE = { key: 'dueDate', desc: false };
const NEWEST = { key: 'createdAt', desc: true };

/* What the export writes of each card. */
const COLUMNS: readonly Column<OrderRow>[] = [
  { key: 'report', header: 'Report', cell: (row) => row.typeLabel, csv: (row) => row.typeLabel },
  { key: 'address', header: 'Address', cell: (row) => row.projectAddress, csv: (row) => row.projectAddress },
  { key: 'city', header: 'City', cell: (row) => row.projectCity, csv: (row) => row.projectCity },
  { key: 'state', header: 'State', cell: (row) => row.state, csv: (row) => row.state },
  { key: 'ordered', header: 'Ordered', cell: (row) => date(row.orderedDate), csv: (row) => row.orderedDate },
  { key: 'due', header: 'Due', cell: (row) => date(row.dueDate), csv: (row) => row.dueDate },
  {
    key: 'delivered',
    header: 'Handed in',
    cell: (row) => date(row.deliveredDate),
    csv: (row) => row.deliveredDate,
  },
  { key: 'fee', header: 'Fee', cell: (row) => money(row.feeCents), csv: (row) => plainCents(row.feeCents) },
];

/** A consultant's own orders: what to do, the next due first, and what was handed in, newest first. */
export function MyOrders() {
  usePageTitle('Your orders');
  const user = useUser();
  const types = useRecord('/v1/consultant-order-types');
  const list = useListState({ key: 'my-orders', defaults: { filters: { state: TO_DO } } });
  const { filters } = list;
  const handed = filters.state === HANDED;
  const sort = handed ? NEWEST : DUE;
  const orders = useList('/v1/consultant-orders', { filters, sort, withTotal: true });
  const counts = useCounts('/v1/consultant-orders', [{ id: 'todo', state: { filters: { state: TO_DO } } }]);
  const todo = counts.get('todo');
  return (
    <div className={styles.narrowPage}>
      <PageHeader title="Your orders" facts={[user.displayName]} />
      <FilterBar
        filters={[
          {
            key: 'type',
            label: 'Report',
            kind: 'choice',
            pinned: true,
            options: (types.data?.items ?? []).map(({ type, label }) => ({ value: type, label })),
          },
        ]}
        values={filters}
        onChange={list.setFilters}
        aside={handed ? 'Newest first' : 'Next due first'}
        lead={
          <>
            <SegmentedControl
              aria-label="Which orders"
              value={handed ? HANDED : TO_DO}
              onChange={(state) => list.setFilters({ ...filters, state })}
              data={[
                { value: TO_DO, label: todo ? `To deliver ${todo}` : 'To deliver' },
                { value: HANDED, label: 'Handed in' },
              ]}
            />
            <SearchField
              label="Address"
              value={filters.q}
              onChange={(q) => list.setFilters({ ...filters, q })}
            />
          </>
        }
      />
      {orders.problem ? (
        <Panel flush>
          <QueryError
            problem={orders.problem}
            failed="Your orders could not be loaded"
            onRetry={orders.retry}
          />
        </Panel>
      ) : orders.loading ? (
        <LinesSkeleton />
      ) : orders.items.length === 0 ? (
        <Panel flush>
          <EmptyState icon={IconFileSearch} title={emptyTitle(handed, Boolean(filters.q || filters.type))}>
            {handed
              ? 'What you hand in stays here, with whether it was accepted.'
              : 'Reports that we order from you appear here, with an e-mail when a new one comes in.'}
          </EmptyState>
        </Panel>
      ) : (
        <>
          <ul className={styles.cards} aria-label={handed ? 'Handed in' : 'To deliver'}>
            {orders.items.map((order) => (
              <li key={order.id}>
                <Card order={order} />
              </li>
            ))}
          </ul>
          <CardsFooter
            list={orders}
            columns={COLUMNS}
            path="/v1/consultant-orders"
            name="my-orders"
            state={{ filters, sort }}
          />
        </>
      )}
    </div>
  );
}

const emptyTitle = (handed: boolean, narrowed: boolean): string =>
  narrowed ? 'No order fits' : handed ? 'Nothing handed in yet' : 'Nothing to deliver';

function Card({ order }: { order: OrderRow }) {
  return (
    <a className={styles.card} href={`/consultant-orders/${order.id}`}>
      <span className={styles.cardHead}>
        <span className={styles.cardTitle}>{order.projectAddress}</span>
        <StatusTag kind="order" state={order.state} />
      </span>
      <span className={styles.muted}>
        {order.typeLabel}, {order.projectCity}
      </span>
      <span className={styles.cardHead}>
        <DueMark order={order} />
        {order.deliveredDate ? <span className="label">Handed in {date(order.deliveredDate)}</span> : null}
      </span>
      {order.state === 'returned' && order.stateReason ? (
        <span className={styles.muted}>“{order.stateReason}”</span>
      ) : null}
    </a>
  );
}
