import styles from './progress-bars.module.css';

export type ProgressLine = {
  key: string;
  label: string;
  /** Percent built, 0 to 100. */
  built: number;
  /** Percent drawn before: the tick. */
  drawn?: number | null;
  href?: string;
};

/** Budget lines as bars, two columns: the bar is built, the tick drawn. */
export function ProgressBars({ lines }: { lines: readonly ProgressLine[] }) {
  return (
    <ul className={styles.bars}>
      {lines.map((line) => (
        <li key={line.key}>
          <div className={styles.head}>
            {line.href ? <a href={line.href}>{line.label}</a> : <span>{line.label}</span>}
            <span className="num">{line.built}%</span>
          </div>
          <div
            className={styles.track}
            role="img"
            aria-label={`${line.label}: built ${line.built}%${typeof line.drawn === 'number' ? `, drawn ${line.drawn}%` : ''}`}
          >
            <span className={styles.fill} style={{ width: `${Math.min(Math.max(line.built, 0), 100)}%` }} />
            {line.drawn ? (
              <span className={styles.tick} style={{ left: `${Math.min(line.drawn, 100)}%` }} />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** One bar of what was drawn before and what is asked now, for a draw request. */
export function DrawBar({ before, to }: { before: number; to: number }) {
  const asked = Math.max(to - before, 0);
  return (
    <div>
      <div className={styles.track} aria-hidden="true">
        <span className={styles.before} style={{ width: `${Math.min(before, 100)}%` }} />
        <span
          className={styles.fill}
          style={{ left: `${before}%`, width: `${Math.min(asked, 100 - before)}%` }}
        />
      </div>
      <div className={styles.legend}>
        <span>Drawn {before}%</span>
        {asked > 0 ? <span data-to>To {to}%</span> : null}
      </div>
    </div>
  );
}
