import { IconCloudOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './offline-bar.module.css';

export type OfflineBarProps = {
  /** "No signal since 12:58 PM. Only on this iPad: 1 visit, 5 lines, 9 photos." */
  title: ReactNode;
  note?: ReactNode;
  action?: ReactNode;
};

/** The amber bar that counts what is only on this device. */
export function OfflineBar({ title, note, action }: OfflineBarProps) {
  return (
    <div className={styles.bar} role="status">
      <IconCloudOff size={24} stroke={1.5} aria-hidden="true" />
      <div>
        <b>{title}</b>
        {note ? <p>{note}</p> : null}
      </div>
      {action ? <span className={styles.action}>{action}</span> : null}
    </div>
  );
}
