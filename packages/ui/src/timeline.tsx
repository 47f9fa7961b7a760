import type { Icon } from '@tabler/icons-react';
import { IconPoint } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { dayHeading } from './format.ts';
import styles from './timeline.module.css';

export type TimelineEvent = {
  id: string;
  /** Moment, ISO UTC. */
  at: string;
  icon?: Icon;
  text: ReactNode;
  /** "Sam Servicing, 8:11 AM". */
  by?: ReactNode;
  href?: string;
};

/** What happened, newest first, under headings of the day. */
export function Timeline({
  events,
  now,
  label = 'Timeline',
}: {
  events: TimelineEvent[];
  now?: Date;
  label?: string;
}) {
  const days: { day: string; events: TimelineEvent[] }[] = [];
  for (const event of events) {
    const day = dayHeading(event.at, now);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return (
    <ol className={styles.timeline} aria-label={label}>
      {days.map(({ day, events: ofDay }) => (
        <li key={`${day}-${ofDay[0]!.id}`}>
          <h3 className={styles.day}>{day}</h3>
          <ol>
            {ofDay.map((event) => (
              <Entry key={event.id} event={event} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function Entry({ event }: { event: TimelineEvent }) {
  const Glyph = event.icon ?? IconPoint;
  return (
    <li className={styles.entry}>
      <span className={styles.icon}>
        <Glyph size={14} stroke={1.75} aria-hidden="true" />
      </span>
      <div>
        <p className={styles.text}>{event.href ? <a href={event.href}>{event.text}</a> : event.text}</p>
        {event.by ? <p className={styles.by}>{event.by}</p> : null}
      </div>
    </li>
  );
}
