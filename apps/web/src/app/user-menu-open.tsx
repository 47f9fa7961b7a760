import { Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconShieldLock,
  IconSun,
} from '@tabler/icons-react';
import { signOut } from '../state/session.ts';
import { ROLE_NAMES } from './nav.ts';
import { UserButton, type UserMenuProps } from './user-button.tsx';

const SCHEMES = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
] as const;

/** Theme, security and signing out; loaded when it is first opened. */
export function OpenUserMenu({ user, rail, compact }: UserMenuProps) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position={compact ? 'bottom-end' : 'top-start'} width={210} defaultOpened>
      <Menu.Target>
        <UserButton user={user} rail={rail} compact={compact} />
      </Menu.Target>
      <Menu.Dropdown>
        {rail || compact ? (
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
