import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { amount, money, rate, words } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { plainCents } from '../../components/plain-cents.ts';
import { useCan } from '../../state/session.ts';
import { BudgetEditor } from './budget-editor.tsx';
import type { LoanTabProps } from './loan-props.ts';
import { type BudgetLine, isOpen, type Loan } from './types.ts';

/** What the loan pays, line by line; written while the loan is a draft, read after that. */
export function BudgetTab({ loan }: LoanTabProps) {
  const can = useCan();
  return isOpen(loan) && can('write:loans') ? (
    <BudgetEditor key={loan.id} loan={loan} />
  ) : (
    <BudgetTable loan={loan} />
  );
}

/** The budget with its sums: what each line may come to, what was paid on it, what is left. */
export function BudgetTable({ loan }: { loan: Loan }) {
  const { budget } = loan;
  const changes = budget.lines.reduce((sum, line) => sum + line.changesCents, 0);
  return (
    <Panel
      title="Budget"
      note={`${money(budget.initialAdvanceCents)} of land and fees goes out at funding, the rest by draws.`}
      flush
    >
      <DataTable
        label="Budget"
        columns={columns(loan, changes)}
        rows={budget.lines}
        rowKey={(line) => line.id}
        exportAs={`budget-${loan.number}`}
        footNote={`${budget.lines.length} lines`}
      />
    </Panel>
  );
}

const columns = ({ budget }: Loan, changes: number): readonly Column<BudgetLine>[] => [
  { key: 'name', header: 'Line', cell: (line) => line.name, csv: (line) => line.name, total: 'Total' },
  {
    key: 'kind',
    header: 'Kind',
    cell: (line) => <span className="sub">{words(line.kind)}</span>,
    csv: (line) => line.kind,
  },
  {
    key: 'equity',
    header: 'Borrower brings',
    align: 'right',
    cell: (line) => amount(line.equityCents),
    csv: (line) => plainCents(line.equityCents),
    total: amount(budget.equityCents),
  },
  {
    key: 'original',
    header: 'Original',
    align: 'right',
    cell: (line) => amount(line.originalCents),
    csv: (line) => plainCents(line.originalCents),
    total: amount(budget.originalCents),
  },
  {
    key: 'changes',
    header: 'Changes',
    align: 'right',
    cell: (line) => amount(line.changesCents),
    csv: (line) => plainCents(line.changesCents),
    total: amount(changes),
  },
  {
    key: 'revised',
    header: 'Revised',
    align: 'right',
    phone: true,
    cell: (line) => <b>{amount(line.revisedCents)}</b>,
    csv: (line) => plainCents(line.revisedCents),
    total: amount(budget.revisedCents),
  },
  {
    key: 'drawn',
    header: 'Drawn',
    align: 'right',
    cell: (line) => amount(line.drawnCents),
    csv: (line) => plainCents(line.drawnCents),
    total: amount(budget.drawnCents),
  },
  {
    key: 'retained',
    header: 'Retained',
    align: 'right',
    cell: (line) => amount(line.retainedCents),
    csv: (line) => plainCents(line.retainedCents),
    total: amount(budget.retainedCents),
  },
  {
    key: 'balance',
    header: 'Balance',
    align: 'right',
    phone: true,
    cell: (line) => <b>{amount(line.balanceCents)}</b>,
    csv: (line) => plainCents(line.balanceCents),
    total: amount(budget.balanceCents),
  },
  {
    key: 'retainage',
    header: 'Retainage',
    align: 'right',
    cell: (line) => rate(line.retainageRate),
    csv: (line) => line.retainageRate,
  },
];
