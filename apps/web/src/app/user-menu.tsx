import { Person } from '@connect/ui/person';
import { VisuallyHidden } from '@mantine/core';
import type { ComponentProps } from 'react';
import { lazy, Suspense, useState } from 'react';
import type { User } from '../state/session.ts';
import { ROLE_NAMES } from './nav.ts';
import styles from './shell.module.css';

export type UserMenuProps = { user: User; rail?: boolean; compact?: boolean };

const load = () => import('./user-menu-open.tsx').then((m) => ({ default: m.OpenUserMenu }));
const OpenUserMenu = lazy(load);

/** Who is signed in; behind it theme, security and signing out, which nobody needs for the first paint. */
export function UserMenu(props: UserMenuProps) {
  const [wanted, setWanted] = useState(false);
  const closed = (
    <UserButton {...props} onClick={() => setWanted(true)} onPointerEnter={load} onFocus={load} />
  );
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenUserMenu {...props} />
    </Suspense>
  );
}

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
