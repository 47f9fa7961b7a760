import type { Column } from '@connect/ui/data-table';
import { amount, bookDate, date, words } from '@connect/ui/format';
import { StatusTag } from '@connect/ui/status-tag';
import { plainCents } from '../../components/plain-cents.ts';
import styles from './servicing.module.css';
import type { Waiver } from './types.ts';

/** "Conditional progress waiver, draw 3". */
export const waiverTitle = (waiver: Pick<Waiver, 'form' | 'forDrawNumber'>): string =>
  `${words(waiver.form)} waiver, ${waiver.forDrawNumber ? `draw ${waiver.forDrawNumber}` : 'next draw'}`;

const day = (moment: string | null) => (moment ? date(bookDate(moment)) : '–');

export const WAIVER_COLUMNS: readonly Column<Waiver>[] = [
  {
    key: 'payee',
    header: 'Payee',
    cell: (row) => <span className={styles.key}>{row.payeeName}</span>,
    csv: (row) => row.payeeName,
  },
  { key: 'waiver', header: 'Waiver', cell: waiverTitle, csv: waiverTitle },
  {
    key: 'loan',
    header: 'Loan',
    cell: (row) => (
      <>
        {row.loanNumber} <span className={styles.place}>{row.address}</span>
      </>
    ),
    csv: (row) => `${row.loanNumber}, ${row.address}`,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (row) => <StatusTag kind="waiver" state={row.state} />,
    csv: (row) => row.state,
  },
  {
    key: 'needed',
    header: 'Needed since',
    align: 'right',
    sort: 'createdAt',
    cell: (row) => day(row.createdAt),
    csv: (row) => bookDate(row.createdAt),
  },
  {
    key: 'asked',
    header: 'Asked',
    align: 'right',
    cell: (row) => day(row.askedAt),
    csv: (row) => row.askedAt,
  },
  {
    key: 'received',
    header: 'Received',
    align: 'right',
    cell: (row) => day(row.receivedAt),
    csv: (row) => row.receivedAt,
  },
  {
    key: 'amount',
    header: 'Amount',
    align: 'right',
    phone: true,
    sort: 'amount',
    cell: (row) => amount(row.amountCents),
    csv: (row) => plainCents(row.amountCents),
  },
];
