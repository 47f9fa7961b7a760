import { monthName } from '@connect/domain/month';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { IconBook2 } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Loaded } from '../../components/loaded.tsx';
import { useWhole } from '../../state/use-whole.ts';
import styles from './books.module.css';
import { BooksFrame } from './books-frame.tsx';
import { MonthPanel } from './month-panel.tsx';
import { ReconciliationPanel } from './reconciliation-panel.tsx';
import type { AccountingPeriod } from './types.ts';

/** The months of the books: what each waits for, who closes it, whether the loans' books are the control accounts. */
export function BooksPage() {
  const periods = useWhole('/v1/accounting-periods');
  return (
    <BooksFrame tab="months">
      <Loaded query={periods} failed="The months could not be loaded">
        {({ items }) => <Months items={items} />}
      </Loaded>
    </BooksFrame>
  );
}

function Months({ items }: { items: readonly AccountingPeriod[] }) {
  const chosen = (useSearch({ strict: false }) as { month?: string }).month;
  // The month that was shown first stays in sight when it has been moved.
  const [first] = useState(() => nextToClose(items)?.period);
  const navigate = useNavigate();
  const shown = items.find(({ period }) => period === (chosen ?? first)) ?? items[0];
  return (
    <>
      {shown ? (
        <div className={styles.month}>
          <MonthPanel key={shown.period} period={shown} />
          <ReconciliationPanel key={`${shown.period}-books`} period={shown} />
        </div>
      ) : null}
      <Panel title="Months" flush>
        <DataTable
          label="Months of the books"
          columns={COLUMNS}
          rows={items}
          rowKey={({ period }) => period}
          activeKey={shown?.period ?? null}
          onOpen={({ period }) =>
            void navigate({ to: '.', search: { month: period } as never, resetScroll: true })
          }
          exportAs="months-of-the-books"
          empty={
            <EmptyState icon={IconBook2} title="Nothing stands in the books">
              The first funding opens them.
            </EmptyState>
          }
        />
      </Panel>
    </>
  );
}

/** The month that somebody has to agree to, else the oldest that is open and over. */
const nextToClose = (months: readonly AccountingPeriod[]): AccountingPeriod | undefined =>
  months.find(({ state }) => state === 'close_requested' || state === 'reopen_requested') ??
  months.findLast(({ state }) => state === 'open') ??
  months[0];

const COLUMNS: readonly Column<AccountingPeriod>[] = [
  {
    key: 'period',
    header: 'Month',
    cell: ({ period }) => <span className={styles.key}>{monthName(period)}</span>,
    csv: ({ period }) => period,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: ({ state }) => <StatusTag kind="period" state={state} />,
    csv: ({ state }) => state,
  },
  {
    key: 'open',
    header: 'Waits for',
    cell: ({ openItems, state, requestedByName }) =>
      openItems[0] ??
      (state === 'closed' ? '–' : requestedByName ? `A second person after ${requestedByName}` : 'Its close'),
    csv: ({ openItems }) => openItems.join(' '),
  },
  {
    key: 'postings',
    header: 'Postings',
    align: 'right',
    phone: true,
    cell: ({ postings }) => postings,
    csv: ({ postings }) => postings,
  },
  {
    key: 'numbers',
    header: 'Book numbers',
    align: 'right',
    cell: ({ numberedFrom, numberedTo }) => (numberedFrom ? `${numberedFrom} to ${numberedTo}` : '–'),
    csv: ({ numberedFrom, numberedTo }) => (numberedFrom ? `${numberedFrom}-${numberedTo}` : ''),
  },
  {
    key: 'by',
    header: 'Closed by',
    cell: ({ state, requestedByName, decidedByName }) =>
      state === 'closed' && decidedByName ? `${requestedByName}, ${decidedByName}` : '–',
    csv: ({ state, requestedByName, decidedByName }) =>
      state === 'closed' ? `${requestedByName}, ${decidedByName}` : '',
  },
];
