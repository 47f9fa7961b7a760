import { monthWord } from '@connect/domain/month';
import { duration, moment, money, time } from '@connect/ui/format';
import { Panel, PanelRow } from '@connect/ui/panel';
import { Progress } from '@connect/ui/progress';
import { Button } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconProgress,
  IconRefresh,
} from '@tabler/icons-react';
import { ProblemNote } from '../../components/loaded.tsx';
import { api } from '../../state/api.ts';
import { refreshAll } from '../../state/use-move.ts';
import { useSubmit } from '../../state/use-submit.ts';
import styles from './month-end.module.css';
import { RunMark } from './run-mark.tsx';
import type { MonthEnd } from './types.ts';

type Step = MonthEnd['steps'][number];

/** One month end step by step, with the loans that were set aside and why. It goes on when one leaves. */
export function MonthEndRun({ run, mayStart }: { run: MonthEnd; mayStart: boolean }) {
  const [bill, statement] = run.steps;
  return (
    <Panel
      title={`${monthWord(run.period)} month end`}
      note={`Started ${moment(run.startedAt)} by ${run.startedByName}.${run.state === 'running' ? ' You can leave this page; it goes on.' : run.finishedAt ? ` Took ${took(run)}.` : ''}`}
      aside={<RunMark run={run} />}
      flush
    >
      <ol className={styles.steps} aria-live="polite">
        {bill ? (
          <StepRow
            step={bill}
            running={run.state === 'running'}
            text={`${bill.done} of ${bill.total} loans billed, ${money(run.billedCents)}`}
            more={
              run.fromReserveCents ? `${money(run.fromReserveCents)} of it out of interest reserves.` : null
            }
            end={run.finishedAt ? time(run.finishedAt) : ''}
          />
        ) : null}
        {statement ? (
          <StepRow
            step={statement}
            running={run.state === 'running'}
            text={`${statement.done} of ${statement.total} made`}
            more={null}
            end={run.finishedAt ? time(run.finishedAt) : ''}
          />
        ) : null}
      </ol>
      {run.setAside.length ? <SetAside run={run} mayStart={mayStart} /> : null}
    </Panel>
  );
}

const took = (run: MonthEnd): string => {
  const seconds = Math.round((Date.parse(run.finishedAt!) - Date.parse(run.startedAt)) / 1000);
  return seconds < 60 ? `${Math.max(seconds, 1)} s` : duration(Math.round(seconds / 60));
};

function StepRow({
  step,
  running,
  text,
  more,
  end,
}: {
  step: Step;
  running: boolean;
  text: string;
  more: string | null;
  end: string;
}) {
  const through = step.done + step.failed;
  const at = through >= step.total ? 'done' : running ? (through > 0 ? 'now' : 'next') : 'done';
  const Glyph = { done: IconCircleCheck, now: IconProgress, next: IconCircleDashed }[at];
  return (
    <li data-at={at}>
      <Glyph size={16} stroke={1.75} aria-label={{ done: 'Done', now: 'Running', next: 'Waiting' }[at]} />
      <span className={styles.name}>{step.label}</span>
      <span>
        {text}
        {step.failed ? `, ${step.failed} set aside` : ''}
        {at === 'now' ? <Progress label={step.label} done={through} total={step.total} /> : null}
        {more ? <span className="label"> {more}</span> : null}
      </span>
      <span className="label">{at === 'now' ? `Running, ${step.total - through} left` : end}</span>
    </li>
  );
}

/* What a rule refused: the rest is done, these are tried again when the month is run again. */
function SetAside({ run, mayStart }: { run: MonthEnd; mayStart: boolean }) {
  const { submit, busy, problem } = useSubmit((period: string, { idempotencyKey }) =>
    api.post('/v1/month-ends', { idempotencyKey, body: { period } }),
  );
  return (
    <>
      <PanelRow>
        <div className={styles.head}>
          <h3>
            {run.setAside.length === 1
              ? 'One loan was set aside'
              : `${run.setAside.length} loans were set aside`}
          </h3>
          {mayStart ? (
            <Button
              variant="default"
              size="xs"
              loading={busy}
              disabled={run.state === 'running'}
              leftSection={<IconRefresh size={16} stroke={1.75} />}
              onClick={() => void submit(run.period).then(refreshAll)}
            >
              Try them again
            </Button>
          ) : null}
        </div>
        <ProblemNote problem={problem} />
      </PanelRow>
      <ul className={styles.aside}>
        {run.setAside.map((loan) => (
          <li key={`${loan.loanId}-${loan.step}`}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
            <a href={`/loans/${loan.loanId}`}>{loan.loanNumber}</a>
            <span className="sub">{loan.step === 'bill' ? 'Not billed' : 'No statement'}</span>
            <span>{loan.reason}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
