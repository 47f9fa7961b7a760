import { bookDate, count, date } from '@connect/ui/format';
import { IconRoute } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useAppState } from '../../app/state.ts';
import { groupStops, isDone, standingOf } from '../../visits/standing.ts';
import styles from './route.module.css';
import { RouteMap } from './route-map.tsx';
import { Stop } from './stop.tsx';
import type { StopFacts } from './stop-facts.ts';
import { StorageMeter } from './storage-meter.tsx';

/** The stops of the device's visits, grouped by day. */
export function useStops() {
  const visits = useAppState((state) => state.visits);
  const records = useAppState((state) => state.records);
  const entries = useAppState((state) => state.entries);
  const today = bookDate(new Date());
  return useMemo(() => {
    const stops: StopFacts[] = [...visits.values()].map((visit) => {
      const record = records.get(visit.id);
      return { visit, record, standing: standingOf(visit, record, entries) };
    });
    return groupStops(stops, today, bookDate);
  }, [visits, records, entries, today]);
}

/** Today's stops in order, then what comes later and what was done before. */
export function Route({ openId }: { openId: string | null }) {
  const { today, later, earlier } = useStops();
  const pulling = useAppState((state) => state.pulling);
  const Title = openId ? 'h2' : 'h1';
  const done = today.filter((stop) => isDone(stop.standing)).length;
  return (
    <div className={styles.route}>
      <Title className={styles.title}>Today’s route</Title>
      <p className={styles.sum}>
        {today.length
          ? `${count(today.length, 'stop')}, ${done} done`
          : pulling
            ? 'Looking for visits'
            : 'No stops today'}
      </p>
      <Stops stops={today} openId={openId} />
      {today.length + later.length === 0 && !pulling ? <Nothing /> : null}
      {later.length ? (
        <section aria-labelledby="later">
          <h2 id="later">Later</h2>
          <Stops stops={later} openId={openId} withDay from={today.length} />
        </section>
      ) : null}
      {earlier.length ? (
        <details className={styles.earlier}>
          <summary>{count(earlier.length, 'visit')} done before</summary>
          <Stops stops={earlier} openId={openId} withDay />
        </details>
      ) : null}
      <RouteMap stops={today} openId={openId} />
      <StorageMeter />
    </div>
  );
}

type StopsProps = { stops: StopFacts[]; openId: string | null; withDay?: boolean; from?: number };

function Stops({ stops, openId, withDay, from = 0 }: StopsProps) {
  return (
    <ol className={styles.stops}>
      {stops.map((stop, at) => (
        <Stop
          key={stop.visit.id}
          {...stop}
          number={from + at + 1}
          open={stop.visit.id === openId}
          day={withDay ? date(stop.visit.scheduledFor, { year: false }) : null}
        />
      ))}
    </ol>
  );
}

function Nothing() {
  return (
    <div className={styles.nothing}>
      <IconRoute size={26} stroke={1.5} aria-hidden="true" />
      <p>Visits that the office gives you appear here and stay readable without a signal.</p>
    </div>
  );
}
