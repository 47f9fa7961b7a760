import { Person } from '@connect/ui/person';
import { Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
} from '@tabler/icons-react';
import { signOut, type User } from '../state/session.ts';
import { ROLE_NAMES } from './nav.ts';
import styles from './shell.module.css';

const SCHEMES = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

/** Who is signed in; behind it theme, security and signing out. */
export function UserMenu({ user, rail, compact }: { user: User; rail?: boolean; compact?: boolean }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const small = rail || compact;
  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={210}>
      <Menu.Target>
        <button
          type="button"
          className={compact ? styles.userCompact : styles.user}
          aria-label={small ? `${user.displayName}, account` : undefined}
        >
          <Person name={user.displayName} size={small ? 28 : 30} />
          {small ? null : (
            <span className={styles.userText}>
              <span>{user.displayName}</span>
              <span className="label">{ROLE_NAMES[user.role]}</span>
            </span>
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {small ? (
          <Menu.Label>
            {user.displayName}, {ROLE_NAMES[user.role]}
          </Menu.Label>
        ) : null}
        <Menu.Label>Appearance</Menu.Label>
        {SCHEMES.map(({ value, label, icon: Glyph }) => (
          <Menu.Item
            key={value}
            leftSection={<Glyph size={16} stroke={1.75} />}
            rightSection={
              colorScheme === value ? <IconCheck size={16} stroke={1.75} aria-label="chosen" /> : null
            }
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component="a" href="/security" leftSection={<IconShieldLock size={16} stroke={1.75} />}>
          Security
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.75} />} onClick={() => void signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
