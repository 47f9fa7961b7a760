import type { Column } from '@connect/ui/data-table';
import { DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, rate } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { ReasonDialog } from '../../components/move-bar.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { useCan } from '../../state/session.ts';
import { useMove } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import styles from './lending.module.css';
import type { BankLine, BaseLoan, Pledge } from './types.ts';

/** The computation of the base, a loan a row: what is left out and why, what the bank advances. */
export function BaseLoans({ line }: { line: BankLine }) {
  const can = useCan();
  const [taking, setTaking] = useState<string | null>(null);
  const { base } = line;
  const total = (pick: (loan: BaseLoan) => number) =>
    amount(base.loans.reduce((sum, loan) => sum + pick(loan), 0));
  const columns: readonly Column<BaseLoan>[] = [
    {
      key: 'loan',
      header: 'Loan',
      cell: (loan) => <a href={`/loans/${loan.loanId}`}>{loan.label}</a>,
      csv: (loan) => loan.label,
      total: 'Total',
    },
    {
      key: 'borrower',
      header: 'Borrower',
      cell: (loan) => <span className="sub">{loan.borrowerName ?? '–'}</span>,
      csv: (loan) => loan.borrowerName,
    },
    {
      key: 'gross',
      header: 'Gross',
      align: 'right',
      cell: (loan) => amount(loan.grossCents),
      csv: (loan) => plainCents(loan.grossCents),
      total: amount(base.grossCents),
    },
    {
      key: 'excluded',
      header: 'Excluded',
      align: 'right',
      cell: (loan) => amount(-excludedOf(loan)),
      csv: (loan) => plainCents(excludedOf(loan)),
      total: total((loan) => -excludedOf(loan)),
    },
    {
      key: 'why',
      header: 'Why',
      phone: true,
      cell: (loan) => <Why loan={loan} />,
      csv: (loan) => loan.exclusions.map((each) => each.reason).join(' '),
    },
    {
      key: 'eligible',
      header: 'Eligible',
      align: 'right',
      cell: (loan) => amount(loan.eligibleCents),
      csv: (loan) => plainCents(loan.eligibleCents),
      total: amount(base.eligibleCents),
    },
    {
      key: 'rate',
      header: 'Rate',
      align: 'right',
      cell: (loan) => rate(loan.advanceRate),
      csv: (loan) => loan.advanceRate,
    },
    {
      key: 'advance',
      header: 'Advance',
      align: 'right',
      phone: true,
      cell: (loan) => <b>{amount(loan.advanceCents)}</b>,
      csv: (loan) => plainCents(loan.advanceCents),
      total: total((loan) => loan.advanceCents),
    },
    ...(can('write:bank-line')
      ? [
          {
            key: 'take',
            header: 'Pledge',
            cell: (loan: BaseLoan) => (
              <button type="button" className={styles.linkButton} onClick={() => setTaking(loan.pledgeId)}>
                Take back<span className={styles.srOnly}> {loan.label}</span>
              </button>
            ),
          },
        ]
      : []),
  ];
  return (
    <Panel
      title="Computation"
      note="Gross less exclusions is eligible; times the advance rate is what the bank lends."
      flush
    >
      <DataTable
        label="Borrowing base by loan"
        columns={columns}
        rows={base.loans}
        rowKey={(loan) => loan.pledgeId}
        exportAs={`borrowing-base-${base.asOf}`}
        footNote={`${base.loans.length} loans`}
        empty={
          <EmptyState icon={IconLink} title="No loan is pledged">
            Pledge a funded loan to see what the bank lends on it, and what it leaves out.
          </EmptyState>
        }
      />
      {taking ? <TakeBack pledgeId={taking} onClose={() => setTaking(null)} /> : null}
    </Panel>
  );
}

const excludedOf = (loan: BaseLoan): number =>
  loan.exclusions.reduce((sum, each) => sum + each.amountCents, 0);

function Why({ loan }: { loan: BaseLoan }) {
  if (loan.exclusions.length === 0)
    return (
      <Mark icon={IconCircleCheck} tone="ok">
        Eligible
      </Mark>
    );
  const whole = loan.eligibleCents === 0 && loan.exclusions.length === 1;
  return loan.exclusions.map((each) => (
    <div key={each.code}>
      <Mark icon={whole ? IconCircleX : IconAlertTriangle} tone={whole ? 'hold' : 'look'}>
        {whole ? sentence(each) : `${amount(each.amountCents)}: ${sentence(each)}`}
      </Mark>
    </div>
  ));
}

/* The domain names a borrower by id; people know them by the row they stand in. */
const sentence = (each: { code: string; reason: string }): string =>
  each.code === 'borrower' ? 'above the limit for one borrower' : each.reason.replace(/\.$/, '');

function TakeBack({ pledgeId, onClose }: { pledgeId: string; onClose: () => void }) {
  const pledge = useRecord('/v1/pledges/{id}', { id: pledgeId });
  return pledge.data ? <TakeBackForm pledge={pledge.data} onClose={onClose} /> : null;
}

function TakeBackForm({ pledge, onClose }: { pledge: Pledge; onClose: () => void }) {
  const mover = useMove<Pledge>('pledges', pledge, { done: `${pledge.loanNumber} taken back` });
  const release = pledge.moves.find((move) => move.action === 'release');
  return release ? (
    <ReasonDialog
      asking={{ ...release, label: `Take ${pledge.loanNumber} back` }}
      mover={mover}
      data={undefined}
      onClose={onClose}
    />
  ) : null;
}
