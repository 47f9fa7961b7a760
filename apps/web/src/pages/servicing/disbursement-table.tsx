import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, date } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import { IconArrowsExchange } from '@tabler/icons-react';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import type { List } from '../../state/use-list.ts';
import type { ListState } from '../../state/use-list-state.ts';
import { DisbursementActs } from './disbursement-acts.tsx';
import { PayeeLink } from './payee-link.tsx';
import { paidBy } from './payment-words.ts';
import styles from './servicing.module.css';
import type { Disbursement } from './types.ts';

const PAYEE: Column<Disbursement> = {
  key: 'payee',
  header: 'Payee',
  sort: 'payee',
  cell: (row) => <span className={styles.key}>{row.payeeName}</span>,
  csv: (row) => row.payeeName,
};
const DRAW: Column<Disbursement> = {
  key: 'draw',
  header: 'Draw',
  cell: (row) => (
    <a href={`/draws/${row.drawId}`}>
      {row.loanNumber}, draw {row.drawNumber}
    </a>
  ),
  csv: (row) => `${row.loanNumber}, draw ${row.drawNumber}`,
};
const REST: readonly Column<Disbursement>[] = [
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => <StatusTag kind="payment" state={row.state} />,
    csv: (row) => row.state,
  },
  {
    key: 'method',
    header: 'Paid by',
    cell: (row) => (row.state === 'prepared' ? <PayeeLink payment={row} /> : paidBy(row)),
    csv: (row) => row.method,
  },
  {
    key: 'file',
    header: 'File or number',
    cell: (row) => row.paymentFileNumber ?? row.reference ?? '–',
    csv: (row) => row.paymentFileNumber ?? row.reference,
  },
  {
    key: 'settled',
    header: 'Settled',
    align: 'right',
    cell: (row) => date(row.settlementDate),
    csv: (row) => row.settlementDate,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'right',
    phone: true,
    sort: 'amount',
    cell: (row) => <span className={styles.strong}>{amount(row.amountCents)}</span>,
    csv: (row) => plainCents(row.amountCents),
  },
  { key: 'acts', header: 'Moves', align: 'right', cell: (row) => <DisbursementActs payment={row} /> },
];

export const DISBURSEMENT_COLUMNS: readonly Column<Disbursement>[] = [PAYEE, DRAW, ...REST];

type Props = {
  label: string;
  payments: List<Disbursement>;
  list?: ListState;
  /** Within one draw: no column for it. */
  narrow?: boolean;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
  exportAs?: () => void;
  empty?: React.ReactNode;
};

/** Payments to payees, each with the moves that are open. */
export function DisbursementTable({
  label,
  payments,
  list,
  narrow,
  selected,
  onSelect,
  exportAs,
  empty,
}: Props) {
  return (
    <DataTable
      label={label}
      columns={narrow ? [PAYEE, ...REST] : DISBURSEMENT_COLUMNS}
      rowKey={(row) => row.id}
      rowTone={(row) => (row.state === 'returned' || row.state === 'cancelled' ? 'muted' : undefined)}
      {...(onSelect ? { selected, onSelect } : {})}
      {...tableProps(payments, list, 'Payments')}
      detail={(row) => (row.reason ? <span className={styles.quiet}>{row.reason}</span> : null)}
      exportAs={exportAs}
      empty={
        empty ?? (
          <EmptyState icon={IconArrowsExchange} title="No payments yet">
            One payment for each payee is prepared when a draw is approved.
          </EmptyState>
        )
      }
    />
  );
}
