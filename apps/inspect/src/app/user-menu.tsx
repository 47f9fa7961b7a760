import { initials, moment } from '@connect/ui/format';
import { Popover, SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import {
  IconDeviceIpad,
  IconLogin2,
  IconLogout,
  IconRefresh,
  IconRotateClockwise,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { sendNow } from '../sync/sync.ts';
import { DEVICE } from './device.ts';
import { useOnlyHere } from './device-bar.tsx';
import { takeUpdate, useUpdate } from './install.ts';
import { signOut } from './session.ts';
import { type User, useAppState } from './state.ts';
import styles from './user-menu.module.css';

type Props = { user: User; onHere: () => void; onSignIn: () => void };

/** Who is signed in, sending by hand, what is here, light and dark, leaving. */
export function UserMenu({ user, onHere, onSignIn }: Props) {
  const [opened, setOpened] = useState(false);
  const signInNeeded = useAppState((state) => state.signInNeeded);
  const pulledAt = useAppState((state) => state.pulledAt);
  const here = useOnlyHere();
  const update = useUpdate();
  const close = (act: () => unknown) => () => {
    setOpened(false);
    void act();
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <button type="button" className={styles.button} onClick={() => setOpened(!opened)}>
          <span className={styles.person} data-update={update ? true : undefined}>
            {initials(user.displayName)}
          </span>
          <VisuallyHidden>{user.displayName}, menu</VisuallyHidden>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.menu} aria-label="Menu">
        <div className={styles.who}>
          <b>{user.displayName}</b>
          <span>{user.email}</span>
          <span>
            {pulledAt
              ? `Visits as of ${moment(pulledAt).replace(/^Today/, 'today')}`
              : 'No visits downloaded yet'}
          </span>
        </div>
        <Item icon={IconRefresh} onClick={close(() => sendNow())}>
          Send and download now
        </Item>
        <Item icon={IconDeviceIpad} onClick={close(onHere)}>
          What is on this {DEVICE}
        </Item>
        {update ? (
          <Item icon={IconRotateClockwise} onClick={takeUpdate}>
            Use the new version
          </Item>
        ) : null}
        {signInNeeded ? (
          <Item icon={IconLogin2} onClick={close(onSignIn)}>
            Sign in again
          </Item>
        ) : null}
        <ColorScheme />
        <Item icon={IconLogout} onClick={close(signOut)}>
          Sign out
          {here.visits > 0 ? (
            <span className={styles.note}>What is only here stays here until you sign in again.</span>
          ) : null}
        </Item>
      </Popover.Dropdown>
    </Popover>
  );
}

type ItemProps = { icon: Icon; onClick: () => void; children: ReactNode };

function Item({ icon: Glyph, onClick, children }: ItemProps) {
  return (
    <button type="button" className={styles.item} onClick={onClick}>
      <Glyph size={20} stroke={1.75} aria-hidden="true" />
      <span>{children}</span>
    </button>
  );
}

function ColorScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.scheme}>
      <SegmentedControl
        fullWidth
        aria-label="Light or dark"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
        data={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'auto', label: 'As device' },
        ]}
      />
    </div>
  );
}
