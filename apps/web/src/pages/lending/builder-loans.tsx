import { EmptyState } from '@connect/ui/empty-state';
import { date, money, rate } from '@connect/ui/format';
import { PageHeader } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { StatusTag } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconFileDollar } from '@tabler/icons-react';
import { QueryError } from '../../components/loaded.tsx';
import { useList } from '../../state/use-list.ts';
import { inPlainWords } from './builder-words.ts';
import styles from './lending.module.css';
import type { LoanRow } from './types.ts';

/** A builder's own loans, each with what is owed and what it waits for. */
export function BuilderLoans() {
  const loans = useList('/v1/loans', { sort: { key: 'createdAt', desc: true } });
  return (
    <>
      <PageHeader title="Your loans" />
      {loans.problem ? (
        <Panel flush>
          <QueryError problem={loans.problem} failed="Your loans could not be loaded" onRetry={loans.retry} />
        </Panel>
      ) : loans.items.length ? (
        <ul className={styles.stack} aria-label="Your loans">
          {loans.items.map((loan) => (
            <li key={loan.id}>
              <Tile loan={loan} />
            </li>
          ))}
        </ul>
      ) : loans.loading ? null : (
        <Panel flush>
          <EmptyState icon={IconFileDollar} title="No loan yet">
            When a loan is prepared for you, it appears here with its terms, balance, statements and draws.
          </EmptyState>
        </Panel>
      )}
      {loans.hasMore ? (
        <Button variant="default" mt={16} loading={loans.loadingMore} onClick={loans.more}>
          Show more
        </Button>
      ) : null}
    </>
  );
}

function Tile({ loan }: { loan: LoanRow }) {
  return (
    <a className={styles.tile} href={`/loans/${loan.id}`}>
      <span className={styles.tileHead}>
        <b>{loan.address}</b>
        <StatusTag kind="loan" state={loan.state} />
      </span>
      <span className="sub">{inPlainWords(loan.state)}</span>
      <dl className={styles.tileFacts}>
        <div>
          <dt>Loan {loan.number}</dt>
          <dd>{money(loan.amountCents, { cents: false })}</dd>
        </div>
        <div>
          <dt>Principal you owe</dt>
          <dd>{money(loan.principalCents)}</dd>
        </div>
        <div>
          <dt>Rate</dt>
          <dd>{rate(loan.rate)}</dd>
        </div>
        <div>
          <dt>Due in full</dt>
          <dd>{date(loan.maturityDate)}</dd>
        </div>
      </dl>
    </a>
  );
}
