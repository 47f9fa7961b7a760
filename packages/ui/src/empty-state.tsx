import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './states.module.css';

export type EmptyStateProps = {
  icon: Icon;
  title: string;
  /** What appears here and how to start. */
  children: ReactNode;
  actions?: ReactNode;
  /** What is ready already: up to three facts with their link. */
  /** `h1` where this is the whole page. */
  as?: 'h1' | 'h2';
  ready?: { key: string; title: ReactNode; note: ReactNode }[];
};

/** An empty list: what appears here, how to start, what is ready. */
export function EmptyState({
  icon: Glyph,
  title,
  children,
  actions,
  ready,
  as: Title = 'h2',
}: EmptyStateProps) {
  return (
    <div>
      <div className={styles.empty}>
        <span className={styles.emptyIcon}>
          <Glyph size={26} stroke={1.5} aria-hidden="true" />
        </span>
        <Title className={styles.title}>{title}</Title>
        <p className={styles.text}>{children}</p>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
      {ready?.length ? (
        <ul className={styles.ready}>
          {ready.map((fact) => (
            <li key={fact.key}>
              <b>{fact.title}</b>
              <span>{fact.note}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
