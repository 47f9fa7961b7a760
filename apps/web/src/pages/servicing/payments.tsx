import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { amount, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { loanFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useUser } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { methodName } from './payment-words.ts';
import { PaymentsFrame } from './payments-frame.tsx';
import { ReceivedDrawer } from './received-drawer.tsx';
import styles from './servicing.module.css';
import type { Payment } from './types.ts';

const LATEST = { key: 'receivedOn', desc: true };
const SORTS = [
  { ...LATEST, label: 'Latest received first' },
  { key: 'receivedOn', desc: false, label: 'Earliest received first' },
  { key: 'amount', desc: true, label: 'Largest first' },
];
const view = (id: string, name: string, state?: string): View => ({
  id,
  name,
  builtIn: true,
  state: { filters: state ? { state } : {}, sort: LATEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('float', 'Not collected', 'received'),
  view('back', 'Returned', 'returned'),
];

const COLUMNS: readonly Column<Payment>[] = [
  {
    key: 'loan',
    header: 'Loan',
    cell: (row) => (
      <span className={styles.key}>
        {row.loanNumber} <span className={styles.place}>{row.address}</span>
      </span>
    ),
    csv: (row) => row.loanNumber,
  },
  { key: 'from', header: 'From', cell: (row) => row.borrowerName, csv: (row) => row.borrowerName },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => <StatusTag kind="payment" state={row.state} />,
    csv: (row) => row.state,
  },
  { key: 'method', header: 'By', cell: (row) => methodName(row.method), csv: (row) => row.method },
  { key: 'reference', header: 'Reference', cell: (row) => row.reference ?? '–', csv: (row) => row.reference },
  {
    key: 'received',
    header: 'Received',
    align: 'right',
    sort: 'receivedOn',
    cell: (row) => date(row.receivedOn),
    csv: (row) => row.receivedOn,
  },
  {
    key: 'counts',
    header: 'Counts on',
    align: 'right',
    cell: (row) => date(row.effectiveDate),
    csv: (row) => row.effectiveDate,
  },
  {
    key: 'unapplied',
    header: 'Left unapplied',
    align: 'right',
    cell: (row) => (row.applied?.unappliedCents ? amount(row.applied.unappliedCents) : '–'),
    csv: (row) => plainCents(row.applied?.unappliedCents),
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
];

/** Money received from borrowers, latest first; a borrower sees the own payments. */
export function PaymentsPage() {
  const { role } = useUser();
  return role === 'builder' ? (
    <OwnPayments />
  ) : (
    <PaymentsFrame tab="received" title="Payments received">
      <Received />
    </PaymentsFrame>
  );
}

function OwnPayments() {
  usePageTitle('Payments');
  return (
    <>
      <PageHeader title="Payments" />
      <Received own />
    </>
  );
}

function Received({ own }: { own?: boolean }) {
  const list = useSavedList({ key: 'payments', views: VIEWS });
  const [open, setOpen] = useState<string | null>(null);
  const payments = useList<Payment>('/v1/payments', { filters: list.filters, sort: list.sort });
  return (
    <>
      {own ? null : <SavedViews {...list.viewProps} />}
      <FilterBar
        filters={[
          loanFilter(),
          {
            key: 'state',
            label: 'State',
            kind: 'choice',
            pinned: true,
            options: [
              { value: 'received', label: 'Not collected' },
              { value: 'collected', label: 'Collected' },
              { value: 'returned', label: 'Returned' },
            ],
          },
          { key: 'from', label: 'From', kind: 'date', pinned: true },
          { key: 'to', label: 'To', kind: 'date', pinned: true },
        ]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label={own ? 'My payments' : 'Payments received'}
          columns={own ? COLUMNS.filter(({ key }) => key !== 'from') : COLUMNS}
          rowKey={(row) => row.id}
          onOpen={(row) => setOpen(row.id)}
          activeKey={open}
          rowTone={(row) => (row.state === 'returned' ? 'muted' : undefined)}
          {...tableProps(payments, list, 'Received payments')}
          total={undefined}
          exportAs={() =>
            void exportList({
              path: '/v1/payments',
              name: 'payments',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconArrowsExchange} title="No payment here">
              {own
                ? 'What you pay appears here with what it was used for.'
                : 'What borrowers pay appears here, split by fees, interest and principal. Record one to begin.'}
            </EmptyState>
          }
        />
      </Panel>
      {open ? <ReceivedDrawer id={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
