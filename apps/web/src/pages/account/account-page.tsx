import { Brand } from '@connect/ui/brand';
import type { ReactNode } from 'react';
import styles from './account.module.css';

/** The frame of the pages before the shell: the form left, what helps right. */
export function AccountPage({
  title,
  lead,
  children,
  beside,
}: {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  beside?: ReactNode;
}) {
  return (
    <div className={styles.split} data-single={!beside || undefined}>
      <main className={styles.form}>
        <div className={styles.column}>
          <Brand />
          <h1>{title}</h1>
          {lead ? <p className={styles.lead}>{lead}</p> : null}
          {children}
        </div>
      </main>
      {beside ? <aside className={styles.beside}>{beside}</aside> : null}
    </div>
  );
}
