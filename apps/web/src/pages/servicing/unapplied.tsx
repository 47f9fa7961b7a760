import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { amount, money } from '@connect/ui/format';
import { MoneyInput } from '@connect/ui/money-input';
import { Panel } from '@connect/ui/panel';
import { Button, Modal } from '@mantine/core';
import { IconWallet } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNote } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { api } from '../../state/api.ts';
import { recordKey } from '../../state/record-key.ts';
import { useCan } from '../../state/session.ts';
import { toast } from '../../state/toasts.ts';
import { useList } from '../../state/use-list.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { PaymentsFrame } from './payments-frame.tsx';
import styles from './servicing.module.css';
import type { LoanRow } from './types.ts';

type Balances = {
  unappliedCents: number;
  interestReceivableCents: number;
  feesReceivableCents: number;
  principalCents: number;
};
type Row = LoanRow & { balances: Balances };
type Act = { kind: 'apply' | 'refund'; row: Row };

/** Money of borrowers that is not put to use yet, by loan: put it to what is due, or pay it back. */
export function UnappliedPage() {
  const can = useCan();
  const [act, setAct] = useState<Act | null>(null);
  const loans = useList<LoanRow>('/v1/loans', {
    filters: { state: 'funded,recorded,servicing,default,paid_off' },
    limit: 200,
  });
  const answers = useQueries({
    queries: loans.items.map(({ id }) => ({
      queryKey: recordKey('/v1/loans/{id}/balances', { id }),
      queryFn: () => api.get<Balances>('/v1/loans/{id}/balances' as string, { path: { id } }),
    })),
  });
  const rows = loans.items.flatMap((loan, at): Row[] => {
    const balances = answers[at]?.data;
    return balances && balances.unappliedCents > 0 ? [{ ...loan, balances }] : [];
  });
  const columns: readonly Column<Row>[] = [
    {
      key: 'loan',
      header: 'Loan',
      cell: (row) => (
        <span className={styles.key}>
          {row.number} <span className={styles.place}>{row.address}</span>
        </span>
      ),
      csv: (row) => row.number,
    },
    {
      key: 'borrower',
      header: 'Borrower',
      cell: (row) => row.borrowerName ?? '–',
      csv: (row) => row.borrowerName,
    },
    {
      key: 'due',
      header: 'Due now',
      align: 'right',
      cell: (row) => amount(row.balances.interestReceivableCents + row.balances.feesReceivableCents),
      csv: (row) => plainCents(row.balances.interestReceivableCents + row.balances.feesReceivableCents),
    },
    {
      key: 'unapplied',
      header: 'Unapplied',
      align: 'right',
      phone: true,
      cell: (row) => <span className={styles.strong}>{amount(row.balances.unappliedCents)}</span>,
      csv: (row) => plainCents(row.balances.unappliedCents),
    },
    ...(can('write:payments')
      ? [
          {
            key: 'acts',
            header: 'Moves',
            align: 'right' as const,
            cell: (row: Row) => (
              <span className={styles.acts}>
                {(['apply', 'refund'] as const).map((kind) => (
                  <button
                    key={kind}
                    type="button"
                    className={styles.textButton}
                    aria-label={`${kind === 'apply' ? 'Apply' : 'Refund'} unapplied cash of ${row.number}`}
                    onClick={() => setAct({ kind, row })}
                  >
                    {kind === 'apply' ? 'Apply' : 'Refund'}
                  </button>
                ))}
              </span>
            ),
          },
        ]
      : []),
  ];
  const waiting = loans.loading || answers.some(({ isPending }) => isPending);
  return (
    <PaymentsFrame tab="unapplied" title="Unapplied cash">
      <Panel flush>
        <DataTable
          label="Unapplied cash by loan"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => `/loans/${row.id}`}
          loading={waiting}
          exportAs="unapplied"
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

function ActDialog({ act: { kind, row }, onClose }: { act: Act; onClose: () => void }) {
  const refund = kind === 'refund';
  const held = row.balances.unappliedCents;
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
          {row.number}, {row.borrowerName}: {money(held)} is held.{' '}
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
        <ProblemNote problem={problem?.errors.length ? null : problem} />
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
