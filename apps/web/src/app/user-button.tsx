import { Person } from '@connect/ui/person';
import { VisuallyHidden } from '@mantine/core';
import type { ComponentProps } from 'react';
import type { User } from '../state/session.ts';
import { ROLE_NAMES } from './nav.ts';
import styles from './shell.module.css';

export type UserMenuProps = { user: User; rail?: boolean; compact?: boolean };

/** The button of the menu. */
export function UserButton({ user, rail, compact, ...rest }: UserMenuProps & ComponentProps<'button'>) {
  const small = rail || compact;
  return (
    <button
      type="button"
      aria-haspopup="menu"
      {...rest}
      className={compact ? styles.userCompact : styles.user}
    >
      <Person name={user.displayName} size={small ? 28 : 30} hidden />
      {small ? (
        <VisuallyHidden>{user.displayName}, account</VisuallyHidden>
      ) : (
        <span className={styles.userText}>
          <span>{user.displayName}</span>
          <span className="label">{ROLE_NAMES[user.role]}</span>
        </span>
      )}
    </button>
  );
}
