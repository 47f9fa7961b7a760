import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { PageHeader, PageTabs } from '@connect/ui/page';
import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { LoanPicker, type PickedLoan } from '../../components/pickers.tsx';
import { useCan } from '../../state/session.ts';
import { useCounts } from '../../state/use-counts.ts';
import { useRecord } from '../../state/use-record.ts';
import styles from './servicing.module.css';

const PaymentDrawer = lazy(() =>
  import('../lending/payment-drawer.tsx').then((m) => ({ default: m.PaymentDrawer })),
);

type Tab = 'received' | 'unapplied' | 'files' | 'out';

/** Head and tabs of the pages about money in and out. */
export function PaymentsFrame({
  tab,
  children,
  title = 'Payments',
}: {
  tab: Tab;
  children: ReactNode;
  title?: string;
}) {
  usePageTitle(title, 'Payments');
  const can = useCan();
  // Where money goes out, releasing it is the one thing to do.
  const recording = tab === 'received' || tab === 'unapplied';
  const files = can('release:payments');
  const counts = useCounts('/v1/disbursements', [
    { id: 'prepared', state: { filters: { state: 'prepared' } } },
  ]);
  return (
    <>
      <PageHeader title="Payments" actions={recording && can('write:payments') ? <RecordPayment /> : null} />
      <div className={styles.tabs}>
        <PageTabs
          label="Payments"
          current={tab}
          tabs={[
            { key: 'received', label: 'Received', href: '/payments' },
            { key: 'unapplied', label: 'Unapplied', href: '/payments/unapplied' },
            ...(files
              ? [
                  {
                    key: 'files',
                    label: 'Payment files',
                    href: '/payments/files',
                    count: counts.get('prepared') || null,
                  },
                ]
              : []),
            { key: 'out', label: 'Paid out', href: '/payments/out' },
          ]}
        />
      </div>
      {children}
    </>
  );
}

const RUNNING = { state: 'funded,recorded,servicing,default' };

/** Records a payment of a borrower: first which loan, then the drawer that every loan has. */
function RecordPayment() {
  const [choosing, setChoosing] = useState(false);
  const [loanId, setLoanId] = useState<string | null>(null);
  const [chosen, setChosen] = useState<PickedLoan | null>(null);
  const [tried, setTried] = useState(false);
  const loan = useRecord('/v1/loans/{id}', { id: loanId ?? '' }, { enabled: loanId !== null });
  return (
    <>
      <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setChoosing(true)}>
        Record payment
      </Button>
      <Modal opened={choosing} onClose={() => setChoosing(false)} title="Record a payment">
        <FormGrid
          onSubmit={() => {
            setTried(true);
            if (!chosen) return;
            setLoanId(chosen.id);
            setChoosing(false);
          }}
        >
          <LoanPicker
            label="Loan"
            only={RUNNING}
            value={chosen}
            onChange={setChosen}
            nothingFoundMessage="No running loan fits."
            error={tried && !chosen ? 'Choose a loan.' : undefined}
            data-autofocus
          />
          <FormActions>
            <Button variant="default" onClick={() => setChoosing(false)}>
              Not yet
            </Button>
            <Button type="submit">Go on</Button>
          </FormActions>
        </FormGrid>
      </Modal>
      {loanId && loan.data ? (
        <Suspense>
          <PaymentDrawer loan={loan.data} onClose={() => setLoanId(null)} />
        </Suspense>
      ) : null}
    </>
  );
}
