import type { ItemOf } from '@connect/api-client';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar, type FilterDef } from '@connect/ui/filter-bar';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { amount, date, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { Button, Modal } from '@mantine/core';
import { IconWallet } from '@tabler/icons-react';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { SearchField } from '../../components/search-field.tsx';
import { tableProps } from '../../components/table-props.tsx';
import { api } from '../../state/api.ts';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { PaymentsFrame } from './payments-frame.tsx';
import styles from './servicing.module.css';

type Row = ItemOf<'/v1/reports/unapplied'>;
type Act = { kind: 'apply' | 'refund'; row: Row };

const LARGEST = { key: 'unapplied', desc: true };
const view = (id: string, name: string, filters: View['state']['filters'] = {}): View => ({
  id,
  name,
  builtIn: true,
  state: { filters, sort: LARGEST, hidden: [], layout: 'table' },
});
const VIEWS = [
  view('all', 'All'),
  view('due', 'Could pay what is due', { due: 'true' }),
  view('ended', 'Of paid-off loans', { state: 'paid_off,released' }),
];
const FILTERS: FilterDef[] = [
  {
    key: 'due',
    label: 'Due now',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'true', label: 'Something' },
      { value: 'false', label: 'Nothing' },
    ],
  },
  {
    key: 'state',
    label: 'Loan',
    kind: 'choice',
    pinned: true,
    options: [
      { value: 'funded,recorded,servicing', label: 'Running' },
      { value: 'default', label: 'In default' },
      { value: 'paid_off,released', label: 'Paid off' },
    ],
  },
];

const COLUMNS: readonly Column<Row>[] = [
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
  {
    key: 'borrower',
    header: 'Borrower',
    cell: (row) => row.borrowerName ?? '–',
    csv: (row) => row.borrowerName,
  },
  {
    key: 'state',
    header: 'Loan is',
    cell: (row) => <StatusTag kind="loan" state={row.state} />,
    csv: (row) => row.state,
  },
  {
    key: 'moved',
    header: 'Untouched since',
    align: 'right',
    sort: 'movedOn',
    cell: (row) => date(row.movedOn),
    csv: (row) => row.movedOn,
  },
  {
    key: 'due',
    header: 'Due now',
    align: 'right',
    cell: (row) => amount(row.dueCents),
    csv: (row) => plainCents(row.dueCents),
  },
  {
    key: 'unapplied',
    header: 'Unapplied',
    align: 'right',
    phone: true,
    sort: 'unapplied',
    cell: (row) => <span className={styles.strong}>{amount(row.unappliedCents)}</span>,
    csv: (row) => plainCents(row.unappliedCents),
  },
];

/** Money of borrowers that is not put to use yet, by loan: put it to what is due, or pay it back. */
export function UnappliedPage() {
  const can = useCan();
  const [act, setAct] = useState<Act | null>(null);
  const list = useSavedList({ key: 'unapplied', views: VIEWS });
  const loans = useList('/v1/reports/unapplied', { filters: list.filters, sort: list.sort, withTotal: true });
  const counts = useCounts('/v1/reports/unapplied', list.views);
  const moves: Column<Row> = {
    key: 'acts',
    header: 'Moves',
    align: 'right',
    cell: (row) => (
      <span className={styles.acts}>
        {(['apply', 'refund'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.textButton}
            aria-label={`${kind === 'apply' ? 'Apply' : 'Refund'} unapplied cash of ${row.loanNumber}`}
            onClick={() => setAct({ kind, row })}
          >
            {kind === 'apply' ? 'Apply' : 'Refund'}
          </button>
        ))}
      </span>
    ),
  };
  return (
    <PaymentsFrame tab="unapplied" title="Unapplied cash">
      <SavedViews
        {...list.viewProps}
        views={list.views.map((each) => ({ ...each, count: counts.get(each.id) ?? null }))}
      />
      <FilterBar
        filters={FILTERS}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
        lead={
          <SearchField
            label="Loan, address or borrower"
            value={list.filters.q}
            onChange={(q) => list.setFilters({ ...list.filters, q })}
          />
        }
      />
      <Panel flush>
        <DataTable
          label="Unapplied cash by loan"
          columns={can('write:payments') ? [...COLUMNS, moves] : COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => `/loans/${row.id}`}
          {...tableProps(loans, list, 'Unapplied cash')}
          exportAs={() =>
            void exportList({
              path: '/v1/reports/unapplied',
              name: 'unapplied',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconWallet} title="Nothing is unapplied">
              What a borrower pays beyond everything due is held here, never lost, until it is put to use or
              paid back.
            </EmptyState>
          }
        />
      </Panel>
      {act ? <ActDialog act={act} onClose={() => setAct(null)} /> : null}
    </PaymentsFrame>
  );
}

const SORTS = [
  { ...LARGEST, label: 'Largest first' },
  { key: 'movedOn', desc: false, label: 'Untouched longest first' },
];

function ActDialog({ act: { kind, row }, onClose }: { act: Act; onClose: () => void }) {
  const refund = kind === 'refund';
  const held = row.unappliedCents;
  const [cents, setCents] = useState<number | null>(refund ? held : null);
  const [tried, setTried] = useState(false);
  const { submit, busy, problem } = useSubmit((body: object, { idempotencyKey }) =>
    api.post(`/v1/loans/{id}/${refund ? 'refunds' : 'unapplied-applications'}` as string, {
      path: { id: row.id },
      idempotencyKey,
      body,
    }),
  );
  const save = async () => {
    setTried(true);
    if (refund && !cents) return;
    const done = await submit(refund ? { amountCents: cents } : cents ? { principalCents: cents } : {});
    if (done === undefined) return;
    await refreshAll();
    toast({ tone: 'ok', title: refund ? `${money(cents)} refunded` : 'Put to what is due' });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={refund ? 'Refund unapplied cash' : 'Apply unapplied cash'}>
      <FormGrid onSubmit={() => void save()}>
        <p className="sub">
          {row.loanNumber}, {row.borrowerName}: {money(held)} is held.{' '}
          {refund
            ? 'A refund is posted and cannot be undone, only reversed.'
            : 'It pays fees, then interest, then principal as far as the borrower asks.'}
        </p>
        <MoneyInput
          label={refund ? 'Amount' : 'Toward principal, as the borrower asks'}
          value={cents}
          onChange={setCents}
          error={
            problem?.field(refund ? '/amountCents' : '/principalCents') ??
            (tried && refund && !cents ? 'Enter the amount.' : undefined)
          }
          data-autofocus
        />
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            {refund ? `Refund ${money(cents ?? 0)}` : 'Apply'}
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
