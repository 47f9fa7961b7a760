import type { ReactNode } from 'react';
import styles from './inputs.module.css';

export type FooterSum = { key: string; label: ReactNode; value: ReactNode };

/** Live sums and the moves of a page, always in sight at its foot. The first sum is the one that counts. */
export function StickyFooter({
  sums,
  note,
  children,
}: {
  sums: FooterSum[];
  note?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={styles.footer} aria-label="Totals and actions">
      <dl className={styles.sums} aria-live="polite">
        {sums.map((sum) => (
          <div key={sum.key} className={styles.sum}>
            <dt className="label">{sum.label}</dt>
            <dd>{sum.value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.note}>{note}</div>
      <div className={styles.actions}>{children}</div>
    </section>
  );
}
