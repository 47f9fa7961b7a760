import { IconCheck, IconCircleDot } from '@tabler/icons-react';
import styles from './stage-rail.module.css';

export type Stage = {
  key: string;
  label: string;
  at: 'done' | 'current' | 'next';
  /** "Nov 12, 2025 · 1 day", "Since Jun 16 · 160 days", "Expected Apr 2027". */
  note?: string;
};

/** The life of a deal as bars; a phone keeps only the current label. */
export function StageRail({ stages, label = 'Stages' }: { stages: Stage[]; label?: string }) {
  return (
    <ol className={styles.rail} aria-label={label}>
      {stages.map((stage) => (
        <li key={stage.key} data-at={stage.at} aria-current={stage.at === 'current' ? 'step' : undefined}>
          <span className={styles.label}>
            {stage.at === 'done' ? <IconCheck size={16} stroke={1.75} aria-label="Done:" /> : null}
            {stage.at === 'current' ? <IconCircleDot size={16} stroke={1.75} aria-hidden="true" /> : null}
            {stage.label}
          </span>
          {stage.note ? <span className={styles.note}>{stage.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}
