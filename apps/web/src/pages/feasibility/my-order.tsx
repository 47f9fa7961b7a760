import { date } from '@connect/ui/format';
import { MoveButton } from '@connect/ui/move-button';
import { Notice, PageHeader, Stacked } from '@connect/ui/page';
import { Facts, Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { ProblemNote } from '../../components/loaded.tsx';
import { UploadDrop } from '../../components/upload-drop.tsx';
import { api } from '../../state/api.ts';
import { toast } from '../../state/toasts.ts';
import { moveOf, refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './feasibility.module.css';
import { DueMark } from './order-due.tsx';
import { kindOf, OrderFiles } from './order-files.tsx';
import type { Order } from './types.ts';

/** An order as its consultant sees it: what is wanted, the upload, one button to hand it in. */
export function MyOrder({ order }: { order: Order }) {
  usePageTitle(`${order.typeLabel}, ${order.projectAddress}`, order.typeLabel);
  const open = ['ordered', 'in_progress', 'returned'].includes(order.state);
  return (
    <div className={styles.narrowPage}>
      <PageHeader
        crumbs={[{ label: 'Your orders', href: '/consultant-orders' }, { label: order.typeLabel }]}
        title={order.projectAddress}
        status={<StatusTag kind="order" state={order.state} variant="tag" />}
        facts={[<b key="t">{order.typeLabel}</b>, order.projectCity, <DueMark key="d" order={order} />]}
      />
      <Stacked>
        {order.state === 'returned' && order.stateReason ? (
          <Notice tone="look" icon={<IconArrowBackUp size={18} stroke={1.75} />}>
            We sent it back: {order.stateReason}
          </Notice>
        ) : null}
        {order.state === 'accepted' ? (
          <Notice tone="ok" icon={<IconCircleCheck size={18} stroke={1.75} />}>
            Accepted {date(order.acceptedDate)}. Nothing more to do.
          </Notice>
        ) : null}
        <Panel title="Your report" flush={order.deliverables.length > 0}>
          {order.deliverables.length ? <OrderFiles order={order} /> : null}
          {open ? (
            <div className={order.deliverables.length ? styles.pad : undefined}>
              <Deliver order={order} />
            </div>
          ) : order.deliverables.length ? null : (
            <p className={styles.muted}>Nothing was handed in.</p>
          )}
        </Panel>
        <Panel title="What we ordered">
          {order.instructions ? <p className={styles.instructions}>{order.instructions}</p> : null}
          <Facts
            items={[
              { label: 'Ordered', value: date(order.orderedDate) },
              { label: 'Due', value: date(order.dueDate) },
              ...(order.deliveredDate ? [{ label: 'Handed in', value: date(order.deliveredDate) }] : []),
            ]}
          />
        </Panel>
      </Stacked>
    </div>
  );
}

/* An upload starts the work by itself: nobody has to press Start first. */
function Deliver({ order }: { order: Order }) {
  const deliver = moveOf(order.moves, 'deliver');
  const attached = order.deliverables.filter((file) => file.deliveredAt === null);
  const scanning = attached.some(({ state }) => state === 'stored' || state === 'scanning');
  const { submit, busy, problem } = useSubmit(handIn);
  const reason = scanning
    ? 'The file is being checked. This takes a few seconds.'
    : attached.length
      ? deliver?.reason
      : 'Add the report first, then hand it in.';
  const send = async () => {
    if (!(await submit(order))) return;
    await refreshAll();
    toast({ tone: 'ok', title: 'Handed in', children: 'We have it and look at it next.' });
  };
  return (
    <div className={styles.deliver}>
      <UploadDrop
        big
        label="Add the report"
        hint="Tap to choose a PDF, or drop it here. Up to 100 MB."
        accept="application/pdf"
        fields={{ subjectType: 'consultant_order', subjectId: order.id, kind: kindOf(order.type) }}
      />
      <MoveButton
        blocked={attached.length === 0 || scanning || deliver?.allowed === false}
        reason={reason}
        loading={busy}
        onClick={() => void send()}
      >
        Hand it in
      </MoveButton>
      {reason && (attached.length === 0 || scanning) ? <p className="label">{reason}</p> : null}
      <ProblemNote problem={problem} />
    </div>
  );
}

/* Two acts for the server, one for the consultant: work on an order that was not begun is begun, then handed in. */
async function handIn(order: Order): Promise<Order> {
  const move = (action: string, version: number) =>
    api.post<Order>('/v1/consultant-orders/{id}/transitions' as string, {
      path: { id: order.id },
      ifMatch: version,
      body: { action },
    });
  const begun = moveOf(order.moves, 'start')?.allowed ? await move('start', order.version) : order;
  return move('deliver', begun.version);
}
