import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { type StatusKind, statusOf, type Tone } from './status.ts';
import styles from './status-tag.module.css';

export type StatusTagProps = {
  kind: StatusKind;
  state: string;
  /** Says more than the state's own word: "Reports 2 of 4", "Draw 5 waits". */
  label?: ReactNode;
  /** Replaces the state's own tone, when a deadline has passed for example. */
  tone?: Tone;
  /** `plain` in tables and lists; `tag` on a soft ground beside a title. */
  variant?: 'plain' | 'tag';
};

/** A state as icon, word and colour. */
export function StatusTag({ kind, state, label, tone, variant = 'plain' }: StatusTagProps) {
  const status = statusOf(kind, state);
  return (
    <Mark icon={status.icon} tone={tone ?? status.tone} variant={variant}>
      {label ?? status.word}
    </Mark>
  );
}

export type MarkProps = { icon: Icon; tone: Tone; variant?: 'plain' | 'tag'; children: ReactNode };

/** Icon, word and tone for what is not a state: "Reserve 41 days", "Debits equal credits". */
export function Mark({ icon: Glyph, tone, variant = 'plain', children }: MarkProps) {
  return (
    <span className={styles.mark} data-tone={tone} data-variant={variant}>
      <Glyph size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <span>{children}</span>
    </span>
  );
}
