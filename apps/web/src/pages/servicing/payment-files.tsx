import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { amount, bookDate, count, date } from '@connect/ui/format';
import { Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconFileDollar, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { DisbursementTable } from './disbursement-table.tsx';
import { FileDrawer } from './file-drawer.tsx';
import { PaymentsFrame } from './payments-frame.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import styles from './servicing.module.css';
import { money, sumNumbers } from './sums.ts';
import type { Disbursement, PaymentFile } from './types.ts';

const COLUMNS: readonly Column<PaymentFile>[] = [
  {
    key: 'file',
    header: 'File',
    cell: (file) => <span className={styles.key}>{file.number}</span>,
    csv: (file) => file.number,
  },
  {
    key: 'draws',
    header: 'Draws',
    align: 'right',
    cell: (file) => new Set(file.payments.map(({ drawId }) => drawId)).size,
    csv: (file) => new Set(file.payments.map(({ drawId }) => drawId)).size,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (file) => (
      <StatusTag
        kind="payment"
        state={file.state}
        label={file.state === 'exported' ? 'With the bank' : undefined}
      />
    ),
    csv: (file) => file.state,
  },
  {
    key: 'made',
    header: 'Made',
    align: 'right',
    sort: 'createdAt',
    cell: (file) => date(bookDate(file.createdAt)),
    csv: (file) => file.createdAt,
  },
  {
    key: 'by',
    header: 'Made by',
    cell: (file) => <span className="sub">{file.createdByName}</span>,
    csv: (file) => file.createdByName,
  },
  {
    key: 'settles',
    header: 'Settles',
    align: 'right',
    cell: (file) => date(file.settlementDate ?? file.effectiveDate),
    csv: (file) => file.settlementDate ?? file.effectiveDate,
  },
  {
    key: 'payees',
    header: 'Payees',
    align: 'right',
    cell: (file) => file.entryCount,
    csv: (file) => file.entryCount,
  },
  {
    key: 'total',
    header: 'Control total',
    align: 'right',
    phone: true,
    sort: 'total',
    cell: (file) => <span className={styles.strong}>{amount(file.controlTotalCents)}</span>,
    csv: (file) => plainCents(file.controlTotalCents),
  },
];

const NEWEST = { key: 'createdAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'total', desc: true, label: 'Largest first' },
];
const view = (id: string, name: string, filters: View['state']['filters'] = {}): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: NEWEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All files'),
  view('bank', 'With the bank', { state: 'exported' }),
  view('settled', 'Settled', { state: 'confirmed' }),
];
const FILTERS: FilterDef[] = [
  {
    key: 'state',
    label: 'State',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'exported', label: 'With the bank' },
      { value: 'confirmed', label: 'Settled' },
    ],
  },
  { key: 'from', label: 'Settles from', kind: 'date', pinned: true },
  { key: 'to', label: 'Through', kind: 'date', pinned: true },
];

/** Payments of approved draws that are to go out, and the files that took them to the bank. */
export function PaymentFilesPage() {
  const [selected, setSelected] = useState<Set<string> | null>(null);
  const [releasing, setReleasing] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const prepared = useList<Disbursement>('/v1/disbursements', { filters: { state: 'prepared' }, limit: 200 });
  const list = useSavedList({ key: 'payment-files', views: VIEWS });
  const files = useList<PaymentFile>('/v1/payment-files', {
    filters: list.filters,
    sort: list.sort,
    withTotal: true,
  });
  const ready = prepared.items.filter(isReady);
  // At first everything that can go out is chosen; from the first click on, what the person chose.
  const chosen = ready.filter(({ id }) => selected?.has(id) ?? true);
  const total = sumNumbers(chosen.map(({ amountCents }) => amountCents));
  const rest = prepared.items.length - ready.length;
  return (
    <PaymentsFrame tab="files" title="Payment files">
      <Stacked>
        {prepared.items.length ? (
          <Panel
            title="To pay"
            note={
              rest
                ? `${count(rest, 'payment')} cannot leave in the file: no bank account, or paid by wire or check.`
                : 'Payments of approved draws. Each leaves in one file, once.'
            }
            flush
            aside={
              chosen.length ? (
                <Button leftSection={<IconSend size={16} stroke={1.75} />} onClick={() => setReleasing(true)}>
                  Release {money(total)}
                </Button>
              ) : null
            }
          >
            <DisbursementTable
              label="Payments to be released"
              payments={prepared}
              selected={new Set(chosen.map(({ id }) => id))}
              onSelect={(ids) =>
                setSelected(new Set(ready.filter(({ id }) => ids.has(id)).map(({ id }) => id)))
              }
            />
          </Panel>
        ) : null}
        <div>
          <SavedViews {...list.viewProps} />
          <FilterBar
            filters={FILTERS}
            values={list.filters}
            onChange={list.setFilters}
            sorts={SORTS}
            sort={list.sort}
            onSort={list.setSort}
          />
          <Panel flush>
            <DataTable
              label="Payment files"
              columns={COLUMNS}
              rowKey={(file) => file.id}
              onOpen={(file) => setOpen(file.id)}
              activeKey={open}
              {...tableProps(files, list, 'Payment files')}
              exportAs={() =>
                void exportList({
                  path: '/v1/payment-files',
                  name: 'payment-files',
                  columns: COLUMNS,
                  filters: list.filters,
                  sort: list.sort,
                })
              }
              empty={
                <EmptyState icon={IconFileDollar} title="No payment file yet">
                  A file for the bank is made when you release payments of approved draws. It is sealed, and
                  every download is on record.
                </EmptyState>
              }
            />
          </Panel>
        </div>
      </Stacked>
      {releasing ? (
        <ReleaseDialog
          payments={chosen}
          onClose={() => setReleasing(false)}
          onReleased={(file) => {
            setSelected(null);
            setOpen(file.id);
          }}
        />
      ) : null}
      {open ? <FileDrawer id={open} onClose={() => setOpen(null)} /> : null}
    </PaymentsFrame>
  );
}

const isReady = (payment: Disbursement): boolean =>
  payment.method === 'ach' && payment.payeeLinked && payment.bankLast4 !== null;
