import { Panel } from '@connect/ui/panel';
import { useList } from '../../state/use-list.ts';
import { DisbursementTable } from './disbursement-table.tsx';
import { count, money, sumNumbers } from './sums.ts';
import type { Disbursement, Draw } from './types.ts';

/** The payments of an approved draw, one per payee, with what may be done with each. */
export function PaymentsPanel({ draw }: { draw: Draw }) {
  const wanted = draw.state === 'approved' || draw.state === 'paid' || draw.disbursements.length > 0;
  const payments = useList<Disbursement>('/v1/disbursements', {
    filters: { drawId: draw.id },
    limit: 200,
    enabled: wanted,
  });
  if (!wanted) return null;
  const live = payments.items.filter(({ state }) => state !== 'returned' && state !== 'cancelled');
  return (
    <Panel
      title="Payments"
      flush
      aside={`${count(live.length, 'payee')}, ${money(sumNumbers(live.map(({ amountCents }) => amountCents)))}`}
    >
      <DisbursementTable label={`Payments of draw ${draw.number}`} payments={payments} narrow />
    </Panel>
  );
}
