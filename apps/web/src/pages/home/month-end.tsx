import { moment, money } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconProgress } from '@tabler/icons-react';
import { useRecord } from '../../state/use-record.ts';
import type { ServicingDesk } from '../deals/types.ts';
import styles from './home.module.css';

type MonthEnd = NonNullable<ServicingDesk['monthEnd']>;

/** How far the latest month end has come; nothing before the first. */
export function MonthEndPanel() {
  const desk = useRecord('/v1/reports/servicing', {}, { refetchInterval: 15_000 });
  const run = desk.data?.monthEnd;
  if (!run) return null;
  const running = run.state === 'running';
  return (
    <Panel
      title={`${monthName(run.period)} month end`}
      aside={
        <>
          <Mark icon={running ? IconProgress : IconCircleCheck} tone={running ? 'move' : 'ok'} variant="tag">
            {running ? 'Running' : 'Done'}
          </Mark>
          <a href="/month-end">Open</a>
        </>
      }
      flush
    >
      <ol className={styles.steps}>
        <Step
          name="Bill"
          done={run.billed}
          of={run.loans}
          text={`${run.billed} of ${run.loans} loans, ${money(run.billedCents)}`}
          end={moment(run.startedAt)}
        />
        <Step
          name="Statements"
          done={run.statements}
          of={run.loans}
          text={`${run.statements} of ${run.loans} made`}
          end={run.finishedAt ? moment(run.finishedAt) : ''}
        />
        {run.failed ? <Failed run={run} /> : null}
      </ol>
    </Panel>
  );
}

function Step({
  name,
  done,
  of,
  text,
  end,
}: {
  name: string;
  done: number;
  of: number;
  text: string;
  end: string;
}) {
  const at = of > 0 && done === of ? 'done' : done > 0 ? 'now' : 'next';
  const Glyph = { done: IconCircleCheck, now: IconProgress, next: IconCircleDashed }[at];
  return (
    <li className={styles.step} data-at={at}>
      <Glyph size={16} stroke={1.75} aria-label={{ done: 'Done', now: 'Running', next: 'Waiting' }[at]} />
      <span className={styles.stepName}>{name}</span>
      <span>
        {text}
        {at === 'now' ? (
          <span className={styles.bar} aria-hidden="true">
            <span style={{ width: `${of ? (done / of) * 100 : 0}%` }} />
          </span>
        ) : null}
      </span>
      <span className="label">{end}</span>
    </li>
  );
}

function Failed({ run }: { run: MonthEnd }) {
  return (
    <li className={styles.step} data-at="failed">
      <IconAlertTriangle size={16} stroke={1.75} aria-label="Look" />
      <span className={styles.stepName}>Set aside</span>
      <span>
        {run.failed} {run.failed === 1 ? 'loan needs' : 'loans need'} a look
      </span>
    </li>
  );
}

function monthName(period: string): string {
  const [year = 0, month = 1] = period.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString('en-US', {
    timeZone: 'UTC',
    month: 'long',
  });
}
