import { moment } from '@connect/ui/format';
import { Panel } from '@connect/ui/panel';
import { Mark } from '@connect/ui/status-tag';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import styles from './inspection.module.css';
import { Photos } from './photos.tsx';
import type { Inspection } from './types.ts';

type Report = Inspection['reports'][number];
type Said = Report['lines'][number];

/** What an inspector submitted, never changed: per line the percentage, the words and the photos. */
export function InspectionReport({
  visit,
  report,
  newest,
}: {
  visit: Inspection;
  report: Report;
  newest: boolean;
}) {
  const names = new Map(visit.lines.map((line) => [line.budgetLineId, line]));
  const general = report.photos
    .filter(({ budgetLineId }) => budgetLineId === null)
    .map(({ documentId }) => documentId);
  const photosOf = (id: string) =>
    report.photos.filter(({ budgetLineId }) => budgetLineId === id).map(({ documentId }) => documentId);
  const title = visit.reports.length > 1 ? `Report ${report.round}` : 'Report';
  return (
    <Panel
      title={title}
      note={`${report.submittedByName}, submitted ${moment(report.submittedAt)}, received ${moment(report.receivedAt)}. ${report.photos.length} photos.`}
      aside={newest ? null : 'Answered by a later report'}
      flush
    >
      {report.note ? <p className={styles.note}>{report.note}</p> : null}
      {general.length ? (
        <div className={styles.general}>
          <Photos ids={general} label="The site" size="large" />
        </div>
      ) : null}
      <ol className={styles.lines}>
        {report.lines.map((line) => {
          const own = names.get(line.budgetLineId);
          return (
            <li key={line.budgetLineId}>
              <div className={styles.head}>
                <h3>{own?.name ?? 'A line that is no longer in the budget'}</h3>
                <span className={styles.percent}>{line.percent}%</span>
                <span className={styles.change}>{changeOf(line)}</span>
                <span className={styles.asked}>
                  <Asked said={line} asked={own?.askedPercent ?? null} />
                </span>
              </div>
              <Bar said={line} asked={own?.askedPercent ?? null} name={own?.name ?? ''} />
              {line.note ? <p className={styles.words}>{line.note}</p> : null}
              <Photos ids={photosOf(line.budgetLineId)} label={own?.name ?? 'Line'} size="large" />
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

const changeOf = ({ percent, lastPercent }: Said): string =>
  percent === lastPercent ? 'Same as before' : `was ${lastPercent}%`;

function Asked({ said, asked }: { said: Said; asked: number | null }) {
  if (asked === null) return null;
  return said.percent < asked ? (
    <Mark icon={IconAlertTriangle} tone="look">
      Asked {asked}%
    </Mark>
  ) : (
    <Mark icon={IconCheck} tone="wait">
      Asked {asked}%
    </Mark>
  );
}

function Bar({ said, asked, name }: { said: Said; asked: number | null; name: string }) {
  return (
    <div
      className={styles.track}
      role="img"
      aria-label={`${name}: built ${said.percent}%${asked === null ? '' : `, asked ${asked}%`}`}
    >
      <span style={{ width: `${said.percent}%` }} />
      {asked === null ? null : <i style={{ left: `${Math.min(asked, 100)}%` }} />}
    </div>
  );
}
