import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './form-drawer.module.css';

/** A form beside the page it belongs to; the whole width on a phone. */
export function FormDrawer({
  title,
  onClose,
  children,
  size = 500,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
  size?: number;
}) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={size}
      title={title}
      classNames={{
        content: styles.content!,
        header: styles.header!,
        title: styles.title!,
        body: styles.body!,
      }}
    >
      {children}
    </Drawer>
  );
}
