import { Button } from '@mantine/core';
import { IconArrowRight, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { MoveButton } from './move-button.tsx';
import styles from './next-action.module.css';

export type NextActionProps = {
  /** "approve draw 5": shown as "Next: approve draw 5". */
  action: string;
  /** Why it is blocked, or what happens when it is done. */
  reason: ReactNode;
  blocked?: boolean;
  /** What removes the obstacle; it is the primary button while the move is blocked. */
  unblock?: { label: string; icon?: ReactNode; onClick: () => void; loading?: boolean };
  /** The move itself; primary when open, greyed with its reason when blocked. */
  move?: { label: string; icon?: ReactNode; onClick: () => void; loading?: boolean };
  /** Waiting for someone else: shown without a lock. */
  icon?: ReactNode;
};

/** The next legal act on a deal, with its reason; a blocked one says what unblocks it. */
export function NextAction({ action, reason, blocked, unblock, move, icon }: NextActionProps) {
  const reasonId = useId();
  return (
    <section className={styles.next} aria-label="Next step">
      <span className={styles.icon} data-blocked={blocked || undefined}>
        {icon ??
          (blocked ? <IconLock size={18} stroke={1.75} /> : <IconArrowRight size={18} stroke={1.75} />)}
      </span>
      <div className={styles.text}>
        <h2>Next: {action}</h2>
        <p id={reasonId}>
          {blocked ? 'Blocked: ' : ''}
          {reason}
        </p>
      </div>
      <div className={styles.buttons}>
        {unblock ? (
          <Button leftSection={unblock.icon} onClick={unblock.onClick} loading={unblock.loading}>
            {unblock.label}
          </Button>
        ) : null}
        {move ? (
          <MoveButton
            variant={unblock || blocked ? 'default' : 'filled'}
            blocked={blocked}
            reasonId={reasonId}
            leftSection={move.icon}
            onClick={move.onClick}
            loading={move.loading}
          >
            {move.label}
          </MoveButton>
        ) : null}
      </div>
    </section>
  );
}
