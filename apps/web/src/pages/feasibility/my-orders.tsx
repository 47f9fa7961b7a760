import { EmptyState } from '@connect/ui/empty-state';
import { date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { LinesSkeleton } from '@connect/ui/skeletons';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconFileSearch } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { QueryError } from '../../components/loaded.tsx';
import { useUser } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import styles from './feasibility.module.css';
import { DueMark } from './order-due.tsx';
import type { OrderRow } from './types.ts';

const TO_DO = 'ordered,in_progress,returned';
const DUE = { key: 'dueDate', desc: false };

/** A consultant's own orders: what to do, the next due first, then what was handed in. */
export function MyOrders() {
  usePageTitle('Your orders');
  const user = useUser();
  const todo = useList('/v1/consultant-orders', { filters: { state: TO_DO }, sort: DUE });
  const handed = useList('/v1/consultant-orders', {
    filters: { state: 'delivered,accepted,cancelled' },
    sort: { key: 'createdAt', desc: true },
    limit: 20,
  });
  const problem = todo.problem ?? handed.problem;
  return (
    <div className={styles.narrowPage}>
      <PageHeader title="Your orders" facts={[user.displayName]} />
      {problem ? (
        <Panel flush>
          <QueryError problem={problem} failed="Your orders could not be loaded" onRetry={todo.retry} />
        </Panel>
      ) : todo.loading ? (
        <LinesSkeleton />
      ) : todo.items.length === 0 ? (
        <Panel flush>
          <EmptyState icon={IconFileSearch} title="Nothing to deliver">
            Reports that we order from you appear here, with an e-mail when a new one comes in.
          </EmptyState>
        </Panel>
      ) : (
        <ul className={styles.cards} aria-label="To deliver">
          {todo.items.map((order) => (
            <li key={order.id}>
              <Card order={order} />
            </li>
          ))}
        </ul>
      )}
      {todo.hasMore ? (
        <Button variant="default" mt="md" onClick={todo.more}>
          Show more
        </Button>
      ) : null}
      {handed.items.length ? (
        <>
          <h2 className={styles.section}>Handed in</h2>
          <ul className={styles.cards} aria-label="Handed in">
            {handed.items.map((order) => (
              <li key={order.id}>
                <Card order={order} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

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
