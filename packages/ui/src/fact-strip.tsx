import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './fact-strip.module.css';

export type Fact = {
  key: string;
  label: ReactNode;
  /** The figure; wrap it in ExplainNumber when it can say why. Unknown is `–`. */
  value: ReactNode;
  note?: ReactNode;
  /** `look` and `hold` put a mark before the note. */
  tone?: 'look' | 'hold';
  /** The balance of the page: 22 px. */
  big?: boolean;
  href?: string;
};

/** Key figures in a strip between hairlines: label, figure, note. Two columns on a phone. */
export function FactStrip({ facts, label = 'Key figures' }: { facts: Fact[]; label?: string }) {
  return (
    <dl className={styles.strip} aria-label={label}>
      {facts.map((fact) => (
        <div key={fact.key} className={styles.fact}>
          <dt className={styles.label}>{fact.label}</dt>
          <dd className={styles.value} data-big={fact.big || undefined}>
            {fact.href ? <a href={fact.href}>{fact.value}</a> : fact.value}
          </dd>
          {fact.note ? (
            <dd className={styles.note} data-tone={fact.tone}>
              {fact.tone ? <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" /> : null}
              {fact.note}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

/** Small figures in a row inside a panel: Requested, Supported, Retainage, Proposed. */
export function FactRow({ facts }: { facts: { key: string; label: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className={styles.row}>
      {facts.map((fact) => (
        <div key={fact.key}>
          <dt className={styles.label}>{fact.label}</dt>
          <dd className={styles.small}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
