import { monthName } from '@connect/domain/month';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import type { Filters } from '@connect/ui/filter-bar';
import { amount, date } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { IconFileInvoice, IconFileTypePdf } from '@tabler/icons-react';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { saveFile } from '../../components/use-file.ts';
import { exportList } from '../../state/export-list.ts';
import { useList } from '../../state/use-list.ts';
import type { ListState } from '../../state/use-list-state.ts';
import styles from './servicing.module.css';
import type { Statement } from './types.ts';

const COLUMNS: readonly Column<Statement>[] = [
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
    key: 'period',
    header: 'Month',
    sort: 'period',
    cell: (row) => monthName(row.period),
    csv: (row) => row.period,
  },
  {
    key: 'closing',
    header: 'Principal at the end',
    align: 'right',
    cell: (row) => amount(row.closingPrincipalCents),
    csv: (row) => plainCents(row.closingPrincipalCents),
  },
  {
    key: 'interest',
    header: 'Interest',
    align: 'right',
    cell: (row) => amount(row.interestCents),
    csv: (row) => plainCents(row.interestCents),
  },
  {
    key: 'paid',
    header: 'Received',
    align: 'right',
    cell: (row) => amount(row.paidCents),
    csv: (row) => plainCents(row.paidCents),
  },
  {
    key: 'due',
    header: 'Due',
    align: 'right',
    phone: true,
    cell: (row) => <span className={styles.strong}>{amount(row.dueCents)}</span>,
    csv: (row) => plainCents(row.dueCents),
  },
  {
    key: 'dueDate',
    header: 'Due on',
    align: 'right',
    cell: (row) => date(row.dueDate),
    csv: (row) => row.dueDate,
  },
  {
    key: 'pdf',
    header: 'Statement',
    align: 'right',
    phone: true,
    cell: (row) => (
      <button
        type="button"
        className={`${styles.textButton} ${styles.center}`}
        aria-label={`PDF: statement of ${row.loanNumber}, ${monthName(row.period)}`}
        onClick={() =>
          void saveFile(
            `/v1/documents/${row.documentId}/content`,
            `statement-${row.loanNumber}-${row.period}.pdf`,
          )
        }
      >
        <IconFileTypePdf size={16} stroke={1.75} aria-hidden="true" /> PDF
      </button>
    ),
  },
];

/** Statements as they were issued; each as the PDF the borrower has. */
export function StatementsPanel({
  title,
  filters = {},
  list,
}: {
  title?: string;
  filters?: Filters;
  /** Of the page that is nothing but this list: its sort and columns. */
  list?: ListState;
}) {
  const statements = useList<Statement>('/v1/statements', { filters, sort: list?.sort });
  return (
    <Panel title={title} flush>
      <DataTable
        label={title ?? 'Statements'}
        columns={COLUMNS}
        rowKey={(row) => row.id}
        {...tableProps(statements, list, 'Statements')}
        total={undefined}
        exportAs={() =>
          void exportList({
            path: '/v1/statements',
            name: 'statements',
            columns: COLUMNS,
            filters,
            sort: list?.sort,
          })
        }
        empty={
          <EmptyState icon={IconFileInvoice} title="No statement here">
            A statement is issued for each running loan when its month is closed.
          </EmptyState>
        }
      />
    </Panel>
  );
}
