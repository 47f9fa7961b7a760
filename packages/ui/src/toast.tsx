import { Portal } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './toast.module.css';

export type ToastProps = {
  icon?: Icon;
  tone?: 'move' | 'ok' | 'look' | 'hold';
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
};

/** A floating message at the foot of the page: a change by somebody else, a move that was done. */
export function Toast({ icon: Glyph, tone = 'move', title, children, actions, onClose }: ToastProps) {
  return (
    <div
      className={styles.toast}
      role={tone === 'hold' || tone === 'look' ? 'alert' : 'status'}
      data-tone={tone}
    >
      {Glyph ? <Glyph size={20} stroke={1.75} aria-hidden="true" className={styles.icon} /> : null}
      <div className={styles.text}>
        <b>{title}</b>
        {children ? <p>{children}</p> : null}
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </div>
      <button type="button" className={styles.close} aria-label="Close" onClick={onClose}>
        <IconX size={16} stroke={1.75} />
      </button>
    </div>
  );
}

/** Where toasts stand, newest at the bottom. */
export function ToastStack({ children }: { children: ReactNode }) {
  return (
    <Portal>
      <div className={styles.stack}>{children}</div>
    </Portal>
  );
}
