import { monthName } from '@connect/domain/month';
import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, date } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { IconFileInvoice, IconFileTypePdf } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { openDocument } from '../../state/documents.ts';
import { useList } from '../../state/use-list.ts';
import styles from './lending.module.css';
import type { Loan, Statement } from './types.ts';

/** Statements as they were issued, latest month first; each opens its PDF. */
export function StatementsPanel({ loan, aside }: { loan: Loan; aside?: ReactNode }) {
  const statements = useList('/v1/statements', { filters: { loanId: loan.id } });
  return (
    <Panel title="Statements" flush aside={aside}>
      <DataTable
        label="Statements"
        columns={COLUMNS}
        rowKey={(statement) => statement.id}
        {...tableProps(statements, undefined, 'The statements')}
        exportAs={`statements-${loan.number}`}
        empty={
          <EmptyState icon={IconFileInvoice} title="No statement yet">
            The first one is issued at the end of the month after funding and kept here as a PDF.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const COLUMNS: readonly Column<Statement>[] = [
  {
    key: 'month',
    header: 'Month',
    cell: (statement) => <b>{monthName(statement.period)}</b>,
    csv: (statement) => statement.period,
  },
  {
    key: 'dated',
    header: 'Dated',
    cell: (statement) => date(statement.statementDate),
    csv: (statement) => statement.statementDate,
  },
  {
    key: 'closing',
    header: 'Principal at the end',
    align: 'right',
    cell: (statement) => amount(statement.closingPrincipalCents),
    csv: (statement) => plainCents(statement.closingPrincipalCents),
  },
  {
    key: 'interest',
    header: 'Interest',
    align: 'right',
    cell: (statement) => amount(statement.interestCents),
    csv: (statement) => plainCents(statement.interestCents),
  },
  {
    key: 'paid',
    header: 'Received',
    align: 'right',
    cell: (statement) => amount(statement.paidCents),
    csv: (statement) => plainCents(statement.paidCents),
  },
  {
    key: 'due',
    header: 'To pay',
    align: 'right',
    phone: true,
    cell: (statement) => <b>{amount(statement.dueCents)}</b>,
    csv: (statement) => plainCents(statement.dueCents),
  },
  {
    key: 'dueOn',
    header: 'Due',
    align: 'right',
    cell: (statement) => date(statement.dueDate),
    csv: (statement) => statement.dueDate,
  },
  {
    key: 'pdf',
    header: 'PDF',
    phone: true,
    cell: (statement) => (
      <button
        type="button"
        className={styles.linkButton}
        onClick={() => void openDocument(statement.documentId)}
      >
        <IconFileTypePdf size={16} stroke={1.75} aria-hidden="true" style={{ verticalAlign: '-3px' }} /> Open
        <span className={styles.srOnly}> the statement of {monthName(statement.period)}</span>
      </button>
    ),
  },
];
