import { time } from '@connect/ui/format';
import { IconCheck } from '@tabler/icons-react';
import { goTo, hrefOf } from '../../app/router.ts';
import { isDone } from '../../visits/standing.ts';
import styles from './route.module.css';
import { StandingMark } from './standing-mark.tsx';
import type { StopFacts } from './stop-facts.ts';

type Props = StopFacts & { number: number; open: boolean; day: string | null };

/** One stop: where, which draw, and how it stands. */
export function Stop({ visit, standing, number, open, day }: Props) {
  const done = isDone(standing);
  const draw = visit.drawNumber ? `Draw ${visit.drawNumber}` : `Visit ${visit.number}`;
  const lines = `${visit.lines.length} ${visit.lines.length === 1 ? 'line' : 'lines'}`;
  return (
    <li className={styles.stop} data-open={open || undefined}>
      <a
        href={hrefOf(visit.id)}
        aria-current={open ? 'page' : undefined}
        onClick={(event) => {
          event.preventDefault();
          goTo(visit.id);
        }}
      >
        <span className={styles.circle} data-done={done || undefined} data-open={open || undefined}>
          {done ? <IconCheck size={18} stroke={2} role="img" aria-label={`Stop ${number}, done`} /> : number}
        </span>
        <span className={styles.stopText}>
          <b>{visit.address}</b>
          <span className={styles.facts}>{[day, draw, lines].filter(Boolean).join(', ')}</span>
          <StandingMark standing={standing} timeOf={time} />
        </span>
      </a>
    </li>
  );
}
