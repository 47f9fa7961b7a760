import { type CivilDate, daysBetween } from '@connect/domain/calendar';
import { bookDate, count, date } from '@connect/ui/format';
import { Mark, StatusTag } from '@connect/ui/status-tag';
import { IconClock } from '@tabler/icons-react';
import { useNow } from '../../state/use-now.ts';
import type { OrderRow } from './types.ts';

const OPEN = new Set(['ordered', 'in_progress', 'returned']);

/** The order's state; a late one says by how much. */
export function OrderState({ order, variant }: { order: OrderRow; variant?: 'plain' | 'tag' }) {
  if (!order.late) return <StatusTag kind="order" state={order.state} variant={variant} />;
  return (
    <StatusTag kind="order" state="late" variant={variant} label={`${count(order.daysLate, 'day')} late`} />
  );
}

/** How long an open order has, in words: "Due in 3 days". Nothing once it is delivered. */
export function DueMark({ order }: { order: OrderRow }) {
  const today = bookDate(useNow(300));
  if (!OPEN.has(order.state)) return null;
  const left = daysBetween(today as CivilDate, order.dueDate as CivilDate);
  if (left < 0) return <OrderState order={order} />;
  return (
    <Mark icon={IconClock} tone={left <= 1 ? 'look' : 'wait'}>
      {left === 0 ? 'Due today' : left === 1 ? 'Due tomorrow' : `Due ${date(order.dueDate, { year: false })}`}
    </Mark>
  );
}
