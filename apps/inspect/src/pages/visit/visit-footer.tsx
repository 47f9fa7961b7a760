import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { Progress } from '../../visits/percent.ts';
import styles from './visit.module.css';

type Props = { progress: Progress; onNext: () => void; onFinish: () => void };

/** What is left, the next line, and the signature that opens when every line has a value. */
export function VisitFooter({ progress, onNext, onFinish }: Props) {
  const left = progress.left.length;
  return (
    <footer className={styles.foot}>
      <div className={styles.footText} role="status">
        <b>{left === 0 ? 'Every line has a value' : `${left} ${left === 1 ? 'line' : 'lines'} left`}</b>
        <span id="why-locked">
          {left === 0
            ? 'Look it over once, then sign.'
            : 'Signing opens when every line has a value. You can leave at any time.'}
        </span>
      </div>
      <div className={styles.footMoves}>
        {left > 0 ? (
          <Button className={styles.big} onClick={onNext}>
            Next line
          </Button>
        ) : null}
        <Button
          className={styles.big}
          variant={left === 0 ? 'filled' : 'default'}
          leftSection={left > 0 ? <IconLock size={20} stroke={1.75} aria-hidden="true" /> : null}
          aria-disabled={left > 0 || undefined}
          data-disabled={left > 0 || undefined}
          aria-describedby={left > 0 ? 'why-locked' : undefined}
          onClick={(event) => {
            if (left > 0) event.preventDefault();
            else onFinish();
          }}
        >
          Finish and sign
        </Button>
      </div>
    </footer>
  );
}
