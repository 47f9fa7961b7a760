import { addMonth, monthName } from '@connect/domain/month';
import { type Column, DataTable } from '@connect/ui/data-table';
import { EmptyState } from '@connect/ui/empty-state';
import { FormActions, FormGrid } from '@connect/ui/form-grid';
import { bookDate, moment, money } from '@connect/ui/format';
import { PageHeader, Stacked } from '@connect/ui/page';
import { Panel } from '@connect/ui/panel';
import { Button, Modal, Select } from '@mantine/core';
import { IconCalendarMonth, IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePageTitle } from '../../app/page-title.ts';
import { ProblemNote, QueryError } from '../../components/loaded.tsx';
import { plainCents } from '../../components/plain-cents.ts';
import { api } from '../../state/api.ts';
import { useCan } from '../../state/session.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import { useWhole } from '../../state/use-whole.ts';
import { MonthEndRun } from './month-end-run.tsx';
import { RunMark } from './run-mark.tsx';
import styles from './servicing.module.css';
import { StatementsPanel } from './statements-panel.tsx';
import type { MonthEnd } from './types.ts';

/** Closing a month: interest billed and statements issued for every running loan, in the background, loan by loan. */
export function MonthEndPage() {
  usePageTitle('Month end');
  const can = useCan();
  const runs = useWhole<MonthEnd>('/v1/month-ends', {}, { refetchInterval: 3_000 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const items = runs.data?.items ?? [];
  const shown = items.find(({ period }) => period === chosen) ?? items[0];
  const made = shown?.steps.reduce((sum, step) => sum + step.done, 0) ?? 0;
  const client = useQueryClient();
  // The list below follows the run: what it has made meanwhile is read anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each statement made is the reason
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['list', '/v1/statements'] });
  }, [client, made, shown?.state]);
  const closable = addMonth(bookDate(new Date()).slice(0, 7), -1);
  const due = !items.some(({ period }) => period === closable);
  return (
    <>
      <PageHeader
        title="Month end"
        actions={
          can('write:statements') ? (
            <Button
              variant={due || items.length === 0 ? 'filled' : 'default'}
              leftSection={<IconPlayerPlay size={16} stroke={1.75} />}
              onClick={() => setStarting(true)}
            >
              {due ? `Run ${monthName(closable)}` : 'Run a month'}
            </Button>
          ) : null
        }
      />
      <Stacked>
        {runs.isError && !runs.data ? (
          <Panel flush>
            <QueryError
              problem={runs.error}
              failed="Month ends could not be loaded"
              onRetry={() => void runs.refetch()}
            />
          </Panel>
        ) : null}
        {shown ? <MonthEndRun run={shown} mayStart={can('write:statements')} /> : null}
        {shown ? (
          <StatementsPanel
            title={`Statements of ${monthName(shown.period)}`}
            filters={{ period: shown.period }}
          />
        ) : null}
        {items.length > 1 ? (
          <Panel title="Months" flush>
            <DataTable
              label="Month ends"
              columns={COLUMNS}
              rows={items}
              rowKey={(run) => run.period}
              onOpen={(run) => setChosen(run.period)}
              activeKey={shown?.period}
              exportAs="month-ends"
            />
          </Panel>
        ) : null}
        {runs.data && items.length === 0 ? (
          <Panel flush>
            <EmptyState icon={IconCalendarMonth} title="No month was closed yet">
              A month end bills the interest of every running loan and issues its statement. It runs in the
              background; you can leave the page, and run it again: nothing is done twice.
            </EmptyState>
          </Panel>
        ) : null}
      </Stacked>
      {starting ? (
        <StartDialog
          first={due ? closable : (shown?.period ?? closable)}
          onClose={() => setStarting(false)}
          onStarted={(period) => setChosen(period)}
        />
      ) : null}
    </>
  );
}

const COLUMNS: readonly Column<MonthEnd>[] = [
  {
    key: 'period',
    header: 'Month',
    cell: (run) => <span className={styles.key}>{monthName(run.period)}</span>,
    csv: (run) => run.period,
  },
  {
    key: 'state',
    header: 'State',
    phone: true,
    cell: (run) => <RunMark run={run} />,
    csv: (run) => run.state,
  },
  { key: 'loans', header: 'Loans', align: 'right', cell: (run) => run.loans, csv: (run) => run.loans },
  {
    key: 'billed',
    header: 'Billed',
    align: 'right',
    phone: true,
    cell: (run) => money(run.billedCents),
    csv: (run) => plainCents(run.billedCents),
  },
  {
    key: 'reserve',
    header: 'Of it from reserves',
    align: 'right',
    cell: (run) => money(run.fromReserveCents),
    csv: (run) => plainCents(run.fromReserveCents),
  },
  { key: 'by', header: 'Started by', cell: (run) => run.startedByName, csv: (run) => run.startedByName },
  {
    key: 'at',
    header: 'Started',
    align: 'right',
    cell: (run) => moment(run.startedAt),
    csv: (run) => run.startedAt,
  },
];

function StartDialog({
  first,
  onClose,
  onStarted,
}: {
  first: string;
  onClose: () => void;
  onStarted: (period: string) => void;
}) {
  const [period, setPeriod] = useState(first);
  const now = bookDate(new Date()).slice(0, 7);
  const { submit, busy, problem } = useSubmit((key: string, { idempotencyKey }) =>
    api.post('/v1/month-ends', { idempotencyKey, body: { period: key } }),
  );
  const start = async () => {
    if ((await submit(period)) === undefined) return;
    await refreshAll();
    onStarted(period);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Run a month end">
      <FormGrid onSubmit={() => void start()}>
        <Select
          label="Month"
          description="A month can be run once it is over, and again: what is done stays."
          data={Array.from({ length: 12 }, (_, at) => addMonth(now, -1 - at)).map((value) => ({
            value,
            label: monthName(value),
          }))}
          value={period}
          allowDeselect={false}
          onChange={(value) => setPeriod(value ?? first)}
          error={problem?.field('/period')}
        />
        <p className="sub">
          Interest is billed to every running loan, out of its reserve where it has one, and a statement is
          issued to each borrower.
        </p>
        <ProblemNote problem={problem} />
        <FormActions>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={busy}>
            Run {monthName(period)}
          </Button>
        </FormActions>
      </FormGrid>
    </Modal>
  );
}
