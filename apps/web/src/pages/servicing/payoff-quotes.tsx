import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FilterBar } from '@connect/ui/filter-bar';
import { amount, date } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { SavedViews, type View } from '@connect/ui/saved-views';
import { StatusTag } from '@connect/ui/status-tag';
import { IconFileDollar, IconFileTypePdf } from '@tabler/icons-react';
import { usePageTitle } from '../../app/page-title.ts';
import { plainCents } from '../../components/plain-cents.ts';
import { loanFilter } from '../../components/record-filters.ts';
import { tableProps } from '../../components/table-props.tsx';
import { saveFile } from '../../components/use-file.ts';
import { exportList } from '../../state/export-list.ts';
import { useCan } from '../../state/session.ts';
import { useList } from '../../state/use-list.ts';
import { useSavedList } from '../../state/use-saved-list.ts';
import styles from './servicing.module.css';
import { StatementsTabs } from './statements.tsx';
import type { PayoffQuote } from './types.ts';

const NEWEST = { key: 'quotedAt', desc: true };
const SORTS = [
  { ...NEWEST, label: 'Newest first' },
  { key: 'payoffDate', desc: false, label: 'Earliest payoff first' },
  { key: 'payoffDate', desc: true, label: 'Latest payoff first' },
];
const VIEWS: View[] = [
  {
    id: 'all',
    name: 'All',
    builtIn: true,
    state: { filters: {}, sort: NEWEST, hidden: [], layout: 'table' },
  },
];

const COLUMNS: readonly Column<PayoffQuote>[] = [
  {
    key: 'loan',
    header: 'Quote',
    cell: (row) => (
      <span className={styles.key}>
        {row.loanNumber}{' '}
        <span className={styles.place}>
          {row.address}, quote {row.number}
        </span>
      </span>
    ),
    csv: (row) => `${row.loanNumber}, ${row.number}`,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => <StatusTag kind="quote" state={row.state} />,
    csv: (row) => row.state,
  },
  {
    key: 'date',
    header: 'Payoff on',
    align: 'right',
    sort: 'payoffDate',
    cell: (row) => date(row.payoffDate),
    csv: (row) => row.payoffDate,
  },
  {
    key: 'valid',
    header: 'Good through',
    align: 'right',
    cell: (row) => date(row.validThrough),
    csv: (row) => row.validThrough,
  },
  {
    key: 'diem',
    header: 'A day',
    align: 'right',
    cell: (row) => row.figures.perDiemDollars,
    csv: (row) => row.figures.perDiemDollars,
  },
  {
    key: 'by',
    header: 'Given by',
    cell: (row) => <span className="sub">{row.quotedByName}</span>,
    csv: (row) => row.quotedByName,
  },
  {
    key: 'total',
    header: 'Total',
    align: 'right',
    phone: true,
    cell: (row) => <span className={styles.strong}>{amount(row.totalCents)}</span>,
    csv: (row) => plainCents(row.totalCents),
  },
  {
    key: 'pdf',
    header: 'Letter',
    align: 'right',
    cell: (row) =>
      row.documentId ? (
        <button
          type="button"
          className={`${styles.textButton} ${styles.center}`}
          aria-label={`PDF: payoff letter of ${row.loanNumber}, quote ${row.number}`}
          onClick={() =>
            void saveFile(
              `/v1/documents/${row.documentId}/content`,
              `payoff-${row.loanNumber}-${row.number}.pdf`,
            )
          }
        >
          <IconFileTypePdf size={16} stroke={1.75} aria-hidden="true" /> PDF
        </button>
      ) : (
        '–'
      ),
  },
];

/** Payoff quotes, newest first. A quote is given on its loan's page. */
export function PayoffQuotesPage() {
  usePageTitle('Payoff quotes');
  const staff = useCan()('read:postings');
  const list = useSavedList({ key: 'payoff-quotes', views: VIEWS });
  const quotes = useList<PayoffQuote>('/v1/payoff-quotes', { filters: list.filters, sort: list.sort });
  return (
    <>
      <PageHeader title="Payoff quotes" />
      <StatementsTabs current="quotes" />
      {staff ? <SavedViews {...list.viewProps} /> : null}
      <FilterBar
        filters={[loanFilter()]}
        values={list.filters}
        onChange={list.setFilters}
        sorts={SORTS}
        sort={list.sort}
        onSort={list.setSort}
      />
      <Panel flush>
        <DataTable
          label="Payoff quotes"
          columns={COLUMNS}
          rowKey={(row) => row.id}
          rowHref={(row) => (staff ? `/loans/${row.loanId}/payoff` : `/loans/${row.loanId}`)}
          rowTone={(row) => (['expired', 'cancelled'].includes(row.state) ? 'muted' : undefined)}
          {...tableProps(quotes, list, 'Payoff quotes')}
          total={undefined}
          exportAs={() =>
            void exportList({
              path: '/v1/payoff-quotes',
              name: 'payoff-quotes',
              columns: COLUMNS,
              filters: list.filters,
              sort: list.sort,
            })
          }
          empty={
            <EmptyState icon={IconFileDollar} title="No payoff quote yet">
              {staff
                ? 'A quote is given on the page of its loan, for a day, good through another.'
                : 'Ask us for one when you plan to pay your loan off. The letter appears here.'}
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}
