import type { ReactNode } from 'react';
import styles from './clock-bar.module.css';
import { duration } from './format.ts';

export type ClockPart = { party: string; minutes: number };
export type ClockBarProps = {
  label: string;
  /** Minutes run so far; null is a clock that has not started. */
  minutes: number | null;
  /** Grey, amber past half the goal, red past it. */
  goalMinutes?: number | null;
  /** Whose minutes these were: Us, Inspector, Builder, Title. */
  parts?: readonly ClockPart[];
  /** Words in place of the bar: "Starts when the last document arrives." */
  children?: ReactNode;
};

/** The tone of a clock against its goal. */
export function clockTone(
  minutes: number | null,
  goal: number | null | undefined,
): 'look' | 'hold' | undefined {
  if (minutes === null || !goal) return undefined;
  return minutes > goal ? 'hold' : minutes > goal / 2 ? 'look' : undefined;
}

/** A clock with its time split by party. Put two in a `ClockPair`: since submitted, since file complete. */
export function ClockBar({ label, minutes, goalMinutes, parts = [], children }: ClockBarProps) {
  const whole = parts.reduce((sum, part) => sum + part.minutes, 0);
  return (
    <div className={styles.clock}>
      <div>
        <div className="label">{label}</div>
        <div
          className={styles.time}
          data-tone={clockTone(minutes, goalMinutes)}
          data-off={minutes === null || undefined}
        >
          {minutes === null ? 'Not started' : duration(minutes)}
        </div>
      </div>
      <div className={styles.side}>
        {whole > 0 ? (
          <>
            <div className={styles.bar} aria-hidden="true">
              {parts.map((part, at) => (
                <span key={part.party} data-part={at % 4} style={{ flexGrow: part.minutes }} />
              ))}
            </div>
            <ul className={styles.parts}>
              {parts.map((part, at) => (
                <li key={part.party}>
                  <i data-part={at % 4} aria-hidden="true" />
                  {part.party} {duration(part.minutes)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {children ? <p className={styles.words}>{children}</p> : null}
      </div>
    </div>
  );
}

/** The two clocks of a draw, side by side between hairlines. */
export function ClockPair({ children }: { children: ReactNode }) {
  return <div className={styles.pair}>{children}</div>;
}
