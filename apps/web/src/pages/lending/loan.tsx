import { LotOutline } from '@connect/ui/lot-outline';
import { PageHeader, PageTabs } from '@connect/ui/page';
import { StatusTag } from '@connect/ui/status-tag';
import { lazy, Suspense, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { Loaded, ProblemNote } from '../../components/loaded.tsx';
import { useCan } from '../../state/session.ts';
import { usePathParams } from '../../state/use-path-params.ts';
import { useRecord } from '../../state/use-record.ts';
import { BuilderLoan } from './builder-loan.tsx';
import styles from './lending.module.css';
import { LoanActions } from './loan-actions.tsx';
import { LoanNext } from './loan-next.tsx';
import { LOAN_TABS, tabOf } from './loan-tabs.ts';
import { isFunded, type Loan, productName } from './types.ts';
import { useLoanMoves } from './use-loan-moves.tsx';

const PaymentDrawer = lazy(() => import('./payment-drawer.tsx').then((m) => ({ default: m.PaymentDrawer })));
const FeeForm = lazy(() => import('./fee-form.tsx').then((m) => ({ default: m.FeeForm })));

/** One loan: staff see all of it, its borrower what concerns the borrower. */
export function LoanPage() {
  const { id, tab } = usePathParams<{ id: string; tab: string }>();
  const loan = useRecord('/v1/loans/{id}', { id });
  const can = useCan();
  return (
    <Loaded query={loan} failed="This loan could not be loaded">
      {(record) =>
        can('read:postings') ? <StaffLoan loan={record} tab={tab} /> : <BuilderLoan loan={record} />
      }
    </Loaded>
  );
}

function StaffLoan({ loan, tab }: { loan: Loan; tab: string | undefined }) {
  usePageTitle(`${loan.number} ${loan.address}`, loan.address);
  const moves = useLoanMoves(loan);
  const [form, setForm] = useState<'payment' | 'fee' | null>(null);
  const current = tabOf(loan, tab);
  const close = () => setForm(null);
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Loans', href: '/loans' }, { label: loan.number }]}
        picture={<LotOutline outline={loan.lotOutline} />}
        title={loan.address}
        status={<StatusTag kind="loan" state={loan.state} variant="tag" />}
        facts={[
          <Sentence key="what" loan={loan} />,
          <a key="project" href={`/projects/${loan.projectId}`}>
            {loan.projectNumber ?? 'Open the project'}
          </a>,
        ]}
        actions={
          <LoanActions
            loan={loan}
            moves={moves}
            onPayment={() => setForm('payment')}
            onFee={() => setForm('fee')}
            tab={current.key}
          />
        }
      />
      <LoanNext loan={loan} moves={moves} tab={current.key} />
      <ProblemNote problem={moves.problem} />
      <PageTabs
        label="Parts of the loan"
        current={current.key}
        tabs={LOAN_TABS.filter((each) => !each.funded || isFunded(loan)).map((each) => ({
          key: each.key,
          label: each.label,
          href: `/loans/${loan.id}/${each.key}`,
          count: each.count?.(loan) ?? null,
        }))}
      />
      <Suspense>
        <div className={styles.tab}>
          <current.Component loan={loan} />
        </div>
        {form === 'payment' ? <PaymentDrawer loan={loan} onClose={close} /> : null}
        {form === 'fee' ? <FeeForm loan={loan} onClose={close} /> : null}
      </Suspense>
      {moves.dialogs}
    </>
  );
}

/** "Construction loan L-0147 to Sample Builder LLC, pledged to Sample Bank line A". */
function Sentence({ loan }: { loan: Loan }) {
  return (
    <>
      {productName(loan.product)} loan <b>{loan.number}</b>
      {loan.borrowerName ? ` to ${loan.borrowerName}` : ''}
      {loan.bankLineId ? (
        <>
          , pledged to{' '}
          <a className={styles.inText} href={`/bank-line/${loan.bankLineId}`}>
            {loan.bankLineName}
          </a>
        </>
      ) : null}
    </>
  );
}
