import { EmptyState } from '@connect/ui/empty-state';
import { count, date, moment, money } from '@connect/ui/format';
import { Notice, PageHeader, Split, Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { Button } from '@mantine/core';
import { IconArrowBackUp, IconFileText, IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded } from '../../components/loaded.tsx';
import { MoveBar } from '../../components/move-bar.tsx';
import { UploadDrop } from '../../components/upload-drop.tsx';
import { useCan, useUser } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import styles from './feasibility.module.css';
import { MyOrder } from './my-order.tsx';
import { OrderState } from './order-due.tsx';
import { kindOf, OrderFiles } from './order-files.tsx';
import { SurveyedLot } from './surveyed-lot.tsx';
import type { Order } from './types.ts';

const ChangeOrder = lazy(() => import('./change-order.tsx').then((m) => ({ default: m.ChangeOrder })));

const OPEN = new Set(['ordered', 'in_progress', 'returned']);
const DONE: Record<string, string> = {
  start: 'Work has started',
  deliver: 'Handed in',
  accept: 'Accepted',
  return: 'Returned to the consultant',
  cancel: 'Cancelled',
};

/** One consultant order; what a consultant sees of it is a page of its own. */
export function OrderPage() {
  const { id } = usePathParams<{ id: string }>();
  const consultant = useUser().role === 'consultant';
  // A report is scanned before it can be opened or handed in: looks again while one waits.
  const [waits, setWaits] = useState(false);
  const order = useRecord(
    '/v1/consultant-orders/{id}',
    { id },
    { refetchInterval: waits ? 2_000 : undefined },
  );
  const waiting = Boolean(
    order.data?.deliverables.some(({ state }) => state === 'stored' || state === 'scanning'),
  );
  if (waiting !== waits) setWaits(waiting);
  return (
    <Loaded query={order} failed="This order could not be loaded">
      {(record) => (consultant ? <MyOrder order={record} /> : <StaffOrder order={record} />)}
    </Loaded>
  );
}

function StaffOrder({ order }: { order: Order }) {
  const title = `${order.typeLabel}, ${order.projectAddress}`;
  usePageTitle(title, order.typeLabel);
  const can = useCan();
  const [changing, setChanging] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const writes = can('write:consultant-orders') && OPEN.has(order.state);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Consultants', href: '/consultant-orders' }, { label: order.typeLabel }]}
        title={title}
        status={<OrderState order={order} variant="tag" />}
        facts={[
          <b key="n">{order.consultant.name}</b>,
          <a key="p" href={`/projects/${order.projectId}`}>
            {order.projectNumber ?? order.projectCity}
          </a>,
        ]}
        actions={
          <MoveBar
            resource="consultant-orders"
            record={order}
            actions={['accept', 'return', 'start', 'deliver', 'cancel']}
            done={done ?? false}
            onDone={(_, { action }) => setDone(DONE[action] ?? null)}
          />
        }
      />
      <Split
        aside={
          <Panel
            title="Order"
            aside={
              writes ? (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconPencil size={16} stroke={1.75} />}
                  onClick={() => setChanging(true)}
                >
                  Change
                </Button>
              ) : null
            }
          >
            <Facts
              items={[
                { label: 'Ordered', value: date(order.orderedDate) },
                { label: 'Due', value: date(order.dueDate) },
                { label: 'Delivered', value: date(order.deliveredDate) },
                { label: 'Accepted', value: date(order.acceptedDate) },
                ...(order.daysLate > 0 ? [{ label: 'Late by', value: count(order.daysLate, 'day') }] : []),
                { label: 'Fee', value: money(order.feeCents) },
                { label: 'Ordered by', value: order.orderedByName ?? '–' },
                { label: 'Last change', value: moment(order.updatedAt) },
              ]}
            />
          </Panel>
        }
      >
        <Stacked>
          {order.stateReason ? (
            <Notice tone="look" icon={<IconArrowBackUp size={18} stroke={1.75} />}>
              {order.state === 'cancelled' ? 'Cancelled' : 'Returned'}: {order.stateReason}
            </Notice>
          ) : null}
          <Panel title="Report" flush>
            {order.deliverables.length ? (
              <OrderFiles order={order} />
            ) : (
              <EmptyState icon={IconFileText} title="Nothing delivered yet">
                The report appears here when {order.consultant.name} uploads it. A report that came by e-mail
                can be added below.
              </EmptyState>
            )}
            {can('deliver:consultant-orders') && OPEN.has(order.state) ? (
              <div className={styles.pad}>
                <UploadDrop
                  label="Add a report"
                  hint="Drop PDF files here or choose them."
                  fields={{ subjectType: 'consultant_order', subjectId: order.id, kind: kindOf(order.type) }}
                />
              </div>
            ) : null}
          </Panel>
          {order.type === 'survey' && order.state === 'accepted' && can('write:projects') ? (
            <SurveyedLot projectId={order.projectId} />
          ) : null}
          <Panel title="Instructions">
            <p className={styles.instructions}>{order.instructions || 'None were given.'}</p>
          </Panel>
        </Stacked>
      </Split>
      <Suspense>
        {changing ? <ChangeOrder order={order} onClose={() => setChanging(false)} /> : null}
      </Suspense>
    </>
  );
}
