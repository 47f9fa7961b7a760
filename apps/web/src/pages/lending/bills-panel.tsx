import { monthName } from '@connect/domain/month';
import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { ExplainNumber } from '@connect/ui/explain-number';
import { amount, date } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { IconArrowBackUp, IconReceipt } from '@tabler/icons-react';
import { plainCents } from '../../components/plain-cents.ts';
import { tableProps } from '../../components/table-props.tsx';
import { useList } from '../../state/use-list.ts';
import { accrualFormula, explainAccrual } from './explain.ts';
import type { InterestBill, Loan } from './types.ts';

/** Interest as it was billed, month by month; each amount says how it was computed. */
export function BillsPanel({ loan }: { loan: Loan }) {
  const bills = useList('/v1/interest-bills', { filters: { loanId: loan.id } });
  return (
    <Panel title="Interest bills" flush>
      <DataTable
        label="Interest bills"
        columns={COLUMNS}
        rowKey={(bill) => bill.id}
        rowTone={(bill) => (bill.reversedAt ? 'muted' : undefined)}
        {...tableProps(bills, undefined, 'The interest bills')}
        exportAs={`interest-${loan.number}`}
        empty={
          <EmptyState icon={IconReceipt} title="No interest billed yet">
            A month’s interest is billed when the month is over.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const COLUMNS: readonly Column<InterestBill>[] = [
  {
    key: 'month',
    header: 'Month',
    cell: (bill) => (
      <>
        <b>{monthName(bill.period)}</b>
        {bill.isFinal ? ', settled by the payoff' : ''}{' '}
        {bill.reversedAt ? (
          <Mark icon={IconArrowBackUp} tone="wait" variant="tag">
            Reversed
          </Mark>
        ) : null}
      </>
    ),
    csv: (bill) => bill.period,
  },
  {
    key: 'days',
    header: 'From and to',
    cell: (bill) => `${date(bill.fromDate, { year: false })} to ${date(bill.toDate)}`,
    csv: (bill) => `${bill.fromDate} to ${bill.toDate}`,
  },
  {
    key: 'amount',
    header: 'Interest',
    align: 'right',
    phone: true,
    cell: (bill) => (
      <ExplainNumber
        explanation={explainAccrual(`Interest of ${monthName(bill.period)}`, {
          segments: bill.segments,
          roundedCents: bill.amountCents,
          formula: accrualFormula(bill.rate, bill.dayCount),
        })}
      >
        {amount(bill.amountCents)}
      </ExplainNumber>
    ),
    csv: (bill) => plainCents(bill.amountCents),
  },
  {
    key: 'reserve',
    header: 'From the reserve',
    align: 'right',
    cell: (bill) => amount(bill.fromReserveCents),
    csv: (bill) => plainCents(bill.fromReserveCents),
  },
  {
    key: 'due',
    header: 'Due',
    align: 'right',
    phone: true,
    cell: (bill) => date(bill.dueDate),
    csv: (bill) => bill.dueDate,
  },
  {
    key: 'by',
    header: 'Billed by',
    cell: (bill) => <span className="sub">{bill.billedByName}</span>,
    csv: (bill) => bill.billedByName,
  },
];
