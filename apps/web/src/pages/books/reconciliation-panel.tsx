import { monthName } from '@connect/domain/month';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { amount, count, date, moment } from '@connect/ui/format';
import { Panel, PanelRow } from '@connect/ui/panel';
import { Progress } from '@connect/ui/progress';
import { Mark } from '@connect/ui/status-tag';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconProgress, IconScale } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ProblemNote, QueryError } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { api } from '../../state/api.ts';
import { recordKey } from '../../state/record-key.ts';
import { useCan } from '../../state/session.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useRecord } from '../../state/use-record.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './books.module.css';
import type { AccountingPeriod, Reconciliation } from './types.ts';

const EVERY_MS = 2_000;

/** The books of each loan, worked out anew from its history, against the control accounts. It goes on when one leaves. */
export function ReconciliationPanel({ period: { period, to, openItems } }: { period: AccountingPeriod }) {
  const can = useCan();
  const [running, setRunning] = useState(false);
  const query = useRecord(
    '/v1/accounting-periods/{period}/reconciliations',
    { period },
    { query: { limit: 1 }, refetchInterval: running ? EVERY_MS : false },
  );
  const found = query.data?.items[0];
  const state = found?.state;
  const client = useQueryClient();
  // What the month waits for changes with the end of a run.
  useEffect(() => {
    setRunning(state === 'running');
    if (state === 'done') void client.invalidateQueries({ queryKey: recordKey('/v1/accounting-periods') });
  }, [client, state]);
  const start = useSubmit((_: string, { idempotencyKey }) =>
    api.post('/v1/accounting-periods/{period}/reconciliations', {
      path: { period },
      idempotencyKey,
      body: {},
    }),
  );
  const missing = query.data?.items.length === 0;
  const isOver = !openItems.some((item) => item.endsWith('is not over yet.'));
  return (
    <Panel
      title="Reconciliation"
      note={
        found
          ? `Books of ${count(found.loans, 'loan')} through ${date(to)}, as known ${moment(found.knownAt)}, asked for by ${found.startedByName}.${found.state === 'running' ? ' You can leave this page; it goes on.' : ''}`
          : 'The books of each loan, worked out from its history, against the control accounts.'
      }
      aside={
        <span className={styles.foot}>
          {found ? <ReconciledMark run={found} /> : null}
          {can('close:periods') && isOver ? (
            <Button
              size="xs"
              variant={missing ? 'filled' : 'default'}
              loading={start.busy}
              disabled={found?.state === 'running'}
              onClick={() => void start.submit(period).then(refreshAll)}
            >
              {found ? 'Reconcile again' : `Reconcile ${monthName(period)}`}
            </Button>
          ) : null}
        </span>
      }
      flush
    >
      {start.problem ? (
        <PanelRow>
          <ProblemNote problem={start.problem} />
        </PanelRow>
      ) : null}
      {query.isError ? (
        <QueryError
          problem={query.error}
          failed="The reconciliation could not be loaded"
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {missing ? (
        <EmptyState icon={IconScale} title="Not reconciled yet">
          {isOver
            ? 'It compares every loan with the ledger, account by account, and names what differs.'
            : 'A month is reconciled once it is over.'}
        </EmptyState>
      ) : null}
      {found?.state === 'running' ? <Compared run={found} /> : null}
      {found?.state === 'done' ? (
        <>
          <DataTable
            label="Control accounts and the books of the loans"
            columns={COLUMNS}
            rows={found.accounts}
            rowKey={({ account }) => account}
            exportAs={`reconciliation-${period}`}
          />
          <Aside run={found} />
        </>
      ) : null}
    </Panel>
  );
}

function ReconciledMark({ run }: { run: Reconciliation }) {
  if (run.state === 'running')
    return (
      <Mark icon={IconProgress} tone="move" variant="tag">
        Running
      </Mark>
    );
  const off =
    run.differences.length + run.setAside.length > 0 ||
    run.accounts.some((each) => each.differenceCents !== 0);
  return (
    <Mark
      icon={off ? IconAlertTriangle : IconCircleCheck}
      tone={off ? 'hold' : run.isCurrent ? 'ok' : 'look'}
      variant="tag"
    >
      {off ? 'Differences' : run.isCurrent ? 'To the cent' : 'Posted since'}
    </Mark>
  );
}

function Compared({ run }: { run: Reconciliation }) {
  return (
    <PanelRow>
      <div aria-live="polite">
        {run.done} of {count(run.loans, 'loan')} compared
        <Progress label="Loans compared" done={run.done} total={run.loans} />
      </div>
    </PanelRow>
  );
}

/** The loans that differ or were set aside, with the way to each. */
function Aside({ run }: { run: Reconciliation }) {
  if (run.differences.length + run.setAside.length === 0) return null;
  return (
    <ul className={styles.items}>
      {run.differences.map((each) => (
        <li key={`${each.loanId}-${each.account}`} data-open>
          <IconAlertTriangle size={16} stroke={1.75} aria-label="Difference" />
          <span>
            <a href={`/loans/${each.loanId}`}>{each.loanNumber}</a>, {each.accountName}: the ledger has{' '}
            {amount(each.ledgerCents)}, its history comes to {amount(each.loanCents)}
          </span>
        </li>
      ))}
      {run.setAside.map((each) => (
        <li key={each.loanId} data-open>
          <IconAlertTriangle size={16} stroke={1.75} aria-label="Set aside" />
          <span>
            <a href={`/loans/${each.loanId}`}>{each.loanNumber}</a>: {each.reason}
          </span>
        </li>
      ))}
    </ul>
  );
}

type Account = Reconciliation['accounts'][number];
const figure = (
  key: string,
  header: string,
  of: (row: Account) => number,
  phone = false,
): Column<Account> => ({
  key,
  header,
  align: 'right',
  phone,
  cell: (row) => amount(of(row)),
  csv: (row) => plainCents(of(row)),
});
const COLUMNS: readonly Column<Account>[] = [
  {
    key: 'account',
    header: 'Account',
    cell: ({ accountName }) => <span className={styles.key}>{accountName}</span>,
    csv: ({ accountName }) => accountName,
  },
  figure('control', 'Control account', (row) => row.controlCents, true),
  figure('later', 'Entered after the close', (row) => row.laterCents),
  figure('loans', 'Books of the loans', (row) => row.loansCents),
  {
    ...figure('difference', 'Difference', (row) => row.differenceCents, true),
    cell: ({ differenceCents }) =>
      differenceCents === 0 ? (
        <span className={styles.quiet}>0.00</span>
      ) : (
        <span className={styles.off}>{amount(differenceCents)}</span>
      ),
  },
];
