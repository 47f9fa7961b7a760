import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { amount, date, rate } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconFileDollar, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import { BuilderLoans } from './builder-loans.tsx';
import styles from './lending.module.css';
import { LOAN_SORTS, LOAN_VIEWS, loanFilters, NEWEST } from './loan-views.ts';
import { type LoanRow, productName } from './types.ts';

/** Loans: all of them for staff, a borrower's own in plain words. */
export function LoansPage() {
  usePageTitle('Loans');
  const can = useCan();
  return can('read:postings') ? <StaffLoans /> : <BuilderLoans />;
}

function StaffLoans() {
  const can = useCan();
  const list = useSavedList({ key: 'loans', defaults: { sort: NEWEST }, views: LOAN_VIEWS });
  const loans = useList('/v1/loans', { filters: list.filters, sort: list.sort, withTotal: true });
  const bankLines = useList('/v1/bank-lines', { enabled: can('read:bank-line') });
  const counts = useCounts('/v1/loans', list.views);
  const [exporting, setExporting] = useState(false);
  const save = async () => {
    setExporting(true);
    await exportList({
      path: '/v1/loans',
      name: 'loans',
      columns: COLUMNS,
      filters: list.filters,
      sort: list.sort,
    });
    setExporting(false);
  };
  return (
    <>
      <PageHeader
        title="Loans"
        actions={
          can('write:loans') ? (
            <Button component="a" href="/loans/new" leftSection={<IconPlus size={16} stroke={1.75} />}>
              New loan
            </Button>
          ) : null
        }
      />
      <SavedViews
        {...list.viewProps}
        views={list.views.map((view) => ({ ...view, count: counts.get(view.id) ?? null }))}
      />
      <FilterBar
        filters={loanFilters(
          can('read:bank-line') ? bankLines.items.map(({ id, name }) => ({ value: id, label: name })) : null,
        )}
        values={list.filters}
        onChange={list.setFilters}
        sorts={LOAN_SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Loans"
          columns={COLUMNS}
          rowKey={(loan) => loan.id}
          rowHref={(loan) => `/loans/${loan.id}`}
          {...tableProps(loans, list, 'Loans')}
          exportAs={() => (exporting ? undefined : void save())}
          empty={
            <EmptyState icon={IconFileDollar} title="No loan here yet">
              A loan is made out of a project after GO: its address, parties and proforma are taken over.
              Clear a filter to see more.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

const COLUMNS: readonly Column<LoanRow>[] = [
  {
    key: 'address',
    header: 'Address',
    cell: (loan) => (
      <span className={styles.key}>
        {loan.address} <span className={styles.place}>{loan.city}</span>
      </span>
    ),
    csv: (loan) => loan.address,
  },
  { key: 'number', header: 'Loan', sort: 'number', cell: (loan) => loan.number, csv: (loan) => loan.number },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (loan) => <StatusTag kind="loan" state={loan.state} />,
    csv: (loan) => loan.state,
  },
  {
    key: 'product',
    header: 'Product',
    cell: (loan) => productName(loan.product),
    csv: (loan) => loan.product,
  },
  {
    key: 'borrower',
    header: 'Borrower',
    cell: (loan) => <span className="sub">{loan.borrowerName ?? '–'}</span>,
    csv: (loan) => loan.borrowerName,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'right',
    phone: true,
    cell: (loan) => amount(loan.amountCents),
    csv: (loan) => plainCents(loan.amountCents),
  },
  {
    key: 'principal',
    header: 'Principal',
    align: 'right',
    cell: (loan) => amount(loan.principalCents),
    csv: (loan) => plainCents(loan.principalCents),
  },
  {
    key: 'rate',
    header: 'Rate',
    align: 'right',
    cell: (loan) => rate(loan.rate),
    csv: (loan) => loan.rate,
  },
  {
    key: 'matures',
    header: 'Matures',
    align: 'right',
    sort: 'maturity',
    cell: (loan) => date(loan.maturityDate),
    csv: (loan) => loan.maturityDate,
  },
  {
    key: 'bankLine',
    header: 'Bank line',
    cell: (loan) => <span className="sub">{loan.bankLineName ?? '–'}</span>,
    csv: (loan) => loan.bankLineName,
  },
];
