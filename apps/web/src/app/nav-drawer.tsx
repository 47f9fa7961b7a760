import { Brand } from '@connect/ui/brand';
import { Drawer } from '@mantine/core';
import { Navbar, type NavbarProps } from './navbar.tsx';
import styles from './shell.module.css';

/** The navigation of a phone or tablet. */
export function NavDrawer({ onClose, ...navbar }: NavbarProps & { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} size={264} title={<Brand />} classNames={{ body: styles.drawer! }}>
      <Navbar {...navbar} bare />
    </Drawer>
  );
}
