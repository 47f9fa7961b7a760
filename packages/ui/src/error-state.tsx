import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { time } from './format.ts';
import styles from './states.module.css';

export type ErrorStateProps = {
  /** What failed: "Received payments could not be loaded". */
  title: string;
  /** Why, and what is safe: "Nothing was changed and nothing is lost. The rest of this page is current." */
  children?: ReactNode;
  requestId?: string | null;
  /** Moment of the try. */
  at?: Date | string;
  onRetry?: () => void;
};

/** What failed, what is safe, a way to try again, and the request's id for whoever is asked for help. */
export function ErrorState({ title, children, requestId, at, onRetry }: ErrorStateProps) {
  return (
    <div className={styles.error} role="alert">
      <span className={styles.errorIcon}>
        <IconPlugConnectedX size={20} stroke={1.75} aria-hidden="true" />
      </span>
      <div className={styles.errorText}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.text}>{children ?? 'Nothing was changed and nothing is lost.'}</p>
        {requestId || at ? (
          <p className={styles.request}>
            {at ? `Tried at ${time(at)}. ` : ''}
            {requestId ? (
              <>
                Request <code>{requestId}</code>
                <CopyButton value={requestId}>
                  {({ copied, copy }) => (
                    <button
                      type="button"
                      className={styles.copy}
                      onClick={copy}
                      aria-label="Copy the request id"
                    >
                      {copied ? <IconCheck size={14} stroke={1.75} /> : <IconCopy size={14} stroke={1.75} />}
                    </button>
                  )}
                </CopyButton>
              </>
            ) : null}
          </p>
        ) : null}
      </div>
      {onRetry ? (
        <Button variant="default" leftSection={<IconRefresh size={16} stroke={1.75} />} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
