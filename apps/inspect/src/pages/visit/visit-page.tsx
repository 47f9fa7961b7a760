import { date } from '@connect/ui/format';
import { LotOutline } from '@connect/ui/lot-outline';
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { goTo } from '../../app/router.ts';
import { emptyRecord, useAppState } from '../../app/state.ts';
import { ofVisit } from '../../outbox/entries.ts';
import { touch } from '../../outbox/keep.ts';
import type { Visit } from '../../visits/model.ts';
import { isCarried, nextLine, progressOf } from '../../visits/percent.ts';
import { setNote } from '../../visits/record.ts';
import { isOpen, standingOf } from '../../visits/standing.ts';
import { CarriedLines } from './carried-lines.tsx';
import { LineRow } from './line-row.tsx';
import { Plans } from './plans.tsx';
import { SignSheet } from './sign-sheet.tsx';
import { SignedVisit } from './signed-visit.tsx';
import styles from './visit.module.css';
import { VisitFooter } from './visit-footer.tsx';

/** One visit: judge each line, then sign. */
export function VisitPage({ visitId, known }: { visitId: string; known: boolean }) {
  const visit = useAppState((state) => state.visits.get(visitId));
  if (!visit || !known)
    return (
      <main className={styles.missing}>
        <h1>This visit is not on this device</h1>
        <p>It may have been given to somebody else, or it is not downloaded yet.</p>
        <Button variant="default" onClick={() => goTo(null)}>
          Back to the route
        </Button>
      </main>
    );
  return <OneVisit visit={visit} />;
}

function OneVisit({ visit }: { visit: Visit }) {
  const entries = useAppState((state) => state.entries);
  const record = useAppState((state) => state.records.get(visit.id)) ?? emptyRecord(visit.id);
  const mine = useMemo(() => ofVisit(entries, visit.id), [entries, visit.id]);
  const standing = standingOf(visit, record, mine);
  const open = isOpen(standing, record);
  const progress = progressOf(visit.lines, record);
  const [active, setActive] = useState<string | null>(null);
  const [signing, setSigning] = useState(false);
  const [changing, setChanging] = useState(false);

  const activate = (lineId: string | null) => {
    setActive(lineId);
    if (lineId) revealLine(lineId);
  };
  const lines = visit.lines.filter((line) => changing || !isCarried(line) || record.lines[line.id]);
  const carried = visit.lines.filter((line) => isCarried(line) && !record.lines[line.id]);
  return (
    <>
      <main className={styles.main}>
        <div className={styles.column}>
          <header className={styles.head}>
            <LotOutline outline={visit.lotOutline} size={52} />
            <div className={styles.headText}>
              <h1>{visit.address}</h1>
              <p>
                {[
                  visit.builderName,
                  visit.lastVisitOn
                    ? `Last visit ${date(visit.lastVisitOn, { year: false })}`
                    : 'First visit',
                ]
                  .filter(Boolean)
                  .join('. ')}
                .
              </p>
            </div>
            <Plans plans={visit.plans} />
          </header>
          {standing.kind === 'returned' && visit.reason ? (
            <p className={styles.returned}>
              <IconArrowBackUp size={20} stroke={1.75} aria-hidden="true" />
              <span>
                <b>Returned by the office.</b> {visit.reason}
              </span>
            </p>
          ) : null}
          {open ? (
            <>
              {carried.length && !changing ? (
                <CarriedLines lines={carried} onChange={() => setChanging(true)} />
              ) : null}
              <ul className={styles.lines} aria-label="Budget lines">
                {lines.map((line) => (
                  <LineRow
                    key={line.id}
                    visitId={visit.id}
                    line={line}
                    record={record}
                    active={line.id === active}
                    onActivate={activate}
                  />
                ))}
              </ul>
              <label className={styles.visitNote}>
                <span>Note on the whole visit</span>
                <textarea
                  value={record.note}
                  maxLength={2000}
                  onChange={(event) =>
                    void touch(visit.id, setNote(event.currentTarget.value, new Date().toISOString()))
                  }
                />
              </label>
            </>
          ) : (
            <SignedVisit visit={visit} record={record} standing={standing} entries={mine} />
          )}
        </div>
      </main>
      {open ? (
        <VisitFooter
          progress={progress}
          onNext={() => activate(nextLine(visit.lines, record, active))}
          onFinish={() => setSigning(true)}
        />
      ) : null}
      <SignSheet opened={signing} visit={visit} record={record} onClose={() => setSigning(false)} />
    </>
  );
}

/* After the row has unfolded: its note and photos should be in sight as well. */
function revealLine(lineId: string): void {
  requestAnimationFrame(() => {
    const row = document.getElementById(`line-${lineId}`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true });
  });
}
